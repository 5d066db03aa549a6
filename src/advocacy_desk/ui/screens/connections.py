"""The entry of the connections screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.i18n import text
from advocacy_desk.ui.screens._contract import Screen

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.widgets.page import Page


def _build(desk: Desk) -> Page:
    from advocacy_desk.ui.pages.connections import ConnectionsPage

    return ConnectionsPage(desk)


SCREEN = Screen(key="connections", title=text("Connections"), icon="network", order=33, build=_build)

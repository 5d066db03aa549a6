"""The entry of the imports screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.i18n import text
from advocacy_desk.ui.screens._contract import Screen

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.widgets.page import Page


def _build(desk: Desk) -> Page:
    from advocacy_desk.ui.pages.imports import ImportsPage

    return ImportsPage(desk)


SCREEN = Screen(key="imports", title=text("Imports"), icon="imports", order=70, build=_build, at_foot=True)

"""The entry of the activation screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.i18n import text
from advocacy_desk.ui.screens._contract import Screen

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.widgets.page import Page


def _build(desk: Desk) -> Page:
    from advocacy_desk.ui.pages.activation import ActivationPage

    return ActivationPage(desk)


SCREEN = Screen(key="activation", title=text("Activation"), icon="calendar", order=36, build=_build)

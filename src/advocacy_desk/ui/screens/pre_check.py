"""The entry of the pre-check screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.i18n import text
from advocacy_desk.ui.screens._contract import Screen

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.widgets.page import Page


def _build(desk: Desk) -> Page:
    from advocacy_desk.ui.pages.pre_check import PreCheckPage

    return PreCheckPage(desk)


SCREEN = Screen(key="pre_check", title=text("Pre-check"), icon="edit", order=38, build=_build, keys="Ctrl+Shift+P")

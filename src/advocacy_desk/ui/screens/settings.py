"""The entry of the settings screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.i18n import text
from advocacy_desk.ui.screens._contract import Screen

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.widgets.page import Page


def _build(desk: Desk) -> Page:
    from advocacy_desk.ui.pages.settings import SettingsPage

    return SettingsPage(desk)


SCREEN = Screen(
    key="settings", title=text("Settings"), icon="settings", order=80, build=_build, at_foot=True, keys="Ctrl+,"
)

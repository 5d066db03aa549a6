"""The entry of the suggestions screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.i18n import text
from advocacy_desk.ui.screens._contract import Screen

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.widgets.page import Page


def _build(desk: Desk) -> Page:
    from advocacy_desk.ui.pages.suggestions import SuggestionsPage

    return SuggestionsPage(desk)


SCREEN = Screen(key="suggestions", title=text("Suggestions"), icon="sparkle", order=35, build=_build)

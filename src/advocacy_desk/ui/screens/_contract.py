"""What a screen is: one light file that defines ``SCREEN = Screen(...)``; its page is imported when it is opened.

These files are read before the first paint: they import nothing but this contract, ``text`` and, inside ``build``,
their page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.i18n import Text

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.widgets.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One entry of the navigation.

    ``icon`` names a file of ``resources/icons``; ``order`` sorts the entries (home 10, content 20, people 30,
    review 40, insights 50, rules 60, imports 70, settings 80); ``at_foot`` puts it below the others.
    ``keys`` opens it from anywhere (``Ctrl+Shift+P``); screens without are counted: Ctrl+1 and so on, the tenth Ctrl+0.
    """

    key: str
    title: Text
    icon: str
    order: int
    build: Callable[[Desk], Page]
    at_foot: bool = False
    keys: str = ""

"""The screens, one light file each, found because they lie here."""

from __future__ import annotations

from functools import lru_cache

from advocacy_desk import discovery
from advocacy_desk.ui import screens
from advocacy_desk.ui.screens._contract import Screen


@lru_cache(maxsize=1)
def all_screens() -> tuple[Screen, ...]:
    """Return the screens in the order of the navigation."""
    return tuple(sorted(discovery.parts(screens, "SCREEN", Screen).values(), key=lambda screen: screen.order))

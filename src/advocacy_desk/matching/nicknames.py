"""Short forms of given names: Basti is Sebastian. A table of data, resources/definitions/nicknames.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from advocacy_desk import resources


@lru_cache(maxsize=1)
def _formal() -> dict[str, tuple[str, ...]]:
    path = resources.folder("definitions") / "nicknames.toml"
    return {short: tuple(names) for short, names in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def formal_names(given: str) -> tuple[str, ...]:
    """Return the formal names that a casefolded given name may be short for."""
    return _formal().get(given, ())

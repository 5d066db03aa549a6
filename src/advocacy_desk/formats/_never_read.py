"""Files of people's data exports that are known and never read: messages, contacts, sign-ins, advertising.

They are known by their headings (``resources/definitions/never_read.toml``), so that no format takes them for posts
or people.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from advocacy_desk import resources
from advocacy_desk.errors import Explained
from advocacy_desk.formats import _tables
from advocacy_desk.formats._headings import plain

if TYPE_CHECKING:
    from advocacy_desk.formats._contract import Source


@dataclass(frozen=True, slots=True)
class _Table:
    has: frozenset[str]
    lacks: frozenset[str]
    only: bool

    def fits(self, headings: frozenset[str]) -> bool:
        return self.has <= headings and not self.lacks & headings and not (self.only and headings - self.has)


@lru_cache(maxsize=1)
def _known() -> tuple[_Table, ...]:
    with (resources.folder("definitions") / "never_read.toml").open("rb") as stream:
        raw = tomllib.load(stream)
    return tuple(
        _Table(
            has=frozenset(map(plain, entry["has"])),
            lacks=frozenset(map(plain, entry.get("lacks", ()))),
            only=entry.get("only", False),
        )
        for entry in raw["table"]
    )


def is_private(source: Source) -> bool:
    """Whether a file is one of those that are never read."""
    try:
        table = _tables.look(source)
    except Explained:
        return False
    headings = frozenset(map(plain, table.headers)) if table else frozenset()
    return bool(headings) and any(known.fits(headings) for known in _known())

"""Files of people's data exports that are known and never read: messages, contacts, sign-ins, advertising.

They are known by their headings (``resources/definitions/never_read.toml``), so that no format takes them for posts
or people.
"""

from __future__ import annotations

import re
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


@dataclass(frozen=True, slots=True)
class _File:
    marks: tuple[bytes, ...]
    path: re.Pattern[str] | None

    def fits(self, source: Source) -> bool:
        if self.path is not None and not self.path.search(source.name):
            return False
        return not self.marks or all(mark in source.head() for mark in self.marks)


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[_Table, ...], tuple[_File, ...]]:
    with (resources.folder("definitions") / "never_read.toml").open("rb") as stream:
        raw = tomllib.load(stream)
    tables = tuple(
        _Table(
            has=frozenset(map(plain, entry["has"])),
            lacks=frozenset(map(plain, entry.get("lacks", ()))),
            only=entry.get("only", False),
        )
        for entry in raw["table"]
    )
    files = tuple(
        _File(
            marks=tuple(mark.encode() for mark in entry.get("marks", ())),
            path=re.compile(entry["path"]) if "path" in entry else None,
        )
        for entry in raw["file"]
    )
    return tables, files


def is_private(source: Source) -> bool:
    """Whether a file is one of those that are never read."""
    tables, files = _known()
    try:
        if any(known.fits(source) for known in files):
            return True
        table = _tables.look(source)
    except Explained:
        return False  # damaged: reading it will say so
    headings = frozenset(map(plain, table.headers)) if table else frozenset()
    return bool(headings) and any(known.fits(headings) for known in tables)

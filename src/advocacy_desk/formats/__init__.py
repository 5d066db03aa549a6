"""The files that posts and people reach us in. One format is one file here with ``FORMAT = SourceFormat(...)``.

``plan`` answers which format reads which file of a path; ``SourceFormat.read`` then yields raw batches.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from advocacy_desk import discovery
from advocacy_desk.errors import Explained, FileProblem
from advocacy_desk.formats import _never_read
from advocacy_desk.formats._containers import open_path
from advocacy_desk.formats._contract import (
    PEOPLE_COLUMNS,
    POST_COLUMNS,
    Batch,
    ColumnMapping,
    Hints,
    ReadOptions,
    Source,
    SourceFormat,
    TableLayout,
    sha256,
)
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = [
    "PEOPLE_COLUMNS",
    "POST_COLUMNS",
    "Batch",
    "ColumnMapping",
    "Hints",
    "Plan",
    "ReadOptions",
    "Recognition",
    "Source",
    "SourceFormat",
    "TableLayout",
    "all_formats",
    "open_path",
    "plan",
    "recognise",
    "sha256",
]

LEAST_CONFIDENCE = 0.2


@dataclass(frozen=True, slots=True)
class Recognition:
    """A format that could read a file, and how sure it is (0..1)."""

    format: SourceFormat
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What will be read of a path: files with their format, and the names of files that nobody reads.

    ``passed_over`` are known and never read: private messages, contacts, sign-ins.
    """

    found: tuple[tuple[SourceFormat, Source], ...]
    unknown: tuple[str, ...]
    passed_over: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def all_formats() -> Mapping[str, SourceFormat]:
    """Return every format by its key."""
    return discovery.parts(sys.modules[__name__], "FORMAT", SourceFormat)


def recognise(source: Source) -> tuple[Recognition, ...]:
    """Return the formats that could read a file, best first; empty where nobody knows it."""
    try:
        guesses = [Recognition(known, known.recognise(source)) for known in all_formats().values()]
    except Explained:
        return ()  # damaged beyond its first bytes: nobody's file
    likely = [guess for guess in guesses if guess.confidence >= LEAST_CONFIDENCE]
    return tuple(sorted(likely, key=lambda guess: -guess.confidence))


def plan(path: Path, key: str | None = None) -> Plan:
    """Return which files of a path are read by which format; ``key`` says the format instead of asking the files.

    Files that another file's format reads along (the parts of an archive) are not listed again.
    Raises FileProblem where the path cannot be opened or ``key`` is no format.
    """
    everything = open_path(path)
    private = {source.name for source in everything if _never_read.is_private(source)}
    sources = tuple(source for source in everything if source.name not in private)
    if key is None:
        known = {source.name: (guess[0].format, source) for source in sources if (guess := recognise(source))}
    else:
        known = {source.name: (_format(key), source) for source in sources if _reads(_format(key), source, sources)}
    along = {
        member.name for form, source in known.values() for member in form.members(source) if member.name != source.name
    }
    found = tuple(pair for name, pair in known.items() if name not in along)
    unknown = tuple(source.name for source in sources if source.name not in known and source.name not in along)
    return Plan(found=found, unknown=unknown, passed_over=tuple(sorted(private)))


def _format(key: str) -> SourceFormat:
    known = all_formats()
    if key not in known:
        keys = ", ".join(known)
        raise FileProblem(text("There is no format “{key}”. Known formats: {keys}.", key=key, keys=keys))
    return known[key]


def _reads(form: SourceFormat, source: Source, sources: tuple[Source, ...]) -> bool:
    """A single file is read as told; among several the format says which are its own."""
    try:
        return len(sources) == 1 or form.recognise(source) > 0
    except Explained:
        return False

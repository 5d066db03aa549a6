"""What a format is: one file that defines ``FORMAT = SourceFormat(...)``.

A format recognises a file by its content and yields raw batches. All values of a raw batch are text, exactly as the
file holds them (undone encodings, nothing interpreted): dates, numbers, hashtags and languages are read later, by
column, in ``intake``. So ids keep their leading zeros and ``1.234`` is decided for a whole column, never per cell.
"""

from __future__ import annotations

import hashlib
import itertools
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Literal

import polars as pl

from advocacy_desk.domain.posts import Problem
from advocacy_desk.i18n import Text

HEAD_BYTES = 65_536
BATCH_ROWS = 100_000

POST_COLUMNS: dict[str, str] = {
    "network": "key of the network (linkedin, x, ...); see resources/definitions/networks.toml",
    "external_id": "the network's own id of the post",
    "url": "permalink",
    "author_handle": "handle of the account, with or without @",
    "author_name": "display name of the author",
    "author_email": "e-mail of the author",
    "published": "when it was published, as written in the file",
    "text": "the text, to the letter",
    "kind": "post | reply | repost | comment | article",
    "media": "status | image | video | audio | article | link",
    "language": "language as the file states it",
    "visibility": "public | not_public | unknown",
    "link": "web address that the post shares besides its text",
    "followers": "followers of the account at the time of the post",
    "impressions": "times shown",
    "reach": "distinct people who saw it",
    "reactions": "likes and other reactions",
    "comments": "comments or replies to it",
    "shares": "reshares of it",
    "clicks": "clicks on its link",
}
PEOPLE_COLUMNS: dict[str, str] = {
    "number": "employee number, as text",
    "name": "full name as displayed",
    "first_name": "first name",
    "last_name": "last name",
    "email": "work e-mail",
    "team": "team or department",
    "parent_team": "the team above it",
    "manager": "manager by number, e-mail or name",
    "position": "position or job title",
    "location": "place of work",
    "language": "language of the person",
    "status": "active, leaver, ...",
    "joined": "first day of work, as written",
    "left": "last day of work, as written",
    "accounts": "handles: network=handle, separated by line breaks",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a format knows about the values of its columns; None: intake decides by the whole column.

    ``timezone`` is the zone of times without one (IANA name). ``day_first`` and ``decimal_comma`` settle
    ``03/04/2025`` and ``1.234``.
    """

    timezone: str = "UTC"
    day_first: bool | None = None
    decimal_comma: bool | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some records of one file.

    ``frame`` has a ``record`` column (UInt32, 1-based) and any of the canonical columns, all String and null where the
    file says nothing. ``problems`` are the records that could not be read; ``left_out`` counts those that are no
    content of ours by reason (``repost``, ``not_own``, ...).
    """

    frame: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    hints: Hints = field(default_factory=Hints)


class Source(ABC):
    """One readable file: on disk, or a member of a folder, zip or tar.gz, read without unpacking."""

    name: str  # path inside its bundle, "/" separated; the file's name for a single file
    size: int

    @abstractmethod
    def open(self) -> IO[bytes]:
        """Open it for reading from the start."""

    @abstractmethod
    def siblings(self) -> Mapping[str, Source]:
        """Return the files in the same folder by their base name, this one included."""

    def bundle(self) -> Iterable[Source]:
        """Return all files that were handed over together: those of the folder or archive, else this one alone."""
        return (self,)

    def head(self) -> bytes:
        """Return the first 64 KiB."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    @property
    def base_name(self) -> str:
        """The name without its folders."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """How the columns of a table map to canonical ones; corrected by hand and remembered as a profile."""

    columns: Mapping[str, str]  # header -> canonical column
    network: str | None = None  # for a table that does not say it
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the person said about the files: whose they are, and how columns map."""

    author: str | None = None  # handle, where the file does not name its author
    mapping: ColumnMapping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """What a tabular format sees: the headers, its guess, and the first rows as text."""

    headers: tuple[str, ...]
    guess: ColumnMapping
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFormat:
    """One way a post or a person reaches us as a file."""

    key: str  # stored with each import, never renamed
    version: int  # raised when what it reads from the same file changes
    label: Text
    carries: Literal["posts", "people"]
    recognise: Callable[[Source], float]  # 0..1 from the head and the siblings, never from the name alone
    read: Callable[[Source, ReadOptions], Iterator[Batch]]  # lazy and pure; a bad record is a Problem, not an exception
    members: Callable[[Source], tuple[Source, ...]] = lambda source: (source,)  # all files that it reads (for the hash)
    layout: Callable[[Source, ReadOptions], TableLayout | None] = lambda _source, _options: None


Record = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that is no content of ours, with the reason under which it is counted."""

    reason: str


def batches(
    records: Iterable[tuple[int, Record] | Problem | LeftOut],
    columns: Iterable[str],
    hints: Hints | None = None,
    rows: int = BATCH_ROWS,
) -> Iterator[Batch]:
    """Turn a plain generator of ``(record number, values)``, problems and what is left out into batches.

    A batch stands for at most ``rows`` records.
    """
    schema = {"record": pl.UInt32, **dict.fromkeys(columns, pl.String)}
    stream = iter(records)
    while chunk := list(itertools.islice(stream, rows)):
        good = [{"record": item[0], **item[1]} for item in chunk if isinstance(item, tuple)]
        problems = tuple(item for item in chunk if isinstance(item, Problem))
        left_out = Counter(item.reason for item in chunk if isinstance(item, LeftOut))
        yield Batch(pl.DataFrame(good, schema=schema), problems, left_out, hints or Hints())


def sha256(sources: Iterable[Source]) -> str:
    """Return the SHA-256 over the contents of the files, in order, as hex."""
    digest = hashlib.sha256()
    for source in sources:
        with source.open() as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()

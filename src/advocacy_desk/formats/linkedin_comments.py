r"""LinkedIn's member export: ``Comments.csv``, what the member wrote under posts.

Verified on 323 comments: quotation marks inside a quoted cell are escaped with a backslash, not doubled (a usual
reader finds 337 records, twelve of them broken); line breaks are plain. ``Link`` is the address of the post that was
commented on, so it is a link of the comment and never its own address; comments have no id.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from advocacy_desk.domain.posts import Problem
from advocacy_desk.errors import FileProblem
from advocacy_desk.formats import _encodings, _json_items, _linkedin_member, _tables
from advocacy_desk.formats._contract import Hints, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.formats._headings import plain
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = ("network", "author_handle", "author_name", "published", "text", "kind", "media", "link")
_HEADINGS = {"date": "published", "link": "link", "message": "text"}
_URN = re.compile(r"linkedin\.com/|urn(:|%3A)li", re.IGNORECASE)


def _recognise(source: Source) -> float:
    table = _tables.look(source)
    if table is None or {plain(header) for header in table.headers} != set(_HEADINGS):
        return 0.0
    place = [plain(header) for header in table.headers].index("link")
    links = [row[place] for row in table.rows if place < len(row) and row[place]]
    return 0.95 if not links or any(_URN.search(link) for link in links) else 0.0


def _members(source: Source) -> tuple[Source, ...]:
    return (source, *_linkedin_member.profile(source))


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source, options), _COLUMNS, Hints(timezone="UTC"))


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem]:
    encoding = _encodings.detect(source.head())
    if encoding is None:
        return
    name = _linkedin_member.name(_linkedin_member.profile(source))
    who = {"network": "linkedin", "author_handle": options.author, "author_name": name}
    headings: list[str] = []
    number = 0
    for row in _rows(source, encoding):
        if not headings:
            headings = [plain(cell) for cell in row]
            continue
        number += 1
        if len(row) != len(headings):
            raw = ",".join(row)[: _json_items.RAW_LENGTH]
            message = _json_items.BROKEN.message
            yield Problem(file=source.name, record=number, field=None, message=message, raw=raw)
        else:
            cells = {
                _HEADINGS[heading]: cell or None
                for heading, cell in zip(headings, row, strict=True)
                if heading in _HEADINGS
            }
            yield number, {**who, **cells, "kind": "comment", "media": "status"}


def _rows(source: Source, encoding: str) -> Iterator[Sequence[str]]:
    """Yield the rows that hold anything; a row that no reader accepts is given as one cell."""
    with source.open() as stream:
        lines = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        reader = csv.reader(lines, escapechar="\\")
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error:
                row = ["?"]
            except FileProblem:
                yield ["?"]
                return
            if any(row):
                yield row


FORMAT = SourceFormat(
    key="linkedin_comments",
    version=1,
    label=text("LinkedIn data export (Comments.csv)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)

"""LinkedIn's analytics of a company page: the posts in its content file (``.xls`` or ``.xlsx``), with who posted them.

Verified on 168 posts: a sentence above the headings, dates as ``MM/DD/YYYY`` in UTC, counts as numbers, an empty cell
where a figure does not apply (never zero), "Post title" is the whole text. Rates are not read: clicks on a document
count several times, so some exceed one. "Posted by" names the employee, who is taken for the author; a post without
it belongs to the page, whose name begins the file's name. Interfaces in other languages translate the headings, not
their order.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.formats import _sheets, _tables
from advocacy_desk.formats._contract import Hints, ReadOptions, Source, SourceFormat
from advocacy_desk.formats._headings import plain
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Batch

_COLUMNS = {
    "posttitle": "text",
    "updatetitle": "text",
    "postlink": "url",
    "updatelink": "url",
    "postedby": "author_name",
    "createddate": "published",
    "impressions": "impressions",
    "clicks": "clicks",
    "likes": "reactions",
    "reactions": "reactions",
    "comments": "comments",
    "reposts": "shares",
    "shares": "shares",
    "contenttype": "media",
}
_REQUIRED = {"text", "url", "published", "impressions", "reactions"}
_BY_PLACE = {
    0: "text", 1: "url", 4: "author_name", 5: "published", 9: "impressions", 12: "clicks", 14: "reactions",
    15: "comments", 16: "shares", 19: "media",
}  # fmt: skip
_WIDTH = 20
_POST = re.compile(r"linkedin\.com/feed/update/", re.IGNORECASE)
_URN = r"(?i)urn(?::|%3A)li(?::|%3A)(\w+)(?::|%3A)(?:\d+-)?(\d+)"
_PAGE = re.compile(r"(.+)_(?:content|updates)_\d{10,}\b", re.IGNORECASE)
_SMALL = 1 << 20  # bytes; larger workbooks of other makes are not read once more to find out
_FIRST_ROWS = 10


@dataclass(frozen=True, slots=True)
class _Found:
    """The table of posts: which of its columns is which, and whether its headings are English."""

    table: _tables.Table
    columns: dict[str, str]
    english: bool


def _find(source: Source) -> _Found | None:
    if not _sheets.is_workbook(source.head()):
        return None
    table = _tables.look(source)
    columns: dict[str, str] = {}
    for header in table.headers if table else ():
        column = _COLUMNS.get(plain(header))
        if column and column not in columns.values():
            columns[header] = column
    if table and set(columns.values()) >= _REQUIRED:
        place = next(at for at, header in enumerate(table.headers) if columns.get(header) == "url")
        links = [row[place] for row in table.rows if len(row) > place and row[place]]
        return _Found(table, columns, english=True) if not links or any(map(_POST.search, links)) else None
    return _find_by_place(source)


def _find_by_place(source: Source) -> _Found | None:
    """Look for rows of the right width with the address of a post in the right place."""
    if source.size > _SMALL and not _PAGE.match(source.base_name):
        return None
    workbook = _sheets.open_workbook(source)
    for sheet in workbook.sheet_names if workbook else ():
        first = list(itertools.islice(_sheets.rows(workbook, sheet), _FIRST_ROWS)) if workbook else []
        start = next((at for at, row in enumerate(first) if len(row) == _WIDTH and _POST.search(row[1])), None)
        if start is not None:
            headers = tuple(f"Column {place}" for place in range(_WIDTH))
            table = _tables.Table(headers=headers, rows=(), start=start, sheet=sheet)
            return _Found(table, {headers[place]: column for place, column in _BY_PLACE.items()}, english=False)
    return None


def _recognise(source: Source) -> float:
    found = _find(source)
    return 0.0 if found is None else 0.95 if found.english else 0.7


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    found = _find(source)
    if found is None:
        return
    page = _PAGE.match(source.base_name)
    owner = options.author or (page[1] if page else None)
    hints = Hints(timezone="UTC", day_first=False if found.english else None, decimal_comma=False)
    for batch in _tables.frames(source, found.table, found.columns):
        yield dataclasses.replace(batch, frame=_posts(batch.frame, owner), hints=hints)


def _posts(frame: pl.DataFrame, page: str | None) -> pl.DataFrame:
    missing = [name for name in ("author_name", "media") if name not in frame.columns]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
    urn = pl.col("url").str.extract_groups(_URN)
    return frame.with_columns(
        network=pl.lit("linkedin"),
        external_id=urn.struct[0] + ":" + urn.struct[1],
        author_handle=pl.when(pl.col("author_name").is_null()).then(pl.lit(page, pl.String)),
        kind=pl.lit("post"),
        visibility=pl.lit("public"),
    )


FORMAT = SourceFormat(
    key="linkedin_page",
    version=1,
    label=text("LinkedIn company page, posts (Excel)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
)

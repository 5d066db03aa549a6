"""LinkedIn's analytics of a member's own posts (``Content_...xlsx``, since 2026 ``AggregateAnalytics_...xlsx``).

Verified on a file of 2024: the sheet of top posts holds two tables side by side (by engagements in A to C, by
impressions in E to G) whose rows do not belong together, so they are joined by the address of the post. There is no
text. Engagements are LinkedIn's own sum and no count of ours. In other languages sheets and headings are translated
and dates become ``dd/mm/yyyy``; the sheet is therefore known by its addresses. The name is in the file's name alone.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from advocacy_desk.formats import _sheets
from advocacy_desk.formats._contract import Hints, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = (
    "network", "external_id", "url", "author_handle", "author_name", "published", "kind", "visibility", "impressions",
)  # fmt: skip
_LARGEST = 1 << 20  # bytes; a year of figures and fifty posts have fifty thousand
_ROWS = 2_000
_RIGHT = 4  # the first column of the table on the right
_POST = re.compile(r"linkedin\.com/\S*urn(?::|%3A)li(?::|%3A)(\w+)(?::|%3A)(\d+)", re.IGNORECASE)
_ENGLISH = "TOP POSTS"
_NAMES = (
    re.compile(r"AggregateAnalytics_(.+)_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d"),
    re.compile(r"Content_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_(.+)"),
)


def _top_posts(source: Source) -> tuple[str, list[list[str]]]:
    """Return the sheet with the two tables: its name, and the rows that hold an address."""
    if source.size > _LARGEST or not _sheets.is_workbook(source.head()):
        return "", []
    workbook = _sheets.open_workbook(source)
    for sheet in workbook.sheet_names if workbook else ():
        rows = list(itertools.islice(_sheets.rows(workbook, sheet), _ROWS)) if workbook else []
        found = [row for row in rows if _is_post(row, 0) or _is_post(row, _RIGHT)]
        if any(_is_post(row, _RIGHT) for row in found) and not any(len(row) > _RIGHT + 3 for row in rows):
            return sheet, found
    return "", []


def _is_post(row: Sequence[str], place: int) -> bool:
    return len(row) > place and _POST.search(row[place]) is not None


def _recognise(source: Source) -> float:
    sheet, _ = _top_posts(source)
    return 0.0 if not sheet else 0.95 if sheet.upper() == _ENGLISH else 0.8


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    sheet, rows = _top_posts(source)
    hints = Hints(timezone="UTC", day_first=False if sheet.upper() == _ENGLISH else None)
    yield from batches(_records(source, rows, options), _COLUMNS, hints)


def _records(source: Source, rows: list[list[str]], options: ReadOptions) -> Iterator[tuple[int, Record]]:
    joined: dict[str, dict[str, str | None]] = {}
    for row, place in itertools.chain(((row, 0) for row in rows), ((row, _RIGHT) for row in rows)):
        if not _is_post(row, place):
            continue
        published, count = (row[at].strip() or None if len(row) > at else None for at in (place + 1, place + 2))
        post = joined.setdefault(row[place].strip(), {"published": None, "impressions": None})
        post["published"] = post["published"] or published
        if place == _RIGHT:
            post["impressions"] = count
    stem = source.base_name.rpartition(".")[0]
    name = next((found[1].replace("_", " ") for pattern in _NAMES if (found := pattern.fullmatch(stem))), None)
    for number, (url, post) in enumerate(joined.items(), start=1):
        urn = _POST.search(url)
        yield (
            number,
            {
                **post,
                "network": "linkedin",
                "external_id": f"{urn[1]}:{urn[2]}" if urn else None,
                "url": url,
                "author_handle": options.author,
                "author_name": name,
                "kind": "post",
                "visibility": "public",
            },
        )


FORMAT = SourceFormat(
    key="linkedin_creator",
    version=1,
    label=text("LinkedIn analytics of own posts (Excel)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
)

"""Articles that come as one HTML page each: the pages of an archive together are one import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.domain.posts import Problem
from advocacy_desk.errors import FileProblem
from advocacy_desk.formats import _encodings, _json_items, _plain_text
from advocacy_desk.formats._contract import LeftOut
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from selectolax.lexbor import LexborHTMLParser

    from advocacy_desk.formats._contract import Record, Source

COLUMNS = (
    "network", "external_id", "url", "author_handle", "author_name", "published", "text", "kind", "media", "visibility",
)  # fmt: skip
_LARGEST = 32 << 20  # bytes; an article with its pictures inside
_NOT_A_PAGE = text("This page cannot be read as an article.")


def together(source: Source, fits: Callable[[Source], bool]) -> tuple[Source, ...]:
    """Return all pages of a kind in the same folder, asked for the first of them; the others are read along with it."""
    folder = source.name.rpartition("/")[0]

    def also_one(other: Source) -> bool:
        return other.name.rpartition("/")[0] == folder and _is_page(other) and fits(other)

    files = tuple(source.bundle())
    if any(other.name < source.name and also_one(other) for other in files):
        return (source,)  # not the first: read along with it
    later = [other for other in files if other.name > source.name and also_one(other)]
    return (source, *sorted(later, key=lambda other: other.name))


def _is_page(source: Source) -> bool:
    if not source.base_name.lower().endswith((".html", ".htm")):
        return False
    try:
        return source.head().lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    except FileProblem:
        return False


def records(
    files: Sequence[Source], read: Callable[[LexborHTMLParser, Source], Record | None]
) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    """Yield one record a page; a page that is no article any more is a problem."""
    for number, file in enumerate(files, start=1):
        record = _read_page(file, read)
        if record is None:
            raw = _json_items.shown(_json_items.whole(file))
            yield Problem(file=file.name, record=number, field=None, message=_NOT_A_PAGE.message, raw=raw)
        elif record["visibility"] == "not_public" and not record["published"]:
            yield LeftOut("not_public")  # a draft: without a date it could be nothing else
        else:
            yield number, record


def _read_page(file: Source, read: Callable[[LexborHTMLParser, Source], Record | None]) -> Record | None:
    data = _json_items.whole(file)[:_LARGEST]
    encoding = _encodings.detect(data) if data else None
    page = _plain_text.parse(_encodings.decoded(data, encoding)) if encoding else None
    return read(page, file) if page is not None else None

"""Comments on YouTube out of Google Takeout (``comments.csv``), the layouts before and since June 2024.

The text is JSON: once an object with ``takeoutSegments``, since 2024 objects joined by commas, which become a list
with a pair of brackets around them. Headings follow the language of the account. The author is the channel.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import msgspec
import polars as pl

from advocacy_desk.formats import _tables
from advocacy_desk.formats._contract import ReadOptions, Source, SourceFormat
from advocacy_desk.formats._headings import plain
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Batch

_COLUMNS = {
    "commentid": "external_id",
    "kommentarid": "external_id",
    "channelid": "author_handle",
    "kanalid": "author_handle",
    "commentcreatetimestamp": "published",
    "zeitstempelderkommentarerstellung": "published",
    "erstellungszeitstempeldeskommentars": "published",
    "videoid": "url",
    "commenttext": "text",
    "kommentartext": "text",
}
_REQUIRED = {"external_id", "author_handle", "published", "url", "text"}


class _Segment(msgspec.Struct):
    text: str = ""


class _Segments(msgspec.Struct):
    takeoutSegments: list[_Segment] = []  # noqa: N815 - the file's own name


_READ_LIST = msgspec.json.Decoder(list[_Segment])
_READ_OLD = msgspec.json.Decoder(_Segments)


def _columns(source: Source) -> dict[str, str]:
    table = _tables.look(source)
    return {header: _COLUMNS[plain(header)] for header in (table.headers if table else ()) if plain(header) in _COLUMNS}


def _recognise(source: Source) -> float:
    return 0.95 if set(_columns(source).values()) >= _REQUIRED else 0.0


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    table, columns = _tables.look(source), _columns(source)
    if table is None or not set(columns.values()) >= _REQUIRED:
        return
    for batch in _tables.frames(source, table, columns):
        yield dataclasses.replace(batch, frame=_comments(batch.frame, options.author))


def _comments(frame: pl.DataFrame, author: str | None) -> pl.DataFrame:
    words = pl.Series("text", [_words(cell) for cell in frame["text"].to_list()], dtype=pl.String)
    comment = pl.col("external_id").fill_null("")
    return frame.with_columns(
        words,
        network=pl.lit("youtube"),
        url="https://www.youtube.com/watch?v=" + pl.col("url") + "&lc=" + comment,
        author_handle=pl.lit(author, pl.String) if author else pl.col("author_handle"),
        kind=pl.lit("comment"),
        media=pl.lit("status"),
        visibility=pl.lit("public"),
    )


def _words(cell: str | None) -> str | None:
    """Return the text of a comment; a cell that is no JSON is the text itself."""
    if not cell:
        return None
    try:
        old = cell.lstrip().startswith('{"takeoutSegments"')
        segments = _READ_OLD.decode(cell).takeoutSegments if old else _READ_LIST.decode(f"[{cell}]")
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return cell
    return "".join(segment.text for segment in segments) or None


FORMAT = SourceFormat(
    key="youtube_comments",
    version=1,
    label=text("YouTube comments (Google Takeout)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
)

"""X's analytics of single posts as CSV: the classic export (2013-2024) and that of X Premium (since 2024).

Classic: 40 columns, counts as ``1938.0``, ``-`` where nothing was promoted, time with offset. Premium: headings change
in wording and case between years (``Link`` / ``Post Link``, ``Share`` / ``Shares``), the date has no time of day.
Both are headed by names. Premium's headings follow the language of the account; where we do not know them, the order of
its columns, which is the same in all languages, and ids that agree with the addresses give the table away. The account
comes from the permalink; months overlap at their edges, so the same id may be in two files. A post that begins with
``@`` is a reply.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.formats import _tables
from advocacy_desk.formats._contract import Hints, ReadOptions, Source, SourceFormat
from advocacy_desk.formats._headings import plain
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Batch

_CLASSIC = {
    "tweetid": "external_id",
    "tweetpermalink": "url",
    "tweettext": "text",
    "time": "published",
    "impressions": "impressions",
    "likes": "reactions",
    "favorites": "reactions",
    "replies": "comments",
    "retweets": "shares",
    "urlclicks": "clicks",
}
_PREMIUM = {
    "postid": "external_id",
    "link": "url",
    "postlink": "url",
    "posttext": "text",
    "date": "published",
    "impressions": "impressions",
    "likes": "reactions",
    "replies": "comments",
    "reposts": "shares",
    "urlclicks": "clicks",
}
# The same seventeen columns in every language of X.
_BY_PLACE = {
    0: "external_id", 1: "published", 2: "text", 3: "url", 4: "impressions", 5: "reactions", 10: "comments",
    11: "shares", 14: "clicks",
}  # fmt: skip
_WIDTH = 17
_X_EPOCH = 1_288_834_974_657  # milliseconds since 1970 at which X's ids begin; below them are 22 bits
_REQUIRED = {"external_id", "url", "text", "published", "impressions", "comments", "shares"}
_BY_EXCEL = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)
_ESCAPED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_PERMALINK = r"(?i)^https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/([A-Za-z0-9_]{1,20})/status(?:es)?/(\d+)"


def _columns(source: Source) -> dict[str, str]:
    table = _tables.look(source)
    headers = table.headers if table else ()
    for known in (_CLASSIC, _PREMIUM):
        columns = {header: known[plain(header)] for header in headers if plain(header) in known}
        if set(columns.values()) >= _REQUIRED:
            return columns
    return {headers[place]: column for place, column in _BY_PLACE.items()} if _in_its_places(table) else {}


def _in_its_places(table: _tables.Table | None) -> bool:
    """Whether a table in a language that we do not know is X's: the id of every record is that of its address."""
    if table is None or len(table.headers) != _WIDTH or not table.rows:
        return False
    links = [re.match(_PERMALINK, row[3]) if len(row) == _WIDTH else None for row in table.rows]
    return all(
        link is not None and (row[0] == link[2] or _BY_EXCEL.fullmatch(row[0]))
        for link, row in zip(links, table.rows, strict=True)
    )


def _recognise(source: Source) -> float:
    """The headings alone could be another tool's: an address of X has to be there, or no record at all."""
    columns = _columns(source)
    table = _tables.look(source)
    if not columns or table is None:
        return 0.0
    place = table.headers.index(next(header for header, column in columns.items() if column == "url"))
    links = [row[place] for row in table.rows if place < len(row)]
    return 0.95 if not links or any("x.com/" in link or "twitter.com/" in link for link in links) else 0.3


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    table = _tables.look(source)
    if table is None:
        return
    columns = _columns(source)
    known = any(set(headings) >= {plain(header) for header in columns} for headings in (_CLASSIC, _PREMIUM))
    hints = Hints(decimal_comma=False if known else None)
    for batch in _tables.frames(source, table, columns):
        frame = _posts(batch.frame, options.author)
        yield dataclasses.replace(batch, frame=frame if known else frame.with_columns(_moment()), hints=hints)


def _moment() -> pl.Expr:
    """The moment inside the id, in milliseconds: dates are written in the language of the account."""
    number = pl.col("external_id").cast(pl.Int64, strict=False)
    return (number // 2**22 + _X_EPOCH).cast(pl.String).alias("published")


def _posts(frame: pl.DataFrame, author: str | None) -> pl.DataFrame:
    words = pl.col("text").str.replace_many(_ESCAPED)
    handle = pl.col("url").str.extract(_PERMALINK, 1)
    return frame.with_columns(
        network=pl.lit("x"),
        # Excel turns ids into 6.49E+17; the permalink still has them whole.
        external_id=pl.coalesce(pl.col("url").str.extract(_PERMALINK, 2), pl.col("external_id")),
        author_handle=pl.coalesce(pl.when(handle != "i").then(handle), pl.lit(author, pl.String)),
        text=words,
        kind=pl.when(words.str.starts_with("@")).then(pl.lit("reply")).otherwise(pl.lit("post")),
    )


FORMAT = SourceFormat(
    key="x_analytics",
    version=1,
    label=text("X analytics of posts (CSV)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
)

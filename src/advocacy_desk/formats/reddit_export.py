"""Reddit's download: ``posts.csv`` and ``comments.csv`` with texts in Markdown.

Verified on a real archive. Every record carries the IP address that it was sent from: that column is never read.
There are no scores. ``parent`` is empty for a comment on a post. The account's name is in ``statistics.csv``; what
the author deleted is left out.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.formats import _encodings, _tables
from advocacy_desk.formats._contract import ReadOptions, Source, SourceFormat
from advocacy_desk.formats._headings import plain
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Batch

_COMMENTS = {"id": "external_id", "permalink": "url", "date": "published", "body": "text"}
_POSTS = {**_COMMENTS, "title": "title", "url": "link"}
_COMMENT_MARKS = {"id", "permalink", "date", "subreddit", "link", "parent", "body"}
_POST_MARKS = {"id", "permalink", "date", "subreddit", "title", "url", "body"}
_GONE = ["[deleted]", "[removed]"]
_SITE = "https://www.reddit.com"
_OWNER_FILE = "statistics.csv"
_OWNER = "accountname"


def _columns(source: Source) -> tuple[str, dict[str, str]]:
    """Return what the file holds (t3: posts, t1: comments, "": neither) and its columns."""
    table = _tables.look(source)
    by_plain = {plain(header): header for header in (table.headers if table else ())}
    for prefix, marks, known in (("t3", _POST_MARKS, _POSTS), ("t1", _COMMENT_MARKS, _COMMENTS)):
        if marks <= set(by_plain):
            return prefix, {by_plain[key]: column for key, column in known.items()}
    return "", {}


def _recognise(source: Source) -> float:
    return 0.9 if _columns(source)[0] else 0.0


def _members(source: Source) -> tuple[Source, ...]:
    beside = source.siblings()
    return (source, beside[_OWNER_FILE]) if _OWNER_FILE in beside else (source,)


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    table = _tables.look(source)
    prefix, columns = _columns(source)
    if table is None or not columns:
        return
    handle = _owner(source) or options.author
    for batch in _tables.frames(source, table, columns):
        frame = _of_reddit(batch.frame, prefix, handle)
        gone = frame["text"].str.strip_chars().is_in(_GONE).fill_null(value=False)
        count = int(gone.sum())
        left_out = {"deleted": count} if count else {}
        yield dataclasses.replace(batch, frame=frame.filter(~gone), left_out=left_out)


def _of_reddit(frame: pl.DataFrame, prefix: str, handle: str | None) -> pl.DataFrame:
    link = pl.col("link") if "link" in frame.columns else pl.lit(None, pl.String)
    words = pl.concat_str(
        *(name for name in ("title", "text") if name in frame.columns), separator="\n\n", ignore_nulls=True
    )
    gone = pl.col("text").str.strip_chars().is_in(_GONE).fill_null(value=False)
    return frame.with_columns(
        network=pl.lit("reddit"),
        external_id=f"{prefix}_" + pl.col("external_id").str.strip_prefix(f"{prefix}_"),
        url=pl.when(pl.col("url").str.starts_with("/")).then(_SITE + pl.col("url")).otherwise(pl.col("url")),
        # A post with a text of its own has its own address there.
        link=pl.when(~link.str.contains("/comments/", literal=True)).then(link),
        author_handle=pl.lit(handle, pl.String),
        text=pl.when(gone).then(pl.col("text")).when(words != "").then(words),
        kind=pl.lit("post" if prefix == "t3" else "comment"),
    ).drop("title", strict=False)


def _owner(source: Source) -> str | None:
    """Return the name of the account; the dates and addresses in that file are not looked at."""
    file = source.siblings().get(_OWNER_FILE)
    head = file.head() if file else b""
    encoding = _encodings.detect(head) if head else None
    rows = csv.reader(io.StringIO(_encodings.decoded(head, encoding), newline="")) if encoding else ()
    return next((row[1].strip() or None for row in rows if len(row) > 1 and plain(row[0]) == _OWNER), None)


FORMAT = SourceFormat(
    key="reddit_export",
    version=1,
    label=text("Reddit download (posts.csv, comments.csv)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)

r"""LinkedIn's member export: ``Shares.csv``, the current one and that of 2018 (UTF-16, tabs, other headings).

Verified on real files: ``Date`` is UTC; inside a cell every line break is written as quote, line feed, quote, which is
undone once and from left to right (a real post may keep such a sequence); an empty commentary is a bare repost;
``MEMBER_NETWORK`` stands on posts that everybody can see. The file carries no metrics and no author: the name comes
from ``Profile.csv`` beside it.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.formats import _linkedin_member, _tables
from advocacy_desk.formats._contract import Hints, ReadOptions, Source, SourceFormat
from advocacy_desk.formats._headings import plain
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Batch

_COLUMNS = {
    "date": "published",
    "sharelink": "url",
    "sharecommentary": "text",
    "sharedurl": "link",
    "mediaurl": "media",
    "visibility": "visibility",
}
_REQUIRED = {"published", "url", "text"}
_BREAK = '"\n"'
_URN = r"urn(?::|%3A)li(?::|%3A)(\w+)(?::|%3A)(?:\d+-)?(\d+)"


def _columns(source: Source) -> dict[str, str]:
    table = _tables.look(source)
    headers = table.headers if table else ()
    return {header: _COLUMNS[plain(header)] for header in headers if plain(header) in _COLUMNS}


def _recognise(source: Source) -> float:
    return 0.95 if set(_columns(source).values()) >= _REQUIRED else 0.0


def _members(source: Source) -> tuple[Source, ...]:
    return (source, *_linkedin_member.profile(source))


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    table = _tables.look(source)
    if table is None:
        return
    name = _linkedin_member.name(_linkedin_member.profile(source))
    for batch in _tables.frames(source, table, _columns(source)):
        yield dataclasses.replace(batch, frame=_shares(batch.frame, name, options.author), hints=Hints(timezone="UTC"))


def _shares(frame: pl.DataFrame, name: str | None, handle: str | None) -> pl.DataFrame:
    for column in _COLUMNS.values():
        if column not in frame.columns:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(column))
    urn = pl.col("url").str.extract_groups(f"(?i){_URN}")
    return frame.with_columns(
        network=pl.lit("linkedin"),
        external_id=urn.struct[0] + ":" + urn.struct[1],
        text=pl.col("text").str.replace_all(_BREAK, "\n", literal=True),
        kind=pl.when(pl.col("text").is_null()).then(pl.lit("repost")).otherwise(pl.lit("post")),
        media=pl.when(pl.col("media").is_not_null())
        .then(pl.lit("image"))
        .when(pl.col("link").is_not_null())
        .then(pl.lit("link")),
        visibility=_visibility(pl.col("visibility")),
        author_name=pl.lit(name, pl.String),
        author_handle=pl.lit(handle, pl.String),
    )


def _visibility(value: pl.Expr) -> pl.Expr:
    """``CONNECTIONS`` alone is not public; ``MEMBER_NETWORK`` says nothing (posts with it were public)."""
    upper = value.str.to_uppercase()
    return (
        pl.when(upper.str.contains("PUBLIC", literal=True))
        .then(pl.lit("public"))
        .when(upper == "CONNECTIONS")
        .then(pl.lit("not_public"))
        .otherwise(pl.lit("unknown"))
    )


FORMAT = SourceFormat(
    key="linkedin_shares",
    version=1,
    label=text("LinkedIn data export (Shares.csv)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)

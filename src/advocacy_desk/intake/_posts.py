"""Raw batches of posts to clean ones, by column."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.domain.posts import Kind, Media, Problem, Visibility
from advocacy_desk.formats._contract import POST_COLUMNS, Batch
from advocacy_desk.i18n import text
from advocacy_desk.intake import _networks, _texts, _words
from advocacy_desk.intake._dates import read_dates
from advocacy_desk.intake._numbers import decimal_comma, read_counts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

CLEAN_COLUMNS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,  # 0-based position in the batch; key of hashtags, mentions and links
    "record": pl.UInt32,  # 1-based number of the record in its file
    "network": pl.String,
    "external_id": pl.String,
    "url": pl.String,
    "handle": pl.String,  # as displayed, without @
    "handle_key": pl.String,  # NFKC, case folded
    "author_name": pl.String,
    "author_email": pl.String,
    "published_at": pl.Int64,  # seconds since 1970 UTC
    "day": pl.Int32,  # days since 1970-01-01 in Europe/Berlin
    "text": pl.String,  # to the letter, "" where there is none
    "folded": pl.String,  # search form; null where the text itself gives the same words
    "text_hash": pl.Binary,  # 16 bytes of BLAKE2b over the text in UTF-8
    "kind": pl.String,
    "media": pl.String,
    "language": pl.String,
    "followers": pl.Int64,
    "impressions": pl.Int64,
    "reach": pl.Int64,
    "reactions": pl.Int64,
    "comments": pl.Int64,
    "shares": pl.Int64,
    "clicks": pl.Int64,
}
_COUNTS = ("followers", "impressions", "reach", "reactions", "comments", "shares", "clicks")
_BY_EXCEL = r"^\d([.,]\d+)?[eE]\+\d+$"  # an id of which Excel has lost the end
_RAW_LENGTH = 500
_NO_DATE = text("This post has no date.")
_BAD_DATE = text("The date “{value}” cannot be read.")
_NOTHING = text("This post has neither a text nor an address.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanBatch:
    """Clean posts (CLEAN_COLUMNS) and what is in their texts: ``row, tag`` · ``row, handle`` · ``row, url, domain``.

    ``problems`` and ``left_out`` include those of the raw batch. Posts, left out and problems add up to its records.
    """

    posts: pl.DataFrame
    hashtags: pl.DataFrame
    mentions: pl.DataFrame
    links: pl.DataFrame
    problems: tuple[Problem, ...]
    left_out: dict[str, int] = field(default_factory=dict)


class Cleaner:
    """Cleans the batches of one file; what one batch settles (day first, decimal comma) holds for the next ones.

    ``network_default`` and ``author`` (a handle) fill in what the file does not say; ``file`` is named in problems.
    ``closed``: network and handle key of accounts whose posts are left out.
    """

    def __init__(
        self,
        network_default: str | None = None,
        author: str | None = None,
        *,
        include_private: bool = False,
        file: str = "",
        closed: Collection[tuple[str, str]] = (),
    ) -> None:
        self._network = network_default
        self._author = author
        self._include_private = include_private
        self._file = file
        self._closed = closed
        self._day_first: bool | None = None
        self._decimal_comma: dict[str, bool] = {}

    def clean(self, batch: Batch) -> CleanBatch:
        """Return the batch with every column read; nothing is raised for what a record holds."""
        left_out = dict(batch.left_out)
        raw = _all_columns(batch.frame)
        raw = self._without_private(raw, left_out)
        dates = read_dates(
            raw["published"],
            timezone=batch.hints.timezone,
            day_first=self._day_first if batch.hints.day_first is None else batch.hints.day_first,
        )
        self._day_first = dates.day_first if self._day_first is None else self._day_first
        raw = raw.with_columns(published_at=dates.seconds, day=dates.day)
        raw, problems = self._without_unusable(raw)
        posts = self._identified(raw)
        posts = posts.with_columns(self._counts(raw, batch.hints.decimal_comma))
        posts = self._without_closed(posts, left_out)
        kept = posts.unique(subset=["network", "external_id"], keep="last", maintain_order=True)
        if kept.height < posts.height:
            left_out["repeated"] = left_out.get("repeated", 0) + posts.height - kept.height
        return _finished(kept, batch.problems + problems, left_out)

    def _without_private(self, raw: pl.DataFrame, left_out: dict[str, int]) -> pl.DataFrame:
        if self._include_private or raw["visibility"].null_count() == raw.height:
            return raw
        hidden = _words.mapped(raw["visibility"], _words.visibility) == str(Visibility.NOT_PUBLIC)
        count = int(hidden.sum())
        if count:
            left_out["not_public"] = left_out.get("not_public", 0) + count
        return raw.filter(~hidden.fill_null(value=False))

    def _without_closed(self, posts: pl.DataFrame, left_out: dict[str, int]) -> pl.DataFrame:
        """Leave out the posts of people who do not agree to the import."""
        if not self._closed:
            return posts
        closed = pl.DataFrame(list(self._closed), schema={"network": pl.String, "handle_key": pl.String}, orient="row")
        kept = posts.join(closed, on=("network", "handle_key"), how="anti", maintain_order="left")
        if kept.height < posts.height:
            left_out["no_consent"] = left_out.get("no_consent", 0) + posts.height - kept.height
        return kept

    def _without_unusable(self, raw: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
        """Part the records that say neither when nor what."""
        empty = pl.col("text").is_null() & pl.col("url").is_null() & pl.col("link").is_null() & ~_shows_something()
        bad = raw.filter(pl.col("published_at").is_null() | empty)
        if not bad.height:
            return raw, ()
        problems = tuple(self._problem(row) for row in bad.iter_rows(named=True))
        return raw.filter(pl.col("published_at").is_not_null() & ~empty), problems

    def _problem(self, row: Mapping[str, str | int | None]) -> Problem:
        shown = " | ".join(str(row[name]) for name in POST_COLUMNS if row[name] is not None)[:_RAW_LENGTH]
        fields: dict[str, str] = {}
        if row["published_at"] is not None:
            column, message = "text", _NOTHING.message
        elif row["published"] is None:
            column, message = "published", _NO_DATE.message
        else:
            column, message = "published", _BAD_DATE.message
            fields["value"] = str(row["published"])
        record = int(row["record"] or 0)
        cells = {name: str(row[name]) for name in POST_COLUMNS if row[name] is not None}
        return Problem(
            file=self._file, record=record, field=column, message=message, raw=shown, fields=fields, cells=cells
        )

    def _identified(self, raw: pl.DataFrame) -> pl.DataFrame:
        """Say for every record where it was posted, by whom, and under which id."""
        network = _network(raw, self._network)
        frame = raw.with_columns(network=network, text=pl.col("text").fill_null(""))
        handle = _handle(frame, self._author)
        frame = frame.with_columns(
            handle=handle,
            handle_key=_words.mapped(handle, lambda name: _networks.handle_key(name) or None),
            author_email=pl.col("author_email").str.strip_chars().str.to_lowercase(),
            author_name=pl.col("author_name").str.strip_chars(),
            url=pl.col("url").str.strip_chars(),
            language=_words.mapped(raw["language"], _words.language),
            kind=_kind(raw["kind"]),
            media=_media(raw["media"]),
        )
        return _named(frame).with_columns(external_id=_external_id(frame))

    def _counts(self, raw: pl.DataFrame, hint: bool | None) -> list[pl.Series]:  # noqa: FBT001 - one private call
        """Read the metrics. A column that settles nothing by itself follows the others of its file."""
        for name in _COUNTS:
            if hint is None and name not in self._decimal_comma and raw[name].dtype == pl.String:
                settled = _settled(raw[name])
                if settled is not None:
                    self._decimal_comma[name] = settled
        votes = list(self._decimal_comma.values())
        file = max(set(votes), key=votes.count) if votes else None
        return [
            read_counts(raw[name], comma=self._decimal_comma.get(name, file) if hint is None else hint).alias(name)
            for name in _COUNTS
        ]


def _shows_something() -> pl.Expr:
    """A picture, film or sound without a word is a post, too."""
    return pl.col("media").is_in([str(Media.IMAGE), str(Media.VIDEO), str(Media.AUDIO)]).fill_null(value=False)


def _settled(column: pl.Series) -> bool | None:
    """Return whether the decimal sign is a comma; plain whole numbers are not searched for one."""
    if column.cast(pl.Int64, strict=False).null_count() == column.null_count():
        return None
    return decimal_comma(column)


def _all_columns(frame: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None, pl.String).alias(name) for name in POST_COLUMNS if name not in frame.columns]
    return frame.with_columns(missing)


def _network(raw: pl.DataFrame, default: str | None) -> pl.Series:
    """Column, else the address's host, else the default, else the host in a Fediverse handle, else "other"."""
    network = _words.mapped(raw["network"], _networks.network_key)
    if network.null_count():
        hosts = raw["url"].str.extract(r"^(?:https?://)?([^/?#\s]+)")
        network = network.zip_with(network.is_not_null(), _words.mapped(hosts, _networks.network_of_url))
    if network.null_count() and default is None:
        fediverse = raw["author_handle"].str.contains(r"^@?[^@\s]+@[^@\s]+\.[^@\s]+$").fill_null(value=False)
        network = network.set(network.is_null() & fediverse, "mastodon")
    return network.fill_null(default or _networks.UNKNOWN)


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Give authors without a handle the identity that the file has: their e-mail address, else their name."""
    name_key = _words.mapped(frame["author_name"], lambda name: _networks.handle_key(name) or None)
    return frame.with_columns(
        handle=pl.coalesce("handle", "author_name", "author_email"),
        handle_key=pl.coalesce("handle_key", "author_email", name_key),
    )


def _handle(frame: pl.DataFrame, author: str | None) -> pl.Series:
    """The handle as displayed; where the file names none, the one in the post's own address, else ``author``."""
    handle = _words.mapped(frame["author_handle"], _networks.displayed_handle)
    if handle.null_count():
        for network in frame["network"].unique().to_list():
            known = _networks.networks().get(network)
            if known is None or not known.handle or not known.post:
                continue  # without a pattern for posts nobody knows whose name an address carries
            missing = (handle.is_null() & frame["url"].is_not_null() & (frame["network"] == network)).arg_true()
            urls = frame["url"].gather(missing)
            names = urls.set(~urls.str.contains(known.post), None).str.extract(known.handle, 1)
            handle = handle.scatter(missing, names.set(names.str.to_lowercase().is_in(list(known.no_handle)), None))
    return handle.fill_null(author.lstrip("@")) if author else handle


def _external_id(frame: pl.DataFrame) -> pl.Series:
    """The network's id as in the file, else as in the address, else a key over the content."""
    ids = frame["external_id"].str.strip_chars().str.replace(r"^urn:li:", "")
    ids = ids.set((ids.str.contains(_BY_EXCEL) | (ids == "")).fill_null(value=False), None)
    for network in frame["network"].unique().to_list() if ids.null_count() else ():
        known = _networks.networks().get(network)
        if known is None or not known.post:
            continue
        missing = (ids.is_null() & (frame["network"] == network)).arg_true()
        groups = frame["url"].gather(missing).str.extract_groups(known.post).struct.unnest()
        ids = ids.scatter(missing, groups.select(pl.concat_str(pl.all(), separator=":")).to_series())
    missing = ids.is_null().arg_true()
    return ids.scatter(missing, _content_keys(frame[missing])) if len(missing) else ids


def _content_keys(frame: pl.DataFrame) -> pl.Series:
    """Keys for posts without an id: the same post of another file of the same tool gets the same key."""
    columns = frame.select("network", pl.coalesce("handle_key", "author_name"), "published_at", "text", "url")
    return pl.Series([_content_key(row) for row in columns.iter_rows()], dtype=pl.String)


def _content_key(row: tuple[str, str | None, int, str, str | None]) -> str:
    network, author, published, words, url = row
    parts = (network, author or "", str(published), _texts.fold(words) if words else url or "")
    return "c:" + blake2b("\x1f".join(parts).encode(), digest_size=_texts.HASH_BYTES).hexdigest()


def _kind(column: pl.Series) -> pl.Series:
    return _words.mapped(column, _words.kind)


def _media(column: pl.Series) -> pl.Series:
    return _words.mapped(column, _words.media)


def _finished(frame: pl.DataFrame, problems: tuple[Problem, ...], left_out: dict[str, int]) -> CleanBatch:
    """Number the rows, find the marks, and put what follows from them into the posts."""
    marks_of = _texts.search_marks(frame["text"])  # goes on while the hashes are made
    posts = frame.with_row_index("row").with_columns(
        text_hash=_texts.hashes(frame["text"]),
        folded=_texts.folded(frame["text"]),
        kind=pl.coalesce("kind", _kind_by_text()),
    )
    marks = marks_of()
    links = _with_shared(marks.links, posts)
    linked = posts["row"].is_in(links["row"].unique().implode())
    posts = posts.with_columns(
        media=pl.when(pl.col("media").is_not_null())
        .then(pl.col("media"))
        .when(pl.lit(linked))
        .then(pl.lit(str(Media.LINK)))
        .otherwise(pl.lit(str(Media.UNKNOWN)))
    )
    return CleanBatch(
        posts=posts.select(pl.col(name).cast(kind) for name, kind in CLEAN_COLUMNS.items()),
        hashtags=marks.hashtags,
        mentions=marks.mentions,
        links=links,
        problems=problems,
        left_out=left_out,
    )


def _kind_by_text() -> pl.Expr:
    """X writes reposts as ``RT @name:``, and what begins with a name is a reply; elsewhere a record is a post."""
    on_x = pl.col("network") == "x"
    return (
        pl.when(on_x & pl.col("text").str.starts_with("RT @"))
        .then(pl.lit(str(Kind.REPOST)))
        .when(on_x & pl.col("text").str.contains(r"^@\w"))
        .then(pl.lit(str(Kind.REPLY)))
        .otherwise(pl.lit(str(Kind.POST)))
    )


def _with_shared(links: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Add the addresses that posts share besides their text."""
    shared = posts.filter(pl.col("link").is_not_null()).select("row", mark=pl.col("link").str.strip_chars())
    if not shared.height:
        return links
    return pl.concat([links, _texts.link_frame(shared)]).unique(maintain_order=True)

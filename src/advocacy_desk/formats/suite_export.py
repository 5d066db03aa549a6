"""Exports of publishing and monitoring suites (Sprout, Meltwater, Brandwatch, Talkwalker, Meta Business Suite, ...).

Which headings give a suite away and what its columns mean is data: ``resources/definitions/suites.toml``. A cell that
is empty in the preferred column is taken from the next one. A post of X without a date gets the one inside its id.
"""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk import resources
from advocacy_desk.formats import _tables
from advocacy_desk.formats._contract import ColumnMapping, Hints, ReadOptions, Source, SourceFormat, TableLayout
from advocacy_desk.formats._headings import plain
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from advocacy_desk.formats._contract import Batch

_X_STATUS = r"(?i)(?:x|twitter)\.com/\w+/(?:web/)?status(?:es)?/(\d{15,19})"
_X_EPOCH = 1_288_834_974_657  # milliseconds since 1970 at which X's ids begin; below them are 22 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class _Suite:
    """One entry of suites.toml; headings in the form in which they are compared."""

    signs: tuple[frozenset[str], ...]
    network: str | None
    hints: Hints
    columns: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _suites() -> tuple[_Suite, ...]:
    with (resources.folder("definitions") / "suites.toml").open("rb") as stream:
        raw = tomllib.load(stream)
    return tuple(
        _Suite(
            signs=tuple(frozenset(map(plain, sign)) for sign in entry["signs"]),
            network=entry.get("network"),
            hints=Hints(timezone=entry.get("timezone", "UTC"), day_first=False if entry.get("month_first") else None),
            columns={column: tuple(map(plain, names)) for column, names in entry["columns"].items()},
        )
        for entry in raw.values()
    )


def _suite(table: _tables.Table | None) -> _Suite | None:
    headings = frozenset(map(plain, table.headers)) if table else frozenset()
    return next((suite for suite in _suites() if any(sign <= headings for sign in suite.signs)), None)


def _recognise(source: Source) -> float:
    return 0.9 if _suite(_tables.look(source)) else 0.0


def _columns(table: _tables.Table, suite: _Suite) -> dict[str, str]:
    """Return header -> ``column:rank``; the rank orders headings of the same column."""
    by_heading = {plain(header): header for header in reversed(table.headers)}
    return {
        by_heading[name]: f"{column}:{rank}"
        for column, names in suite.columns.items()
        for rank, name in enumerate(names)
        if name in by_heading
    }


def _layout(source: Source, options: ReadOptions) -> TableLayout | None:
    suite = _suite(_tables.look(source))
    return _tables.layout(source, options, partial(_mapping, suite=suite)) if suite is not None else None


def _mapping(table: _tables.Table, suite: _Suite) -> ColumnMapping:
    chosen: dict[str, str] = {}
    for header, place in _columns(table, suite).items():
        column = place.partition(":")[0]
        if column != "time" and column not in chosen.values():
            chosen[header] = column
    return ColumnMapping(columns=chosen, network=suite.network, hints=suite.hints)


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    table = _tables.look(source)
    suite = _suite(table)
    if table is None or suite is None:
        return
    mapping = options.mapping
    columns = {header: f"{column}:0" for header, column in mapping.columns.items()} if mapping else None
    network = mapping.network if mapping else suite.network
    for batch in _tables.frames(source, table, columns or _columns(table, suite)):
        frame = _posts(batch.frame, network)
        yield dataclasses.replace(batch, frame=frame, hints=mapping.hints if mapping else suite.hints)


def _posts(frame: pl.DataFrame, network: str | None) -> pl.DataFrame:
    ranked: dict[str, list[str]] = {}
    for name in sorted(frame.columns):
        if name != "record":
            ranked.setdefault(name.partition(":")[0], []).append(name)
    posts = frame.select("record", **{column: pl.coalesce(names) for column, names in ranked.items()})
    if network and "network" not in posts.columns:
        posts = posts.with_columns(network=pl.lit(network))
    if "external_id" in posts.columns:  # Meltwater writes ids in quotation marks so that Excel leaves them alone
        posts = posts.with_columns(_filled(pl.col("external_id").str.strip_chars("\"' ")).alias("external_id"))
    if "published" not in posts.columns:
        posts = posts.with_columns(published=pl.lit(None, pl.String))
    return _timed(posts)


def _timed(posts: pl.DataFrame) -> pl.DataFrame:
    """Put date and time together, and read the moment off X's ids where there is no date."""
    published = pl.col("published")
    if "time" in posts.columns:
        both = pl.concat_str("published", "time", separator=" ")
        published = (
            pl.when(published.str.contains(":", literal=True) | pl.col("time").is_null())
            .then(published)
            .otherwise(both)
        )
    if "url" in posts.columns:
        number = pl.col("url").str.extract(_X_STATUS).cast(pl.Int64, strict=False)
        published = pl.coalesce(published, ((number // 2**22) + _X_EPOCH).cast(pl.String))
    return posts.with_columns(published=published).drop("time", strict=False)


def _filled(words: pl.Expr) -> pl.Expr:
    return pl.when(words != "").then(words)


FORMAT = SourceFormat(
    key="suite_export",
    version=1,
    label=text("Export of a publishing or monitoring suite"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    layout=_layout,
)

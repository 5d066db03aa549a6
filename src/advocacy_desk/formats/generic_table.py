"""Any table of posts (CSV, TSV, XLSX): columns are recognised by name and by value, or mapped by hand."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.formats import _headings, _tables
from advocacy_desk.formats._contract import ColumnMapping, ReadOptions, Source, SourceFormat, TableLayout
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Batch

_SURE, _LIKELY, _POSSIBLE = 0.5, 0.4, 0.25


def _guess(table: _tables.Table) -> ColumnMapping:
    columns = _headings.post_columns(table.headers, table.rows)
    network = None if "network" in columns.values() else _headings.network_of(table.headers)
    return ColumnMapping(columns=columns, network=network)


def _recognise(source: Source) -> float:
    """A table of posts has a text or an address, and a time."""
    table = _tables.look(source)
    if table is None:
        return 0.0
    guess = _guess(table).columns
    if _headings.repeats(table.headers, guess):
        return 0.0
    columns = set(guess.values())
    says_what = {"text", "url"} & columns
    if not says_what:
        return 0.0
    if "published" not in columns:
        return _POSSIBLE if {"text", "external_id"} <= columns else 0.0
    return _SURE if "text" in columns and len(columns) > 2 else _LIKELY


def _layout(source: Source, options: ReadOptions) -> TableLayout | None:
    return _tables.layout(source, options, _guess)


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    table = _tables.look(source)
    if table is None:
        return
    mapping = options.mapping or _guess(table)
    for batch in _tables.frames(source, table, mapping.columns):
        frame = batch.frame
        if mapping.network and "network" not in frame.columns:
            frame = frame.with_columns(network=pl.lit(mapping.network))
        yield dataclasses.replace(batch, frame=frame, hints=mapping.hints)


FORMAT = SourceFormat(
    key="table",
    version=1,
    label=text("Table of posts (CSV, TSV, Excel)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    layout=_layout,
)

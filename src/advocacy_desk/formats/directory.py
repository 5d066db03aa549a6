"""A company directory (CSV, XLSX): employees with team, manager and accounts, headings in German or English.

Account columns are found by the network's name in their heading (``X-Konto``, ``LinkedIn-URL``, ``Twitter handle``)
and put together into ``accounts``: one ``network=handle`` a line.
"""

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

_SHOWN_ROWS = 20
_ACCOUNT = "accounts:"  # prefix of a canonical column that holds the handles of one network
_WHO = {"number", "name", "last_name", "email"}
_ABOUT = {"team", "parent_team", "manager", "position", "location", "status", "joined", "first_name"}
_OF_POSTS = {"text", "published", "impressions", "reactions", "url", "external_id"}


def _guess(table: _tables.Table) -> ColumnMapping:
    accounts = _headings.account_columns(table.headers)
    columns = {header: f"{_ACCOUNT}{network}:{place}" for place, (header, network) in enumerate(accounts.items())}
    return ColumnMapping(columns=columns | _headings.people_columns(table.headers))


def _recognise(source: Source) -> float:
    """People have a number, name or e-mail and something about their work; a time or a text makes them posts."""
    table = _tables.look(source)
    if table is None:
        return 0.0
    posts = set(_headings.post_columns(table.headers, ()).values())
    columns = set(_guess(table).columns.values())
    who = bool(_WHO & columns) or _has_account(columns)
    about = len(_ABOUT & columns) + _has_account(columns)
    if not who or not about or {"text", "published"} <= posts or len(_OF_POSTS & posts - {"external_id"}) > 1:
        return 0.0
    return min(0.5 + 0.1 * about + 0.1 * len(_WHO & columns), 0.9)


def _has_account(columns: set[str]) -> bool:
    return any(column.startswith(_ACCOUNT) for column in columns)


def _layout(source: Source, options: ReadOptions) -> TableLayout | None:
    table = _tables.look(source)
    if table is None:
        return None
    return TableLayout(headers=table.headers, guess=options.mapping or _guess(table), rows=table.rows[:_SHOWN_ROWS])


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    table = _tables.look(source)
    if table is None:
        return
    mapping = options.mapping or _guess(table)
    for batch in _tables.frames(source, table, mapping.columns):
        yield dataclasses.replace(batch, frame=_with_accounts(batch.frame), hints=mapping.hints)


def _with_accounts(frame: pl.DataFrame) -> pl.DataFrame:
    """Fold the account columns into ``accounts``."""
    found = [name for name in frame.columns if name.startswith(_ACCOUNT)]
    lines = [pl.lit(f"{name.split(':')[1]}=") + pl.col(name).str.strip_chars() for name in found]
    if "accounts" in frame.columns:
        lines.append(pl.col("accounts"))
    if not lines:
        return frame
    joined = pl.concat_str(lines, separator="\n", ignore_nulls=True)
    accounts = pl.when(joined != "").then(joined)
    return frame.with_columns(accounts=accounts).drop(found)


FORMAT = SourceFormat(
    key="directory",
    version=1,
    label=text("Company directory (CSV, Excel)"),
    carries="people",
    recognise=_recognise,
    read=_read,
    layout=_layout,
)

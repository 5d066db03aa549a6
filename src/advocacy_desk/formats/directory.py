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

_ACCOUNT = "accounts:"  # prefix of a canonical column that holds the handles of one network
_OBJECT_ID = r"(?i)^\s*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*$"
_SIGN_IN = "sign_in"  # stands in for an e-mail
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
    return _tables.layout(source, options, _guess)


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    table = _tables.look(source)
    if table is None:
        return
    mapping = options.mapping or _guess(table)
    columns = {**_sign_in(table), **mapping.columns}
    for batch in _tables.frames(source, table, columns):
        frame = _numbered(_with_accounts(_with_emails(batch.frame)))
        yield dataclasses.replace(batch, frame=frame, hints=mapping.hints)


def _sign_in(table: _tables.Table) -> dict[str, str]:
    return {header: _SIGN_IN for header in table.headers if _headings.plain(header) == "userprincipalname"}


def _with_emails(frame: pl.DataFrame) -> pl.DataFrame:
    """Entra's ``mail`` is empty where somebody has no mailbox; the name they sign in with is an address, too."""
    if _SIGN_IN not in frame.columns:
        return frame
    known = [pl.col(name) for name in ("email", _SIGN_IN) if name in frame.columns]
    return frame.with_columns(email=pl.coalesce(known)).drop(_SIGN_IN)


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    """Entra's object ids are no employee numbers: the next file from personnel would name everybody anew."""
    if "number" not in frame.columns:
        return frame
    return frame.with_columns(number=pl.when(~pl.col("number").str.contains(_OBJECT_ID)).then("number"))


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

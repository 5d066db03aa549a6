"""Raw rows of a directory to employees, by column. Employee numbers are text: ``00012`` keeps its zeros."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.domain.posts import Problem
from advocacy_desk.formats._contract import PEOPLE_COLUMNS, Batch
from advocacy_desk.i18n import text
from advocacy_desk.intake import _networks, _words
from advocacy_desk.intake._dates import read_dates

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCOUNT = pl.Struct({"network": pl.String, "handle": pl.String})
PEOPLE: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "number": pl.String,
    "name": pl.String,
    "first_name": pl.String,
    "last_name": pl.String,
    "email": pl.String,
    "team": pl.String,
    "parent_team": pl.String,
    "manager": pl.String,
    "position": pl.String,
    "location": pl.String,
    "language": pl.String,
    "active": pl.Boolean,
    "joined": pl.Date,
    "left": pl.Date,
    "accounts": pl.List(ACCOUNT),
}
_GONE = {
    "leaver", "left", "inactive", "inaktiv", "ausgeschieden", "ausgetreten", "terminated", "gekündigt", "false", "nein",
    "no", "0", "n", "f", "deaktiviert", "disabled", "ehemalig", "former", "retired", "pensioniert", "rente",
    "suspended", "archived", "gesperrt", "withdrawn",
}  # fmt: skip
_SUFFIX = r"\s*\((?:[^()\s]*\d[^()\s]*|[^()]+ [^()]+)\)$"
_RAW_LENGTH = 500
_NOBODY = text("This row names nobody: it has no number, name, e-mail or account.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPeople:
    """Employees (columns of PEOPLE) and the rows that could not be used."""

    people: pl.DataFrame
    problems: tuple[Problem, ...]


def clean_people(batch: Batch, *, file: str = "") -> CleanPeople:
    """Return the employees of a raw batch. Unreadable dates of joining and leaving are unknown, not problems."""
    frame = batch.frame.with_columns(
        pl.lit(None, pl.String).alias(name) for name in PEOPLE_COLUMNS if name not in batch.frame.columns
    ).with_columns(_spaced(name) for name in PEOPLE_COLUMNS if name != "accounts")
    frame = frame.with_columns(accounts=_accounts(frame["accounts"]), email=pl.col("email").str.to_lowercase())
    frame = frame.with_columns(
        name=_name(),
        number=pl.col("number").str.replace(r"^(\d+)\.0$", "$1"),
        manager=_turned(pl.col("manager")),
        **{name: _without_suffix(frame[name]) for name in ("team", "parent_team", "location")},
    )
    frame = frame.with_columns(
        team=pl.coalesce("team", "parent_team"),
        parent_team=pl.when(pl.col("team").is_not_null()).then("parent_team"),
    )
    unnamed = pl.col("name").is_null()
    problems = tuple(_problem(row, file) for row in frame.filter(unnamed).iter_rows(named=True))
    frame = frame.filter(~unnamed)
    joined, left = (_days(frame[name], batch) for name in ("joined", "left"))
    people = frame.with_columns(
        joined=joined,
        left=left,
        language=_words.mapped(frame["language"], _words.language),
        active=~frame["status"].str.to_lowercase().is_in(list(_GONE)).fill_null(value=False),
    )
    columns = [pl.col(name).cast(kind) for name, kind in PEOPLE.items()]
    return CleanPeople(people=people.select(columns), problems=batch.problems + problems)


def _spaced(name: str) -> pl.Expr:
    """One space between words, none around them; null where nothing is left."""
    tidy = pl.col(name).str.replace_all(r"[\s\u00a0]+", " ").str.strip_chars()
    return pl.when(tidy != "").then(tidy).alias(name)


def _name() -> pl.Expr:
    """The displayed name: as given, else first and last, else the handle, the e-mail or the number.

    ``Last, First`` is turned round.
    """
    given = _turned(pl.col("name"))
    both = pl.concat_str("first_name", "last_name", separator=" ", ignore_nulls=True)
    handle = pl.col("accounts").list.first().struct.field("handle")
    return pl.coalesce(given, pl.when(both != "").then(both), handle, "email", "number")


def _turned(name: pl.Expr) -> pl.Expr:
    return name.str.replace(r"^([^,]+), ([^,]+)$", "$2 $1")


def _without_suffix(column: pl.Series) -> pl.Series:
    """Take away the code (SuccessFactors) or the manager (Workday) in brackets, where every cell carries one.

    ``Sales (North)`` keeps its brackets: what tells teams apart is neither a number nor a full name.
    """
    filled = column.drop_nulls()
    return column.str.replace(_SUFFIX, "") if len(filled) > 1 and filled.str.contains(_SUFFIX).all() else column


def _accounts(column: pl.Series) -> pl.Series:
    lists = [_account_list(cell) if cell else [] for cell in column.to_list()]
    return pl.Series("accounts", lists, dtype=pl.List(ACCOUNT))


def _account_list(cell: str) -> list[dict[str, str]]:
    """Read ``network=handle`` lines; a cell may hold several handles, and a handle may be the address of a profile."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for line in cell.splitlines():
        named, _, written = line.rpartition("=") if not line.startswith("http") else ("", "", line)
        for part in written.replace(";", ",").split(","):
            network = _networks.network_of_url(part) or _networks.network_key(named)
            handle = _networks.displayed_handle(part, network)
            if handle and network:
                found.setdefault((network, _networks.handle_key(handle)), {"network": network, "handle": handle})
    return list(found.values())


def _days(column: pl.Series, batch: Batch) -> pl.Series:
    dates = read_dates(column, timezone=batch.hints.timezone, day_first=batch.hints.day_first)
    return dates.day.cast(pl.Date)


def _problem(row: Mapping[str, object], file: str) -> Problem:
    shown = " | ".join(str(row[name]) for name in PEOPLE_COLUMNS if isinstance(row[name], str))[:_RAW_LENGTH]
    record = row["record"] if isinstance(row["record"], int) else 0
    cells = {name: str(row[name]) for name in PEOPLE_COLUMNS if isinstance(row[name], str)}
    return Problem(file=file, record=record, field=None, message=_NOBODY.message, raw=shown, cells=cells)

"""Directories become employees; numbers are text, and nobody is lost for a missing name."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from advocacy_desk.formats._contract import Batch
from advocacy_desk.intake import PEOPLE, CleanPeople, clean_people


def _clean(*records: dict[str, str | None]) -> CleanPeople:
    schema = {name: pl.String for record in records for name in record}
    return clean_people(
        Batch(pl.DataFrame(list(records), schema=schema).with_row_index("record", offset=1)), file="d.csv"
    )


def _one(record: dict[str, str | None], column: str) -> object:
    return _clean(record).people.row(0, named=True)[column]


def test_the_columns_are_those_of_the_contract() -> None:
    assert dict(_clean({"name": "Mira Falk"}).people.schema) == dict(PEOPLE)
    assert dict(clean_people(Batch(pl.DataFrame(schema={"record": pl.UInt32}))).people.schema) == dict(PEOPLE)


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"name": "  Mira   Falk "}, "Mira Falk"),
        ({"name": "Falk, Mira"}, "Mira Falk"),
        ({"first_name": "Mira", "last_name": "Falk"}, "Mira Falk"),
        ({"last_name": "Falk"}, "Falk"),
        ({"number": "00001", "accounts": "x=@jo"}, "jo"),
        ({"number": "00001", "email": "Jo@Nordwind.example"}, "jo@nordwind.example"),
        ({"number": "00001"}, "00001"),
    ],
)
def test_everybody_has_a_name(record: dict[str, str | None], name: str) -> None:
    assert _one(record, "name") == name


def test_a_row_that_names_nobody_is_a_problem() -> None:
    clean = _clean({"name": "Mira", "team": "A"}, {"name": " ", "team": "B"})
    assert clean.people.height == 1
    assert [(problem.file, problem.record, problem.raw) for problem in clean.problems] == [("d.csv", 2, "B")]


def test_numbers_keep_their_zeros() -> None:
    assert _one({"number": "00012"}, "number") == "00012"
    assert _one({"number": "12.0"}, "number") == "12"


@pytest.mark.parametrize(
    ("status", "active"),
    [("aktiv", True), ("Ausgeschieden", False), ("false", False), ("true", True), (None, True), ("Elternzeit", True)],
)
def test_who_has_left_is_not_active(status: str | None, active: bool) -> None:  # noqa: FBT001 - a table of cases
    assert _one({"name": "x", "status": status}, "active") is active


def test_first_and_last_days_are_dates() -> None:
    assert _one({"name": "x", "joined": "01.02.2019"}, "joined") == date(2019, 2, 1)
    assert _one({"name": "x", "left": "unbefristet"}, "left") is None


@pytest.mark.parametrize(
    ("cell", "accounts"),
    [
        ("x=@mirafalk\nlinkedin=https://www.linkedin.com/in/mira-falk", [("x", "mirafalk"), ("linkedin", "mira-falk")]),
        ("x=@a, @b", [("x", "a"), ("x", "b")]),
        ("https://x.com/jo", [("x", "jo")]),
        ("Twitter=@jo\nx=@JO", [("x", "jo")]),
        ("x=", []),
        (None, []),
    ],
)
def test_accounts_are_network_and_handle(cell: str | None, accounts: list[tuple[str, str]]) -> None:
    found = _one({"name": "x", "accounts": cell}, "accounts")
    assert isinstance(found, list)
    assert [(account["network"], account["handle"]) for account in found] == accounts

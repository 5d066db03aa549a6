"""Dates are read by column, in every form that exports write."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.intake._dates import read_dates

EPOCH = date(1970, 1, 1)


def _read(*cells: str | None, timezone: str = "UTC", day_first: bool | None = None) -> list[tuple[str, str] | None]:
    """Return each cell as (moment in UTC, day in Berlin)."""
    dates = read_dates(pl.Series(cells, dtype=pl.String), timezone=timezone, day_first=day_first)
    return [
        None
        if seconds is None
        else (datetime.fromtimestamp(seconds, UTC).isoformat(" ")[:19], (EPOCH + timedelta(days=day)).isoformat())
        for seconds, day in zip(dates.seconds.to_list(), dates.day.to_list(), strict=True)
    ]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2025-06-08T08:15:44Z", "2025-06-08 08:15:44"),
        ("2025-06-08T08:15:44.123456+02:00", "2025-06-08 06:15:44"),
        ("2025-06-08 08:15:44+0200", "2025-06-08 06:15:44"),
        ("2018-01-11 17:00 +0000", "2018-01-11 17:00:00"),
        ("Sat Nov 09 12:14:18 +0000 2024", "2024-11-09 12:14:18"),
        ("Wed, 02 Oct 2019 13:00:00 +0200", "2019-10-02 11:00:00"),
        ("Wed, 02 Oct 2019 13:00:00 GMT", "2019-10-02 13:00:00"),
        ("2017/06/08 08:15:44 UTC", "2017-06-08 08:15:44"),
        ("2025-06-08 08:15:44", "2025-06-08 08:15:44"),
        ("2025-06-08T08:15", "2025-06-08 08:15:00"),
        ("08.06.2025 08:15", "2025-06-08 08:15:00"),
        ("8.6.2025, 08:15:44", "2025-06-08 08:15:44"),
        ("8.6.25 08:15", "2025-06-08 08:15:00"),
        ("08.06.2025 um 08:15 Uhr", "2025-06-08 08:15:00"),
        ("8. Juni 2025 08:15", "2025-06-08 08:15:00"),
        ("12/31/2025 08:15", "2025-12-31 08:15:00"),
        ("31/12/2025 08:15", "2025-12-31 08:15:00"),
        ("1/31/18, 8:06 PM", "2018-01-31 20:06:00"),
        ("Nov 20, 2025 1:46 am", "2025-11-20 01:46:00"),
        ("1749370544", "2025-06-08 08:15:44"),
        ("1749370544123", "2025-06-08 08:15:44"),
        ("1749370544.0", "2025-06-08 08:15:44"),
        ("45816.344259259", "2025-06-08 08:15:44"),
        (" 2025-06-08 08:15:44 ", "2025-06-08 08:15:44"),
    ],
)
def test_a_time_is_read(cell: str, moment: str) -> None:
    found = _read(cell)[0]
    assert found is not None
    assert found[0] == moment


@pytest.mark.parametrize(
    "cell",
    ["2025-02-17", "17.02.2025", "17.2.25", "2/17/2025", "17/02/2025", "Mon Feb 17 2025", "Mon, Feb 17, 2025",
     "Feb 17, 2025", "17 Feb 2025", "17. Februar 2025", "17-02-2025", "2025/02/17", "20250217", "45705",
     "17. Feb. 2025", "Mo., 17.02.2025"],
)  # fmt: skip
def test_a_date_without_a_time_is_noon_in_utc_and_that_day(cell: str) -> None:
    assert _read(cell) == [("2025-02-17 12:00:00", "2025-02-17")]


@pytest.mark.parametrize("cell", ["", "  ", "yesterday", "31.02.2025", "13/13/2025", "0001-01-01", "17.02.1025", "9"])
def test_what_is_no_date_is_unknown(cell: str) -> None:
    assert _read(cell) == [None]


def test_a_column_may_mix_forms() -> None:
    cells = ["2025-02-17T10:00:00Z"] * 400 + ["17.02.2025 10:00", "1739786400", None, "x"]
    assert _read(*cells)[398:] == [("2025-02-17 10:00:00", "2025-02-17")] * 4 + [None, None]


def test_one_clear_cell_decides_for_the_whole_column() -> None:
    assert [found and found[1] for found in _read("03/04/2025", "31/12/2025")] == ["2025-04-03", "2025-12-31"]
    assert [found and found[1] for found in _read("03/04/2025", "12/31/2025")] == ["2025-03-04", "2025-12-31"]


def test_where_nothing_decides_slashes_are_american_and_hyphens_european() -> None:
    assert [found and found[1] for found in _read("03/04/2025", "03-04-2025")] == ["2025-03-04", "2025-04-03"]


def test_what_was_settled_before_is_kept() -> None:
    assert read_dates(pl.Series(["31/12/2025"])).day_first is True
    assert read_dates(pl.Series(["03/04/2025"])).day_first is None
    assert _read("03/04/2025", day_first=True)[0] == ("2025-04-03 12:00:00", "2025-04-03")


def test_the_day_is_that_of_berlin() -> None:
    assert _read("2025-06-30T22:30:00Z", "2025-12-31T22:30:00Z") == [
        ("2025-06-30 22:30:00", "2025-07-01"),
        ("2025-12-31 22:30:00", "2025-12-31"),
    ]


def test_local_times_use_the_zone_of_the_file_also_when_clocks_change() -> None:
    found = _read("2025-07-01 10:00:00", "2025-10-26 02:30:00", "2025-03-30 02:30:00", timezone="Europe/Berlin")
    assert [moment and moment[0] for moment in found] == [
        "2025-07-01 08:00:00",
        "2025-10-26 00:30:00",  # happened twice: the earlier one
        "2025-03-30 01:30:00",  # never happened: one hour later
    ]


def test_an_empty_column_is_an_empty_column() -> None:
    assert _read() == []
    assert _read(None, None) == [None, None]


MOMENTS = st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)).map(lambda moment: moment.replace(microsecond=0))  # noqa: DTZ001 - the tests put it into UTC


FORMS = [
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%d %H:%M:%S",
    "%d.%m.%Y %H:%M:%S",
    "%a %b %d %H:%M:%S +0000 %Y",
    "%Y/%m/%d %H:%M:%S UTC",
]


@given(moments=st.lists(MOMENTS, min_size=1, max_size=20), form=st.sampled_from(FORMS))
def test_every_moment_comes_back(moments: list[datetime], form: str) -> None:
    seconds = read_dates(pl.Series([moment.strftime(form) for moment in moments])).seconds.to_list()
    assert seconds == [int(moment.replace(tzinfo=UTC).timestamp()) for moment in moments]


@given(cells=st.lists(st.text(max_size=30) | st.none(), max_size=20))
def test_no_cell_is_an_error(cells: list[str | None]) -> None:
    dates = read_dates(pl.Series(cells, dtype=pl.String))
    assert len(dates.seconds) == len(dates.day) == len(cells)
    assert dates.seconds.is_null().to_list() == dates.day.is_null().to_list()

"""Counts are read by column; unknown is never zero."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.intake._numbers import decimal_comma, read_counts


def _read(*cells: str | None, comma: bool | None = None) -> list[int | None]:
    return read_counts(pl.Series(cells, dtype=pl.String), comma=comma).to_list()


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        (["12", "0", None], [12, 0, None]),
        (["1938.0", "6703", "-"], [1938, 6703, None]),
        (["1.234", "999"], [1234, 999]),
        (["1,234", "999"], [1234, 999]),
        (["1.234,5", "2.000"], [1234, 2000]),
        (["1,234.5", "2,000"], [1234, 2000]),
        (["1.234.567"], [1_234_567]),
        (["1,2 Tsd.", "3,4 Mio.", "7"], [1200, 3_400_000, 7]),
        (["3.4K", "1.2M", "7"], [3400, 1_200_000, 7]),
        (["1 234", "1\u00a0234", "1\u202f234", "1'234"], [1234] * 4),
        (["-", "–", "--", "n/a", "k. A.", "", "3 %", "-28"], [None] * 8),
        (["+7"], [7]),
    ],
)
def test_counts_are_read(cells: list[str | None], counts: list[int | None]) -> None:
    assert _read(*cells) == counts


def test_one_clear_cell_decides_for_the_whole_column() -> None:
    assert _read("1.500", "2.25") == [2, 2]
    assert _read("1.500", "2.250,0") == [1500, 2250]


def test_the_file_settles_what_the_column_does_not() -> None:
    assert decimal_comma(pl.Series(["1.234", "7"])) is None
    assert decimal_comma(pl.Series(["1.234,5"])) is True
    assert decimal_comma(pl.Series(["1,234.5"])) is False
    assert _read("1.500", comma=False) == [2]
    assert _read("1.500", comma=True) == [1500]


@given(numbers=st.lists(st.integers(0, 10**9), min_size=1, max_size=20), sign=st.sampled_from([".", ","]))
def test_grouped_thousands_come_back(numbers: list[int], sign: str) -> None:
    assert _read(*(f"{number:,}".replace(",", sign) for number in numbers)) == numbers


@given(cells=st.lists(st.text(max_size=20) | st.none(), max_size=20))
def test_no_cell_is_an_error_and_no_count_is_negative(cells: list[str | None]) -> None:
    counts = _read(*cells)
    assert len(counts) == len(cells)
    assert all(count is None or count >= 0 for count in counts)

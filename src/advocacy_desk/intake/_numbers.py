"""Counts of a column: ``1.234,5``, ``1,234.5``, ``1938.0``, ``1,2 Tsd.``, ``3.4K``; ``-`` is unknown and never zero.

Which of ``.`` and ``,`` is the decimal sign is decided for the column by its unambiguous cells. A column of nothing but
``1.234`` holds thousands: a count has no three decimals.
"""

from __future__ import annotations

import polars as pl

_UNITS = {
    "k": 1e3, "tsd": 1e3, "t": 1e3, "tausend": 1e3, "thousand": 1e3, "m": 1e6, "mio": 1e6, "mill": 1e6, "million": 1e6,
    "millionen": 1e6, "b": 1e9, "bn": 1e9, "mrd": 1e9,
}  # fmt: skip
_SPACES = "[\\s\u00a0\u202f'’]"  # also between thousands, as in Switzerland and France
_NUMBER = r"^\+?(\d[\d.,]*)(?:([A-Za-z]+)\.?)?$"
_COMMA_IS_DECIMAL = r"^(?:\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|0,\d+)[A-Za-z.]*$"
_POINT_IS_DECIMAL = r"^(?:\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|0\.\d+)[A-Za-z.]*$"
_LARGEST = 2**53


def decimal_comma(column: pl.Series) -> bool | None:
    """Return whether the column's decimal sign is a comma; None where no cell settles it."""
    words = column.drop_nulls().str.replace_all(_SPACES, "")
    comma = int(words.str.contains(_COMMA_IS_DECIMAL).sum())
    point = int(words.str.contains(_POINT_IS_DECIMAL).sum())
    return None if comma == point else comma > point


def read_counts(column: pl.Series, *, comma: bool | None = None) -> pl.Series:
    """Read a column of counts as Int64, rounded; null where a cell is empty, ``-``, negative or no number.

    ``comma`` settles the decimal sign; None lets the column decide.
    """
    plain = column.cast(pl.Int64, strict=False)
    if plain.null_count() == column.null_count():
        return _only_counts(plain)
    comma = decimal_comma(column) if comma is None else comma
    table = pl.DataFrame({"words": column}).select(
        pl.col("words").str.replace_all(_SPACES, "").str.extract_groups(_NUMBER).alias("parts")
    )
    figures = pl.col("parts").struct[0]
    unit = pl.col("parts").struct[1].str.to_lowercase()
    known = table.select(
        value=_as_float(figures, comma=comma),
        factor=pl.when(unit.is_null()).then(1.0).otherwise(unit.replace_strict(_UNITS, default=None)),
    ).select(pl.col("value") * pl.col("factor"))
    read = known.to_series().round().cast(pl.Int64, strict=False)
    return _only_counts(read)


def _only_counts(numbers: pl.Series) -> pl.Series:
    fits = numbers.is_between(0, _LARGEST)
    return numbers.set(~fits.fill_null(value=True), None) if not fits.all() else numbers


def _as_float(figures: pl.Expr, *, comma: bool | None) -> pl.Expr:
    if comma is None:  # only groups of three: all signs part thousands
        return figures.str.replace_all("[.,]", "").cast(pl.Float64, strict=False)
    thousands, decimal = (".", ",") if comma else (",", ".")
    without = figures.str.replace_all(thousands, "", literal=True).str.replace(decimal, ".", literal=True)
    return without.cast(pl.Float64, strict=False)

"""Dates of a column: which of the known forms it holds is decided for the column, never for a cell.

A date without a time becomes noon UTC, so that it stays that day in every European zone, and its day is that date.
``03/04/2025`` is settled by other cells of the column (``31/12/``), by an earlier batch of the file, or by the format;
where nothing settles it, slashes mean month first (tools that export them are American) and hyphens day first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY_ZONE = "Europe/Berlin"
_NOON = 12 * 3600
_SAMPLE = 300
_EARLIEST, _LATEST = 631_152_000, 4_102_444_800  # 1990 and 2100: outside it is a misread form or a typing error
_EXCEL_EPOCH = 25_569  # the serial number of 1970-01-01
_DAY = 86_400

_INSTANTS = (
    "%+", "%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %z", "%Y-%m-%d %H:%M %z",
    "%Y-%m-%dT%H:%M%#z", "%Y-%m-%d %H:%M%#z", "%a %b %d %H:%M:%S %z %Y", "%a, %d %b %Y %H:%M:%S %z",
)  # fmt: skip
_IN_UTC = ("%Y/%m/%d %H:%M:%S UTC", "%Y-%m-%d %H:%M:%S UTC", "%a, %d %b %Y %H:%M:%S GMT", "%Y-%m-%dT%H:%M:%S%.fZ")
_LOCAL = (
    "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y, %H:%M", "%d.%m.%Y, %H:%M:%S",
    "%d.%m.%y %H:%M", "%d.%m.%y, %H:%M", "%d. %b %Y %H:%M", "%d. %b %Y, %H:%M", "%b %d, %Y %I:%M %p",
    "%b %d, %Y, %I:%M %p", "%b %d, %Y %H:%M", "%d %b %Y %H:%M", "%d %b %Y %H:%M:%S", "%d %b %Y, %H:%M",
    "%a %b %d %Y %H:%M:%S", "%d-%b-%Y %I:%M%p", "%d-%b-%Y %I:%M %p", "%d-%b-%Y %H:%M",
)  # fmt: skip
_DAYS = (
    "%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d.%m.%y", "%d. %m. %Y", "%d. %b %Y", "%a %b %d %Y", "%a, %b %d, %Y",
    "%b %d, %Y", "%d %b %Y", "%a, %d %b %Y", "%Y%m%d", "%d-%b-%Y",
)  # fmt: skip
_TIMES = ("", " %H:%M", " %H:%M:%S", ", %H:%M", " %I:%M %p", ", %I:%M %p", " %I:%M:%S %p")
_AMBIGUOUS = r"^(\d{1,2})([/-])(\d{1,2})[/-](?:\d{4}|\d{2})(?:\D|$)"
_MONTHS = {
    "januar": "Jan", "jänner": "Jan", "februar": "Feb", "märz": "Mar", "mär": "Mar", "mrz": "Mar", "april": "Apr",
    "mai": "May", "juni": "Jun", "juli": "Jul", "august": "Aug", "september": "Sep", "oktober": "Oct", "okt": "Oct",
    "november": "Nov", "dezember": "Dec", "dez": "Dec", "january": "Jan", "february": "Feb", "march": "Mar",
    "june": "Jun", "july": "Jul", "october": "Oct", "december": "Dec",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dates:
    """A column of dates: ``seconds`` since 1970 UTC (Int64), ``day`` since 1970 in DAY_ZONE (Int32).

    Null where a cell is empty or cannot be read. ``day_first`` is what the column settled about ``03/04/2025``; None
    where nothing did.
    """

    seconds: pl.Series
    day: pl.Series
    day_first: bool | None


def read_dates(column: pl.Series, *, timezone: str = "UTC", day_first: bool | None = None) -> Dates:
    """Read a column of dates as written; times without a zone are in ``timezone``."""
    words = column.str.strip_chars()
    settled = _day_first(words) if day_first is None else day_first
    seconds = pl.Series([None], dtype=pl.Int64).new_from_index(0, len(words))
    day = pl.Series([None], dtype=pl.Int32).new_from_index(0, len(words))
    forms = [*_forms(day_first=settled)]
    for tidy in (False, True):
        while True:
            left = (words.is_not_null() & seconds.is_null()).arg_true()
            rest = _tidied(words.gather(left)) if tidy else words.gather(left)
            best = _best(rest, forms, timezone) if len(rest) else None
            if best is None:
                break
            forms.remove(best)
            found, days = _parsed(rest, best, timezone)
            if len(left) == len(words):
                seconds, day = found, days
            else:
                seconds, day = seconds.scatter(left, found), day.scatter(left, days)
        forms = [*_forms(day_first=settled)]
    return Dates(seconds, day, settled)


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str  # instant | utc | local | day | number
    pattern: str = ""


def _forms(*, day_first: bool | None) -> Sequence[_Form]:
    slashes = "%d/%m/" if day_first else "%m/%d/"
    hyphens = "%m-%d-" if day_first is False else "%d-%m-"
    split = [
        _Form("local" if time else "day", date + year + time)
        for date in (slashes, hyphens)
        for year in ("%Y", "%y")
        for time in _TIMES
    ]
    return (
        *(_Form("instant", pattern) for pattern in _INSTANTS),
        *(_Form("utc", pattern) for pattern in _IN_UTC),
        *(_Form("local", pattern) for pattern in _LOCAL),
        *(_Form("day", pattern) for pattern in _DAYS),
        *split,
        _Form("number"),
    )


def _day_first(words: pl.Series) -> bool | None:
    """Let the cells that can only be read one way decide for all."""
    numbers = words.str.extract_groups(_AMBIGUOUS).struct.unnest()
    if not numbers.height or numbers["1"].null_count() == numbers.height:
        return None
    first = int((numbers["1"].cast(pl.Int32, strict=False) > 12).sum())
    second = int((numbers["3"].cast(pl.Int32, strict=False) > 12).sum())
    return None if first == second else first > second


def _tidied(words: pl.Series) -> pl.Series:
    """Month names to English abbreviations, ``um`` and ``Uhr`` away: for what the plain forms could not read."""
    table = pl.DataFrame({"words": words}).select(
        pl.col("words")
        .str.replace_all("[\u00a0\u202f]", " ")
        .str.replace_all(r"(?i)\s+um\s+", " ")
        .str.replace(r"(?i)\s*uhr$", "")
        .str.replace(r"(?i)^(mo|di|mi|do|fr|sa|so)[a-z]*\.?,\s*", "")
        .str.replace_all(r"([A-Za-zä]{3,})\.", "${1}")
    )
    plain = table["words"]
    for name, short in _MONTHS.items():
        plain = plain.str.replace(rf"(?i)\b{name}\b", short)
    return plain


def _best(words: pl.Series, forms: Sequence[_Form], timezone: str) -> _Form | None:
    """Return the form that reads most of the first cells, or of all where none of those can be read."""
    for sample in (words.head(_SAMPLE), words) if len(words) > _SAMPLE else (words,):
        hits = []
        for form in forms:
            count = len(sample) - _parsed(sample, form, timezone)[0].null_count()
            if count == len(sample):
                return form
            hits.append(count)
        if max(hits, default=0):
            return forms[hits.index(max(hits))]
    return None


def _parsed(words: pl.Series, form: _Form, timezone: str) -> tuple[pl.Series, pl.Series]:
    """Return seconds and days of the cells that the form reads, null for the others."""
    if form.kind == "number":
        return _numeric(words, timezone)
    if form.kind == "day":
        date = words.str.to_date(form.pattern, strict=False)
        days = date.cast(pl.Int32)
        return _plausible(days.cast(pl.Int64) * _DAY + _NOON, days)
    if form.kind == "instant":
        moment = words.str.to_datetime(form.pattern, strict=False, time_unit="ms", time_zone="UTC")
    else:
        moment = words.str.to_datetime(form.pattern, strict=False, time_unit="ms")
        moment = _in_utc(moment, "UTC" if form.kind == "utc" else timezone)
    return _plausible(*_seconds_and_days(moment))


def _in_utc(moment: pl.Series, timezone: str) -> pl.Series:
    """Give local times their zone: the earlier of two in autumn; in spring's missing hour one hour later."""
    if timezone == "UTC":
        return moment.dt.replace_time_zone("UTC")
    placed = moment.dt.replace_time_zone(timezone, ambiguous="earliest", non_existent="null")
    later = moment.dt.offset_by("1h").dt.replace_time_zone(timezone, ambiguous="earliest", non_existent="null")
    return placed.zip_with(placed.is_not_null(), later).dt.convert_time_zone("UTC")


def _seconds_and_days(moment: pl.Series) -> tuple[pl.Series, pl.Series]:
    days = moment.dt.convert_time_zone(DAY_ZONE).dt.date().cast(pl.Int32)
    return moment.dt.epoch("s"), days


def _plausible(seconds: pl.Series, days: pl.Series) -> tuple[pl.Series, pl.Series]:
    table = pl.DataFrame({"seconds": seconds, "days": days}).select(
        pl.when(pl.col("seconds").is_between(_EARLIEST, _LATEST)).then(pl.all())
    )
    return table["seconds"], table["days"]


def _numeric(words: pl.Series, timezone: str) -> tuple[pl.Series, pl.Series]:
    """Read seconds, milliseconds or microseconds since 1970, or Excel's serial days (1954 to 2119), by their size."""
    number = words.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    table = pl.DataFrame({"number": number}).select(
        instant=pl.when(pl.col("number").is_between(3e8, 4.2e9))
        .then(pl.col("number") * 1e3)
        .when(pl.col("number").is_between(3e11, 4.2e12))
        .then(pl.col("number"))
        .when(pl.col("number").is_between(3e14, 4.2e15))
        .then(pl.col("number") / 1e3)
        .cast(pl.Int64)
        .cast(pl.Datetime("ms")),
        local=pl.when(pl.col("number").is_between(2e4, 8e4))
        .then(((pl.col("number") - _EXCEL_EPOCH) * _DAY).round() * 1e3)
        .cast(pl.Int64)
        .cast(pl.Datetime("ms")),
        whole=pl.col("number") % 1 == 0,
    )
    moment = _in_utc(table["local"], timezone)
    moment = moment.zip_with(moment.is_not_null(), table["instant"].dt.replace_time_zone("UTC"))
    seconds, days = _seconds_and_days(moment)
    day_only = (table["local"].is_not_null() & table["whole"]).fill_null(value=False)
    serial_days = (number - _EXCEL_EPOCH).cast(pl.Int32, strict=False)
    noon = serial_days.cast(pl.Int64) * _DAY + _NOON
    return _plausible(noon.zip_with(day_only, seconds), serial_days.zip_with(day_only, days))

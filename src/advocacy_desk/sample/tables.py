"""Rows as CSV, and how single cells are written."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from zoneinfo import ZoneInfo

Row = dict[str, Any]
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def table(
    rows: Iterable[Mapping[str, object]], columns: Mapping[str, Callable[[Row], object]], delimiter: str = ","
) -> str:
    """Return rows as CSV with the given headings; None is an empty cell."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(dict(row)) for cell in columns.values()] for row in rows)
    return target.getvalue()


def field(name: str) -> Callable[[Row], object]:
    """Return what reads one column of a post as it is."""
    return lambda row: row[name]


def moment(pattern: str, zone: ZoneInfo | None = None) -> Callable[[Row], object]:
    """Return what writes the time of a post in a pattern of strftime, in UTC or a zone; names of days are English."""

    def written(row: Row) -> str:
        at = datetime.fromisoformat(row["published"])
        at = at if zone is None else at.astimezone(zone)
        # strftime would name days in the language of the process, which Qt sets to the user's.
        named = pattern.replace("%a", _DAYS[at.weekday()]).replace("%b", _MONTHS[at.month - 1])
        return at.strftime(named)

    return written

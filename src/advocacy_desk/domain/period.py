"""Calendar periods: days, weeks, months, and how a time range is cut into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS_IN_A_WEEK = 7
MONTHS_IN_A_YEAR = 12


class CalendarStep(StrEnum):
    """How a time axis is cut."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Period:
    """A range of days, both inclusive. Days are calendar days in the workspace's time zone."""

    first: date
    last: date

    def steps(self, step: CalendarStep) -> tuple[Period, ...]:
        """Return the calendar steps that touch this period, clipped to it, in order."""
        pieces: list[Period] = []
        start = beginning(self.first, step)
        while start <= self.last:
            following = after(start, step)
            pieces.append(Period(max(start, self.first), min(following - timedelta(days=1), self.last)))
            start = following
        return tuple(pieces)

    def before(self) -> Period:
        """Return the period of the same length that ends the day before this one begins."""
        length = self.last - self.first
        last = self.first - timedelta(days=1)
        return Period(last - length, last)


def beginning(day: date, step: CalendarStep) -> date:
    """Return the first day of the calendar step that holds ``day``; weeks begin on Monday (ISO 8601)."""
    if step is CalendarStep.WEEK:
        return day - timedelta(days=day.weekday())
    if step is CalendarStep.MONTH:
        return day.replace(day=1)
    if step is CalendarStep.QUARTER:
        return day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return day


def after(start: date, step: CalendarStep) -> date:
    """Return the first day of the following step; ``start`` must be the beginning of one."""
    if step is CalendarStep.DAY:
        return start + timedelta(days=1)
    if step is CalendarStep.WEEK:
        return start + timedelta(days=DAYS_IN_A_WEEK)
    months = 1 if step is CalendarStep.MONTH else 3
    year, month = divmod(start.month - 1 + months, MONTHS_IN_A_YEAR)
    return date(start.year + year, month + 1, 1)

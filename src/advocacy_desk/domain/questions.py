"""What is asked of the figures: which days, cut how, grouped by what, restricted to which teams and networks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from advocacy_desk.domain.period import CalendarStep, Period, after, beginning

COMMS = "comms"
MANAGER = "manager"
AUDIENCES = (COMMS, MANAGER)
GROUPINGS = ("all", "team", "network", "media", "language", "followers", "hour", "hashtag", "rule")
OF_PEOPLE = frozenset({"all", "team"})  # every other grouping tells posts apart, and its groups have no headcount


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a chart or a metric. ``by`` is one of GROUPINGS.

    ``whole`` asks for one value over the whole period; ``step`` then says nothing. Teams that ever have fewer people
    than ``smallest_group`` are shown together as other teams. ``audience`` is COMMS or MANAGER, who sees nothing that
    rests on fewer people.
    """

    period: Period
    step: CalendarStep
    by: str = "all"
    teams: tuple[int, ...] = ()
    networks: tuple[str, ...] = ()
    whole: bool = False
    smallest_group: int = 1
    audience: str = COMMS

    def steps(self) -> tuple[Period, ...]:
        """Return the pieces of the period that get a value each, clipped to the period, in order."""
        return (self.period,) if self.whole else _cut(self.period, self.step)

    def incomplete(self) -> tuple[bool, ...]:
        """Say of every step whether the period cuts it short, so that its counts are smaller than a full step's."""
        return (False,) if self.whole else _shortened(self.period, self.step)


# Asked for once a value while a chart is drawn, hence kept.
@lru_cache(maxsize=32)
def _cut(period: Period, step: CalendarStep) -> tuple[Period, ...]:
    return period.steps(step)


@lru_cache(maxsize=32)
def _shortened(period: Period, step: CalendarStep) -> tuple[bool, ...]:
    return tuple(piece != _full(piece.first, step) for piece in _cut(period, step))


def _full(day: date, step: CalendarStep) -> Period:
    start = beginning(day, step)
    return Period(start, after(start, step) - timedelta(days=1))

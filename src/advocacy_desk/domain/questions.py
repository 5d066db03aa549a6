"""What is asked of the figures: which days, cut how, grouped by what, restricted to which teams and networks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from advocacy_desk.domain.period import CalendarStep, Period, after, beginning

GROUPINGS = ("all", "team", "network")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a chart or a metric. ``by`` is "all", "team" or "network".

    ``whole`` asks for one value over the whole period; ``step`` then says nothing.
    """

    period: Period
    step: CalendarStep
    by: str = "all"
    teams: tuple[int, ...] = ()
    networks: tuple[str, ...] = ()
    whole: bool = False

    def steps(self) -> tuple[Period, ...]:
        """Return the pieces of the period that get a value each, clipped to the period, in order."""
        return (self.period,) if self.whole else self.period.steps(self.step)

    def incomplete(self) -> tuple[bool, ...]:
        """Say of every step whether the period cuts it short, so that its counts are smaller than a full step's."""
        if self.whole:
            return (False,)
        full = [Period(*_outer(piece.first, self.step)) for piece in self.steps()]
        return tuple(piece != whole for piece, whole in zip(self.steps(), full, strict=True))


def _outer(day: date, step: CalendarStep) -> tuple[date, date]:
    start = beginning(day, step)
    return start, after(start, step) - timedelta(days=1)

"""When people write: more on Tuesdays than on Sundays, less in August and at Christmas, more every month."""

from __future__ import annotations

import bisect
import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from advocacy_desk.sample.company import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from advocacy_desk.sample.company import Campaign
    from advocacy_desk.sample.roster import Away

_ZONE = ZoneInfo("Europe/Berlin")
_WEEKDAYS = (1.0, 1.3, 1.25, 1.2, 0.95, 0.35, 0.4)  # Monday first
_MONTHS = {7: 0.85, 8: 0.6, 12: 0.75}
_CHRISTMAS = ((12, 20), (1, 6))
_HOURS = {6: 2, 7: 7, 8: 14, 9: 13, 10: 9, 11: 8, 12: 11, 13: 6, 14: 6, 15: 6, 16: 8, 17: 8, 18: 5, 19: 5, 20: 5, 21: 3}
_GROWTH_OVER_THE_PERIOD = 0.25  # the programme grows: the last day draws a quarter more posts than the first
_IN_CAMPAIGN = 1.35


class Rhythm:
    """The weight of each day between the first and the last; draws days and moments by it."""

    def __init__(self, campaigns: Iterable[Campaign]) -> None:
        campaigns = tuple(campaigns)
        days = (LAST_DAY - FIRST_DAY).days + 1
        self._days = [FIRST_DAY + timedelta(days=index) for index in range(days)]
        weights = (_weight(day, index / days, campaigns) for index, day in enumerate(self._days))
        self._sums = [0.0, *itertools.accumulate(weights)]

    def share(self, first: date, last: date, away: Away | None = None) -> float:
        """Return how much of the whole period's weight lies on the days from first to last, without those away."""
        whole = self._between(first, last)
        if away is not None and away.first <= last and away.last >= first:
            whole -= self._between(max(first, away.first), min(last, away.last))
        return whole / self._sums[-1]

    def moment(self, rng: Random, first: date, last: date, away: Away | None = None) -> datetime:
        """Return a moment (UTC) on a drawn day from first to last that is not one of the days away."""
        low, high = self._sums[self._index(first)], self._sums[self._index(last) + 1]
        while True:
            index = bisect.bisect_right(self._sums, rng.uniform(low, high)) - 1
            day = self._days[min(index, len(self._days) - 1)]
            if away is None or not away.first <= day <= away.last:
                return moment_on(day, rng)

    def _between(self, first: date, last: date) -> float:
        return self._sums[self._index(last) + 1] - self._sums[self._index(first)]

    def _index(self, day: date) -> int:
        return min(max((day - FIRST_DAY).days, 0), len(self._days) - 1)


def moment_on(day: date, rng: Random) -> datetime:
    """Return a moment (UTC) on a day, at an hour (in Berlin) at which people write."""
    (hour,) = rng.choices(tuple(_HOURS), tuple(_HOURS.values()))
    local = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), _ZONE)
    return local.astimezone(UTC)


def _weight(day: date, progress: float, campaigns: Iterable[Campaign]) -> float:
    weight = _WEEKDAYS[day.weekday()] * _MONTHS.get(day.month, 1.0) * (1 + _GROWTH_OVER_THE_PERIOD * progress)
    if (day.month, day.day) >= _CHRISTMAS[0] or (day.month, day.day) <= _CHRISTMAS[1]:
        weight *= 0.3
    if any(campaign.first <= day <= campaign.last for campaign in campaigns):
        weight *= _IN_CAMPAIGN
    return weight

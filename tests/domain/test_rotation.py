"""Which backups stay: the newest always, one a day, a week and a month, and never more than that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.domain.backup import Kept, Rotation

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
HOURS = st.sets(st.integers(0, 24 * 500), max_size=60)


def _made(hours_ago: int) -> Kept:
    return Kept(Path(f"{hours_ago}.desk"), NOW - timedelta(hours=hours_ago), 1)


def test_a_year_of_daily_backups_leaves_a_week_of_days_five_weeks_and_twelve_months() -> None:
    daily = [_made(24 * day) for day in range(400)]
    stays = [one for one in daily if one not in Rotation().surplus(daily)]
    assert [one.made_at.date().isoformat() for one in stays[:7]] == [
        f"2026-11-{day}" for day in (25, 24, 23, 22, 21, 20, 19)
    ]
    assert [one.made_at.date().isoformat() for one in stays[7:]] == [
        "2026-11-15",  # the newest of ISO week 46; those of weeks 48 and 47 are among the days
        "2026-11-08",
        "2026-11-01",
        "2026-10-31",
        *("2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31"),
        *("2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"),
    ]


@given(HOURS)
def test_the_newest_stays_and_what_goes_has_a_newer_one_of_its_month_or_is_older_than_all_that_count(
    hours: set[int],
) -> None:
    made = [_made(number) for number in hours]
    rotation = Rotation()
    surplus = rotation.surplus(made)
    stays = [one for one in made if one not in surplus]
    assert len(stays) <= rotation.days + rotation.weeks + rotation.months
    assert set(surplus) <= set(made)
    if made:
        assert max(made, key=lambda one: one.made_at) in stays
    months = sorted({one.made_at.strftime("%Y-%m") for one in made}, reverse=True)[: rotation.months]
    assert {one.made_at.strftime("%Y-%m") for one in stays} >= set(months)


@given(HOURS)
def test_thinning_out_twice_changes_nothing(hours: set[int]) -> None:
    made = [_made(number) for number in hours]
    stays = [one for one in made if one not in Rotation().surplus(made)]
    assert Rotation().surplus(stays) == ()

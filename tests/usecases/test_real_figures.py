"""Monthly figures of real exports agree with sums that a few plain lines make of the same files."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from advocacy_desk.domain.period import CalendarStep
from advocacy_desk.usecases.measure import Asked, measure, question
from tests.builders import imported

if TYPE_CHECKING:
    from advocacy_desk.store import Workspace

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "x_analytics"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real exports are not on this machine")
ENGAGEMENT = ("retweets", "replies", "likes", "url clicks")


def summed() -> dict[str, tuple[int, int]]:
    """Return impressions and engagements by month, read with the csv module and nothing of the program."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    seen = set()
    for path in sorted(FOLDER.glob("tweet_activity_metrics_*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["Tweet id"] in seen:
                    continue
                seen.add(row["Tweet id"])
                at = datetime.strptime(row["time"], "%Y-%m-%d %H:%M %z").astimezone(ZoneInfo("Europe/Berlin"))
                month = sums[f"{at:%Y-%m}-01"]
                month[0] += round(float(row["impressions"]))
                month[1] += sum(round(float(row[name])) for name in ENGAGEMENT)
    return {month: (impressions, engagements) for month, (impressions, engagements) in sums.items()}


def test_monthly_impressions_and_engagements_agree_with_an_independent_sum(workspace: Workspace) -> None:
    imported(workspace, *sorted(FOLDER.glob("tweet_activity_metrics_*.csv")))
    asked = question(workspace, Asked(step=CalendarStep.MONTH))
    impressions, engagements = (one.frame for one in measure(workspace, asked, ("impressions", "engagements")))
    months = [f"{period.date():%Y-%m}-01" for period in impressions["period"]]
    found = dict(zip(months, zip(impressions["value"], engagements["value"], strict=True), strict=True))
    assert len(found) > 12
    assert found == summed()

"""Participation: which share of the employees posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result, with_headcount
from advocacy_desk.analysis._intervals import wilson
from advocacy_desk.analysis._wording import LAST_DAY, PERSON_ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return participants / headcount with its Wilson interval; ``known`` is the share of matched posts."""
    people = with_headcount(facts)
    low, high = wilson(people["participants"], people["headcount"])
    return result(
        people,
        value=ratio(people["participants"], people["headcount"]),
        low=low,
        high=high,
        n=people["headcount"],
        known=ratio(people["posts"] - people["unmatched_posts"], people["posts"]),
    )


METRIC = Metric(
    key="participation",
    version=1,
    title=text("Participation"),
    unit="share",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Employees of the last day of the step who published at least one post in it"),
        denominator=text("All employees on the last day of the step, whether enrolled or not"),
        window=LAST_DAY,
        deduplication=PERSON_ONCE,
        source_fields=("author_handle", "published", "joined", "left", "team"),
        caveat=text(
            "Other products divide by enrolled or invited people and get several times as much. "
            "Who posted and left before the last day is not counted; posts of unmatched accounts are not either."
        ),
        reference=(
            "Interval: Wilson, JASA 22 (1927) 209-212; Brown, Cai, DasGupta, Statist. Sci. 16 (2001) 101-133. "
            "Headcount as denominator: KPI Depot, employee advocacy participation rate."
        ),
    ),
    compute=compute,
)

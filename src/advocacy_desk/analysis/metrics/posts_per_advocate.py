"""Posts per active advocate: how much those who post publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import UNMATCHED, Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import DAYS_OF_STEP, ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return posts of employees / employees who posted; unknown where nobody did. ``n`` is the number of people."""
    people = facts.activity[facts.activity["group"] != UNMATCHED]
    matched = people["posts"] - people["unmatched_posts"]
    return result(
        people,
        value=ratio(matched, people["authors"]),
        n=people["authors"],
        known=ratio(matched, people["posts"]),
    )


METRIC = Metric(
    key="posts_per_advocate",
    version=1,
    title=text("Posts per active advocate"),
    unit="rate",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Posts of employees in the step"),
        denominator=text("Employees who published at least one post in the step"),
        window=DAYS_OF_STEP,
        deduplication=ONCE,
        source_fields=("author_handle", "published"),
        caveat=text("A mean: a few very busy people pull it up. Read it beside participation."),
        reference="docs/decisions/0401-denominators-of-that-day.md",
    ),
    compute=compute,
)

"""Active advocates: how many employees posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import UNMATCHED, Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import DAYS_OF_STEP, EMPLOYED, PERSON_ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the distinct employees with a post; ``n`` is the number of their posts."""
    people = facts.activity[facts.activity["group"] != UNMATCHED]
    matched = people["posts"] - people["unmatched_posts"]
    return result(people, value=people["authors"], n=matched, known=ratio(matched, people["posts"]))


METRIC = Metric(
    key="active_advocates",
    version=1,
    title=text("Active advocates"),
    unit="people",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Employees who published at least one post in the step"),
        denominator=None,
        window=DAYS_OF_STEP,
        deduplication=PERSON_ONCE,
        source_fields=("author_handle", "published", "team"),
        caveat=EMPLOYED,
        reference="Dynamic Signal: unique sharers, members who shared at least one post.",
    ),
    compute=compute,
)

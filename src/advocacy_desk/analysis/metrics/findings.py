"""Findings: in how many posts a rule finds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import result
from advocacy_desk.analysis._wording import DAYS_OF_STEP
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the posts of each rule; a post counts for every rule that finds something in it."""
    activity = facts.activity
    return result(activity, value=activity["posts"], n=activity["posts"])


METRIC = Metric(
    key="findings",
    version=1,
    title=text("Posts with findings"),
    unit="posts",
    groups=("rule",),
    definition=Definition(
        numerator=text("Posts in which the rule finds something"),
        denominator=None,
        window=DAYS_OF_STEP,
        deduplication=text("A post counts once for each rule, however many places the rule marks."),
        source_fields=("text", "policy"),
        caveat=text("Findings hold for the present text and rules: when a rule changes, the past is checked again."),
        reference="Rule hits per period (Relativity, Smarsh).",
    ),
    compute=compute,
)

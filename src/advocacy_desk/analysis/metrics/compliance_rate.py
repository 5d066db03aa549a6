"""Compliance rate: which share of the checked posts breaks no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._intervals import wilson
from advocacy_desk.analysis._wording import DAYS_OF_STEP, ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return checked posts without a finding / checked posts, with its Wilson interval."""
    activity = facts.activity
    checked = activity["checked_posts"]
    clean = checked - activity["faulty_posts"]
    low, high = wilson(clean, checked)
    return result(
        activity,
        value=ratio(clean, checked),
        low=low,
        high=high,
        n=checked,
        known=ratio(checked, activity["posts"]),
    )


METRIC = Metric(
    key="compliance_rate",
    version=1,
    title=text("Compliance rate"),
    unit="share",
    groups=("all", "team", "network", "media", "language"),
    definition=Definition(
        numerator=text("Checked posts in which no rule finds more than a hint"),
        denominator=text("Posts that were checked against the rules"),
        window=DAYS_OF_STEP,
        deduplication=ONCE,
        source_fields=("text", "policy"),
        caveat=text(
            "A finding is a suspicion of a rule, not a verdict: rules in trial count, and posts that "
            "were not checked do not."
        ),
        reference="Share of messages without a hit, as supervision tools report it (Smarsh, Hearsay).",
    ),
    compute=compute,
    rests_on=("posts", "checked", "faulty"),
    needs=("checked", "faulty"),
)

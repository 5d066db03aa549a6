"""Amplification rate: how often others passed a post on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import OF_POSTS, Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import ONCE, PARTLY_KNOWN, WITH_FIGURE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return shares / posts that carry shares."""
    activity = facts.activity
    posts = activity["shares_posts"]
    return result(activity, value=ratio(activity["shares"], posts), n=posts, known=ratio(posts, activity["posts"]))


METRIC = Metric(
    key="amplification_rate",
    version=1,
    title=text("Amplification rate"),
    unit="rate",
    groups=OF_POSTS,
    definition=Definition(
        numerator=text("Shares by others"),
        denominator=text("Posts that carry shares"),
        window=WITH_FIGURE,
        deduplication=ONCE,
        source_fields=("shares",),
        caveat=PARTLY_KNOWN,
        reference="TrueSocialMetrics: shares / posts. Others divide by followers (HSMAI).",
    ),
    compute=compute,
    rests_on=("shares",),
    needs=("shares",),
)

"""Clicks per share: what one post of an employee brings to a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import OF_POSTS, Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import ONCE, PARTLY_KNOWN, WITH_FIGURE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return clicks / posts that carry clicks."""
    activity = facts.activity
    posts = activity["clicks_posts"]
    return result(activity, value=ratio(activity["clicks"], posts), n=posts, known=ratio(posts, activity["posts"]))


METRIC = Metric(
    key="clicks_per_share",
    version=1,
    title=text("Clicks per share"),
    unit="rate",
    groups=OF_POSTS,
    definition=Definition(
        numerator=text("Clicks"),
        denominator=text("Posts that carry clicks: each is one share of the content"),
        window=WITH_FIGURE,
        deduplication=ONCE,
        source_fields=("clicks",),
        caveat=PARTLY_KNOWN,
        reference="Dynamic Signal: clicks / shares.",
    ),
    compute=compute,
    rests_on=("clicks",),
    needs=("clicks",),
)

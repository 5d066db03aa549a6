"""Clicks: one kind of engagement, summed over the posts whose source carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import OF_POSTS, Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import ONCE, PARTLY_KNOWN, WITH_FIGURE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the sum; ``n`` posts carry it."""
    activity = facts.activity
    carried = activity["clicks_posts"]
    return result(activity, value=activity["clicks"], n=carried, known=ratio(carried, activity["posts"]))


METRIC = Metric(
    key="clicks",
    version=1,
    title=text("Clicks"),
    unit="count",
    groups=OF_POSTS,
    definition=Definition(
        numerator=text("Sum over posts of clicks"),
        denominator=None,
        window=WITH_FIGURE,
        deduplication=ONCE,
        source_fields=("clicks",),
        caveat=PARTLY_KNOWN,
        reference="Haiilo: clicks are unique clicks there; exports count all of them.",
    ),
    compute=compute,
    rests_on=("clicks",),
    needs=("clicks",),
)

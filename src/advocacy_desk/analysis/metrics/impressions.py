"""Impressions: how often the posts were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import ONCE, PARTLY_KNOWN, WITH_FIGURE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the sum of impressions; ``n`` posts carry them."""
    activity = facts.activity
    carried = activity["impressions_posts"]
    return result(activity, value=activity["impressions"], n=carried, known=ratio(carried, activity["posts"]))


METRIC = Metric(
    key="impressions",
    version=1,
    title=text("Impressions"),
    unit="count",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Sum of the times the posts were shown, as each network counted it"),
        denominator=None,
        window=WITH_FIGURE,
        deduplication=ONCE,
        source_fields=("impressions",),
        caveat=PARTLY_KNOWN,
        reference="LinkedIn Marketing API: IMPRESSION, times shown, not people.",
    ),
    compute=compute,
    rests_on=("impressions",),
)

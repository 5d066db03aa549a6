"""Measured reach: how many people saw the posts, as the networks counted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import PARTLY_KNOWN, WITH_FIGURE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the sum of measured reach; ``n`` posts carry it."""
    activity = facts.activity
    carried = activity["reach_posts"]
    return result(activity, value=activity["reach"], n=carried, known=ratio(carried, activity["posts"]))


METRIC = Metric(
    key="measured_reach",
    version=1,
    title=text("Measured reach"),
    unit="count",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Sum over posts of the distinct people who saw each one, as its network counted them"),
        denominator=None,
        window=WITH_FIGURE,
        deduplication=text("None across posts: who saw two posts counts twice. No network tells us more."),
        source_fields=("reach",),
        caveat=PARTLY_KNOWN,
        reference="LinkedIn Marketing API: MEMBERS_REACHED, unique members per post.",
    ),
    compute=compute,
    rests_on=("reach",),
)

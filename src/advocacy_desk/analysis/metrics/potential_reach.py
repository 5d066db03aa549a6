"""Potential reach: how many followers the posts could have reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import WITH_FIGURE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the sum of followers at the time of each post; ``n`` posts carry them."""
    activity = facts.activity
    carried = activity["potential_reach_posts"]
    return result(activity, value=activity["potential_reach"], n=carried, known=ratio(carried, activity["posts"]))


METRIC = Metric(
    key="potential_reach",
    version=1,
    title=text("Potential reach"),
    unit="count",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Sum over posts of the followers that the account had at the time of the post"),
        denominator=None,
        window=WITH_FIGURE,
        deduplication=text("None: an account with two posts counts its followers twice, shared followers count often."),
        source_fields=("followers",),
        caveat=text("An upper bound for comparing steps with each other, never a number of people who saw something."),
        reference="Bambu by Sprout Social: followers at the time of the share, summed over shares, without re-shares.",
    ),
    compute=compute,
    rests_on=("potential_reach",),
)

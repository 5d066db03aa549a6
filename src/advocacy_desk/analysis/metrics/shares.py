"""Shares by others: one kind of engagement, summed over the posts whose source carries it."""

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
    carried = activity["shares_posts"]
    return result(activity, value=activity["shares"], n=carried, known=ratio(carried, activity["posts"]))


METRIC = Metric(
    key="shares",
    version=1,
    title=text("Shares by others"),
    unit="count",
    groups=OF_POSTS,
    definition=Definition(
        numerator=text("Sum over posts of how often others passed them on"),
        denominator=None,
        window=WITH_FIGURE,
        deduplication=ONCE,
        source_fields=("shares",),
        caveat=PARTLY_KNOWN,
        reference="LinkedIn API: RESHARE; not given to every tool (PostBeyond).",
    ),
    compute=compute,
    rests_on=("shares",),
    needs=("shares",),
)

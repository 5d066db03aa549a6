"""Engagements: how often people reacted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import ONCE, PARTLY_KNOWN, WITH_FIGURE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the sum of engagements; ``n`` posts carry at least one kind of them."""
    activity = facts.activity
    carried = activity["engagements_posts"]
    return result(activity, value=activity["engagements"], n=carried, known=ratio(carried, activity["posts"]))


METRIC = Metric(
    key="engagements",
    version=1,
    title=text("Engagements"),
    unit="count",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Reactions + comments + shares + clicks, as far as the source carries them"),
        denominator=None,
        window=WITH_FIGURE,
        deduplication=ONCE,
        source_fields=("reactions", "comments", "shares", "clicks"),
        caveat=PARTLY_KNOWN,
        reference="Orlo: reactions + clicks + comments + shares.",
    ),
    compute=compute,
    rests_on=("engagements",),
)

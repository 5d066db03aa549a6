"""Engagement rate per impression, pooled over posts; never to be mixed with the like quota (likes per follower)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd

MIN_POSTS = 5


def compute(facts: Facts) -> pd.DataFrame:
    """Return engagements / impressions over posts that carry both; unknown under five such posts."""
    activity = facts.activity
    carried = activity["rated_posts"]
    return result(
        activity,
        value=ratio(activity["rated_engagements"], activity["rated_impressions"]).where(carried >= MIN_POSTS),
        n=carried,
        known=ratio(carried, activity["posts"]),
    )


METRIC = Metric(
    key="engagement_rate",
    version=1,
    title=text("Engagement rate"),
    unit="share",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Reactions + comments + shares + clicks of the posts that carry impressions as well"),
        denominator=text("Impressions of those same posts"),
        window=text("Posts published in the step that carry both figures, as last imported; at least five of them."),
        deduplication=ONCE,
        source_fields=("reactions", "comments", "shares", "clicks", "impressions"),
        caveat=text(
            "Per impression, not per follower: never compare it with a like quota. "
            "Posts with many impressions weigh more; under five posts nothing is shown."
        ),
        reference="Orlo: (reactions + clicks + comments + shares) / impressions.",
    ),
    compute=compute,
    rests_on=("rated_impressions", "engagements"),
)

"""Like quota: reactions per follower, which is another figure than engagement per impression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import OF_POSTS, Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


FEWEST_POSTS = 5


def compute(facts: Facts) -> pd.DataFrame:
    """Return the pooled quota over posts that carry both figures; NaN where there are fewer than FEWEST_POSTS."""
    activity = facts.activity
    posts = activity["liked_reactions_posts"]
    quota = ratio(activity["liked_reactions"], activity["liked_followers"])
    return result(activity, value=quota.where(posts >= FEWEST_POSTS), n=posts, known=ratio(posts, activity["posts"]))


METRIC = Metric(
    key="like_quota",
    version=1,
    title=text("Like quota"),
    unit="share",
    groups=OF_POSTS,
    definition=Definition(
        numerator=text("Reactions of the posts that carry followers as well"),
        denominator=text("Followers of the account at the time of those same posts, summed"),
        window=text("Posts published in the step that carry both figures, as last imported; at least five of them."),
        deduplication=ONCE,
        source_fields=("reactions", "followers"),
        caveat=text(
            "Per follower, not per impression: never compare it with the engagement rate. Large accounts weigh more."
        ),
        reference="IZEA: (likes + comments) / followers; here reactions only, as the benchmarks count.",
    ),
    compute=compute,
    rests_on=("liked_reactions", "liked_followers"),
    needs=("liked_reactions", "liked_followers"),
)

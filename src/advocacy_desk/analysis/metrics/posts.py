"""Posts: how much was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import OF_POSTS, Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import DAYS_OF_STEP, EVERY_POST, ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the number of posts; ``known`` is the share that belongs to a known employee."""
    activity = facts.activity
    matched = activity["posts"] - activity["unmatched_posts"]
    return result(activity, value=activity["posts"], n=activity["posts"], known=ratio(matched, activity["posts"]))


METRIC = Metric(
    key="posts",
    version=1,
    title=text("Posts"),
    unit="posts",
    groups=OF_POSTS,
    definition=Definition(
        numerator=EVERY_POST,
        denominator=None,
        window=DAYS_OF_STEP,
        deduplication=ONCE,
        source_fields=("network", "external_id", "published", "author_handle"),
        caveat=text(
            "The same content on two networks is two posts. What an import leaves out "
            "(not public, reposts of others) is not counted."
        ),
        reference="Dynamic Signal and Clearview count one post to two networks as two shares, as we do.",
    ),
    compute=compute,
)

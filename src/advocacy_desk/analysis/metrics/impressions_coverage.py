"""Coverage of impressions: for how many posts the source says how often they were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import DAYS_OF_STEP, ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return posts that carry impressions / all posts; unknown where there are no posts."""
    activity = facts.activity
    return result(activity, value=ratio(activity["impressions_posts"], activity["posts"]), n=activity["posts"])


METRIC = Metric(
    key="impressions_coverage",
    version=1,
    title=text("Posts with impressions"),
    unit="share",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Posts whose source carries impressions"),
        denominator=text("All posts published in the step"),
        window=DAYS_OF_STEP,
        deduplication=ONCE,
        source_fields=("impressions",),
        caveat=text(
            "Says how far a figure can be trusted, not how good the posts are. "
            "Read totals of a step with low coverage as a part only."
        ),
        reference="Own definition: unknown is not zero, so every sum says for how many posts it is known.",
    ),
    compute=compute,
)

"""Coverage of engagement: for how many posts the source carries reactions, comments, shares or clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import DAYS_OF_STEP, ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return posts that carry any engagement / all posts; unknown where there are no posts."""
    activity = facts.activity
    return result(activity, value=ratio(activity["engagements_posts"], activity["posts"]), n=activity["posts"])


METRIC = Metric(
    key="engagements_coverage",
    version=1,
    title=text("Posts with engagement"),
    unit="share",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Posts whose source carries reactions, comments, shares or clicks"),
        denominator=text("All posts published in the step"),
        window=DAYS_OF_STEP,
        deduplication=ONCE,
        source_fields=("reactions", "comments", "shares", "clicks"),
        caveat=text(
            "Says how far a figure can be trusted, not how good the posts are. "
            "Read totals of a step with low coverage as a part only."
        ),
        reference="Own definition: unknown is not zero, so every sum says for how many posts it is known.",
    ),
    compute=compute,
)

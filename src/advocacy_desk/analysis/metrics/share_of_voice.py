"""Share of voice: which part of the tagged posts carries a hashtag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result
from advocacy_desk.analysis._wording import DAYS_OF_STEP
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the posts with a hashtag / all uses of the listed hashtags in the step."""
    activity = facts.activity
    uses = activity.groupby("period")["posts"].transform("sum")
    return result(activity, value=ratio(activity["posts"], uses), n=uses)


METRIC = Metric(
    key="share_of_voice",
    version=1,
    title=text("Share of voice"),
    unit="share",
    groups=("hashtag",),
    definition=Definition(
        numerator=text("Posts with the hashtag"),
        denominator=text("Uses of the 24 most frequent hashtags of the period, in the step"),
        window=DAYS_OF_STEP,
        deduplication=text("A post with two hashtags counts once for each."),
        source_fields=("hashtags",),
        caveat=text(
            "Among our own posts only: what competitors say is not here. Spelling in capitals makes no difference."
        ),
        reference="Share of voice: own mentions / all mentions of a set of topics.",
    ),
    compute=compute,
)

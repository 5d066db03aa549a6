"""Engaged participation: which share of the employees drew an answer with their posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import HEARD, Definition, Facts, Metric
from advocacy_desk.analysis._frames import ratio, result, with_headcount
from advocacy_desk.analysis._intervals import wilson
from advocacy_desk.analysis._wording import LAST_DAY, PERSON_ONCE
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return heard / headcount with its Wilson interval; ``known`` is the share of posts that carry engagement."""
    people = with_headcount(facts)
    low, high = wilson(people[HEARD], people["headcount"])
    carried = people["engagements_posts"]
    return result(
        people,
        value=ratio(people[HEARD], people["headcount"]).where(carried > 0),
        low=low.where(carried > 0),
        high=high.where(carried > 0),
        n=people["headcount"],
        known=ratio(carried, people["posts"]),
    )


METRIC = Metric(
    key="engaged_participation",
    version=1,
    title=text("Engaged participation"),
    unit="share",
    groups=("all", "team", "network"),
    definition=Definition(
        numerator=text("Employees with at least one post in the step that drew a reaction, comment, share or click"),
        denominator=text("Employees on the last day of the step"),
        window=LAST_DAY,
        deduplication=PERSON_ONCE,
        source_fields=("account", "day", "reactions", "comments", "shares", "clicks"),
        caveat=text(
            "Where a source carries no engagement, its authors cannot be counted: a lower bound. "
            "Managers do not see it: beside participation it would tell who was not heard."
        ),
        reference="Haiilo: “engaged with” in the period, as against “published” in it.",
    ),
    compute=compute,
    rests_on=("posts", "engagements"),
    needs=(HEARD,),
    for_managers=False,
)

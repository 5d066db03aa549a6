"""What a metric is: one file that defines ``METRIC = Metric(...)``.

A metric is pure: it gets the frames that SQL has already aggregated and returns one row a period and group.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from advocacy_desk.i18n import Text

if TYPE_CHECKING:
    import pandas as pd

ALL = "all"
NO_TEAM = "(no team)"
OTHER_TEAMS = "(other teams)"
UNMATCHED = "(unmatched)"
HEARD = "heard"
PEOPLE = "people"
BASES = "bases"
OF_POSTS = ("all", "team", "network", "media", "language", "followers", "hour", "hashtag", "rule")

Unit = Literal["people", "posts", "share", "count", "rate"]

ACTIVITY_COLUMNS: dict[str, str] = {
    "period": "datetime64[s]: first day of the step",
    "group": "string: team name, network key, or 'all'; NO_TEAM, OTHER_TEAMS and UNMATCHED stand beside the teams",
    "authors": "int64: distinct employees with at least one post in the step, in the group on the day of the post",
    "participants": "int64: employees of the headcount below with at least one post in the step; never above it",
    "posts": "int64: all posts but those of accounts that somebody marked as not an employee's",
    "unmatched_posts": "int64: the part of them whose author is no known employee on the day of the post",
    "impressions": "float64: sum over posts that carry it, NaN where none does",
    "impressions_posts": "int64: posts that carry impressions",
    "reach": "float64: sum of measured reach over posts that carry it, NaN where none does",
    "reach_posts": "int64: posts that carry reach",
    "potential_reach": "float64: sum of followers at the time of the post, over posts that carry it; else NaN",
    "potential_reach_posts": "int64: posts that carry followers",
    "engagements": "float64: reactions + comments + shares + clicks as far as known, over posts with any; NaN",
    "engagements_posts": "int64: posts that carry at least one of them",
    "rated_engagements": "float64: engagements over posts that carry both engagements and impressions > 0; NaN",
    "rated_impressions": "float64: impressions over those same posts; NaN",
    "rated_posts": "int64: number of those posts",
}
HEADCOUNT_COLUMNS: dict[str, str] = {
    "period": "datetime64[s]: first day of the step",
    "group": "string: team name or 'all'",
    "headcount": "int64: employees with a membership valid on the last day of the step (clipped to the period)",
}
EXTRA_FIGURES: dict[str, str] = {
    "reactions": "reactions",
    "comments": "comments",
    "shares": "shares (reposts by others)",
    "clicks": "clicks on links",
    "liked_reactions": "reactions of posts that carry both reactions and followers > 0",
    "liked_followers": "followers at the time of those same posts",
    "checked": "1 for a post that was checked against the rules",
    "faulty": "1 for a checked post with a finding that is more than a hint",
}
EXTRA_COLUMNS: dict[str, str] = {
    **{name: f"float64: sum of {what}; NaN where no post carries it" for name, what in EXTRA_FIGURES.items()},
    **{f"{name}_posts": "int64: posts that carry it" for name in EXTRA_FIGURES},
    "heard": "int64: those of ``participants`` whose posts of the step drew at least one engagement",
}
PEOPLE_COLUMNS: dict[str, str] = {
    "period": "datetime64[s]: first day of the step",
    "group": "string: as in ACTIVITY_COLUMNS, without UNMATCHED",
    "posts": "int64: posts of one employee in the step and group, at least 1; nobody is named",
}
BASE_COLUMNS: dict[str, str] = {
    "period": "datetime64[s]: first day of the step",
    "enrolled": "int64: employees of the step's last day with a matched account",
    "current": "int64: employees whose membership has no end yet, whatever the step",
}
CONTRIBUTED = ("posts", "impressions", "reach", "potential_reach", "engagements", "rated_impressions")
CONTRIBUTOR_COLUMNS: dict[str, str] = {
    "period": "datetime64[s]: first day of the step",
    "group": "string: as in ACTIVITY_COLUMNS, without UNMATCHED",
    **{f"{name}_people": f"float64: employees to whose posts ``{name}`` belongs" for name in CONTRIBUTED},
    **{f"{name}_most": f"float64: the largest part of ``{name}`` that one of them holds" for name in CONTRIBUTED},
    **{f"{name}_sum": f"float64: ``{name}`` of all of them" for name in CONTRIBUTED},
}
RESULT_COLUMNS: dict[str, str] = {
    "period": "datetime64[s]: first day of the step",
    "group": "string",
    "value": "float64 in the metric's unit; NaN: unknown",
    "low": "float64: lower bound of the 95 % Wilson interval where the metric is a share; NaN",
    "high": "float64: upper bound",
    "n": "float64: what the value rests on (people or posts); NaN",
    "known": "float64: share of the posts in the step whose source carries what is needed, 0..1; NaN",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that metrics are computed from: see ACTIVITY_COLUMNS, HEADCOUNT_COLUMNS and PEOPLE_COLUMNS.

    ``activity`` has those of EXTRA_COLUMNS that the asked metrics need, ``people`` and ``bases``
    (BASE_COLUMNS) are None where none needs them.
    Rows exist for every step and group of the question, also where nothing happened (posts 0, sums NaN).
    """

    activity: pd.DataFrame
    headcount: pd.DataFrame
    people: pd.DataFrame | None = None
    bases: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """How a figure is counted; shown wherever the figure is shown."""

    numerator: Text
    denominator: Text | None
    window: Text
    deduplication: Text
    source_fields: tuple[str, ...]
    caveat: Text
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One figure over time: its key and version are stored with every exported chart."""

    key: str
    version: int
    title: Text
    unit: Unit
    groups: tuple[str, ...]  # which of the question's GROUPINGS make sense
    definition: Definition
    compute: Callable[[Facts], pd.DataFrame]  # RESULT_COLUMNS
    rests_on: tuple[str, ...] = ("posts",)  # names of CONTRIBUTED and of needs: hidden from managers where one must be
    needs: tuple[
        str, ...
    ] = ()  # names of EXTRA_FIGURES, "heard", PEOPLE or BASES: read only where a metric asks for them
    for_managers: bool = True  # False: managers get no value at all
    spread: bool = False  # its groups say how something is spread in the whole, and are hidden with the whole

"""Everything that one page says about one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from advocacy_desk.domain.activation import Activation, Care, Load
from advocacy_desk.domain.audit import AuditEntry
from advocacy_desk.domain.consent import Said, Standing
from advocacy_desk.domain.like_quota import Quota
from advocacy_desk.domain.people import Person
from advocacy_desk.domain.standing_out import Authority, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFigures:
    """One post of the person; None: the source does not tell. ``followers`` are those at the time of the post."""

    id: int
    account_id: int
    network: str
    kind: str
    at: datetime | None
    reactions: int | None
    comments: int | None
    shares: int | None
    impressions: int | None
    followers: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month with its posts and the sums of what is known of them; ``first`` is its first day."""

    first: date
    posts: int
    reactions: int | None
    impressions: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowerCount:
    """Followers of an account as the last post of a month tells them, and their tier then."""

    account_id: int
    day: date
    followers: int
    tier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """One person: lists are newest first, but for ``months``, which run from the first post to the last."""

    person: Person
    months: tuple[Month, ...]
    posts: tuple[PostFigures, ...]  # the newest
    openings: dict[int, str]  # how their texts begin
    quota: Quota
    followers: tuple[FollowerCount, ...]
    former_handles: tuple[tuple[int, str, date | None], ...]
    standings: tuple[Standing, ...]
    said: tuple[Said, ...]
    tag_history: tuple[AuditEntry, ...]
    activations: tuple[Activation, ...]
    load: Load
    care: Care
    authorities: tuple[Authority, ...]
    ratings: tuple[Rating, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What a person's posts bring about, in four figures; None: the files do not tell.

    ``engagement_rate``: reactions, comments, shares and clicks per impression of posts that tell
    impressions, as the metric of that name; unknown under five such posts.
    ``recruited``: colleagues whose very first post names the person. ``discussions``: own posts with comments, and
    ``discussion_comments`` on them. ``feedback``: newest posts of others that name the person, of ``named`` in all.
    """

    engagement_rate: float | None
    recruited: int
    discussions: int
    discussion_comments: int | None
    named: int
    feedback: tuple[tuple[int, str], ...]

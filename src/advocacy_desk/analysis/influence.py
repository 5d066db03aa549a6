"""The explainable score of internal influencers: six additive parts, each counted from posts that it names.

Signs of a hidden influencer after the guide to micro-influencers in communities: contributes steadily and helps others,
is answered well (median, not mean), is mentioned by distinct people, leads initiatives, welcomes newcomers. Followers
weigh nothing unless a company decides otherwise; they only say which tier a person's reactions are compared with.

Counts become values by ``count / (count + HALF[key])``: every further one adds a little less, nobody else's count
matters, and there is no ceiling at which people look alike. Nothing outside the period is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.domain.tiers import TierSet

WEIGHTS: Final[dict[str, float]] = {
    "consistency": 25,
    "referenced": 25,
    "helpfulness": 20,
    "resonance": 20,
    "initiative": 10,
    "followers": 0,
}
HALF: Final[Mapping[str, float]] = {"referenced": 10, "helpfulness": 8, "initiative": 5, "followers": 10_000}
FEWEST_POSTS = 5
FEWEST_WEEKS = 4
FEWEST_PEERS = 3  # other people of the tier, below which reactions are compared with nobody
NEWCOMER_DAYS = 90
NEW_TAG_DAYS = 28  # a hashtag that others use in the first days of a period may be older than the period
FEWEST_FOLLOWERS_OF_A_TAG = 3  # people who take a hashtag up
FEWEST_COMMENTS = 3  # that make a thread of a post
REPLIES = ("reply", "comment")
OWN_WORDS = ("post", "article")

PEOPLE = {"person": pl.Int64, "first": pl.Int32, "last": pl.Int32, "joined": pl.Int32, "objected": pl.Boolean}
POSTS = {
    "post": pl.Int64,
    "author": pl.Int64,
    "day": pl.Int32,
    "at": pl.Int64,
    "kind": pl.String,
    "reactions": pl.Int64,
    "comments": pl.Int64,
    "followers": pl.Int64,
}
MENTIONS = {"post": pl.Int64, "person": pl.Int64}
HASHTAGS = {"post": pl.Int64, "tag": pl.Int64}

WhyNot = Literal["objected", "not_agreed", "not_enough_data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What a score is counted from, of one period: frames with the columns PEOPLE, POSTS, MENTIONS and HASHTAGS.

    Days count from 1970-01-01, ``at`` is in seconds. ``people``: who was employed in the period, on which days of it
    (``first``, ``last``), since when (``joined``, null: unknown). ``author`` is a person, or a negative number for
    somebody who was no known employee on that day. ``mentions``: employees whom a post names by their account.
    """

    first: int
    people: pl.DataFrame
    posts: pl.DataFrame
    mentions: pl.DataFrame
    hashtags: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a score. ``value`` is 0..1, None: unknown. ``count`` is what was counted, ``posts`` where."""

    key: str
    weight: float
    value: float | None
    count: float | None
    posts: tuple[int, ...]

    @property
    def points(self) -> float | None:
        """Weight times value; None: unknown."""
        return None if self.value is None else self.weight * self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A person's score: the sum of the known parts, of ``out_of`` points that they can reach; None says why not."""

    person: int
    value: float | None
    out_of: float
    why_not: WhyNot | None
    missing_posts: int  # until there is enough to say something
    missing_weeks: int
    posts: int
    parts: tuple[Part, ...]

    def part(self, key: str) -> Part | None:
        """Return a part; None where the person objected, or has no such part."""
        return next((part for part in self.parts if part.key == key), None)

    @property
    def share(self) -> float:
        """The score as a share of what could be reached with what is known; -1 without a score."""
        return -1.0 if self.value is None else self.value / self.out_of if self.out_of else 0.0


_Counted = dict[int, tuple[float | None, float | None, tuple[int, ...]]]  # person -> value, count, posts


def scores(signals: Signals, tiers: TierSet, weights: Mapping[str, float] = WEIGHTS) -> tuple[Score, ...]:
    """Return a score for everybody who was employed in the period, the highest first.

    Nothing is said below FEWEST_POSTS posts or FEWEST_WEEKS weeks with posts, nor about a person who objected.
    """
    parts = _parts(signals, tiers)
    own = signals.posts.filter(pl.col("author") > 0)
    posts = dict(own.group_by("author").len().iter_rows())
    found = []
    for person, objected in signals.people.select("person", "objected").iter_rows():
        counted = {key: part.get(person, _nothing(key)) for key, part in parts.items()}
        found.append(
            _silent(person, "objected") if objected else _score(person, posts.get(person, 0), counted, weights)
        )
    return tuple(sorted(found, key=lambda one: (-one.share, -one.posts, one.person)))


def hidden(found: Sequence[Score]) -> tuple[Score, ...]:
    """Return those who are referenced and help, with fewer posts than the average author, the most so first."""
    wrote = [score.posts for score in found if score.posts]
    average = sum(wrote) / len(wrote) if wrote else 0.0
    quiet = [score for score in found if score.value is not None and score.posts < average and _trusted(score) > 0]
    return tuple(sorted(quiet, key=lambda score: (-_trusted(score), score.posts, score.person)))


def _trusted(score: Score) -> float:
    """Return the points for being referenced and for helping."""
    return sum(part.points or 0.0 for part in score.parts if part.key in {"referenced", "helpfulness"})


def ranked(found: Sequence[Score], agreed: Collection[int]) -> tuple[Score, ...]:
    """Return the scores as a list may show them: nothing but the reason of whoever did not agree to be listed."""
    shown = [score if score.person in agreed or score.why_not == "objected" else _silent(score.person, "not_agreed")
             for score in found]  # fmt: skip
    return tuple(sorted(shown, key=lambda one: (-one.share, -one.posts, one.person)))


def _silent(person: int, why_not: WhyNot) -> Score:
    return Score(
        person=person, value=None, out_of=0, why_not=why_not, missing_posts=0, missing_weeks=0, posts=0, parts=()
    )


def _score(
    person: int,
    posts: int,
    counted: Mapping[str, tuple[float | None, float | None, tuple[int, ...]]],
    weights: Mapping[str, float],
) -> Score:
    parts = tuple(
        Part(key=key, weight=weights.get(key, 0), value=value, count=count, posts=behind)
        for key, (value, count, behind) in counted.items()
    )
    missing_posts = max(0, FEWEST_POSTS - posts)
    missing_weeks = max(0, FEWEST_WEEKS - int(counted["consistency"][1] or 0))
    enough = not missing_posts and not missing_weeks
    return Score(
        person=person,
        value=sum(part.points for part in parts if part.points is not None) if enough else None,
        out_of=sum(part.weight for part in parts if part.value is not None),
        why_not=None if enough else "not_enough_data",
        missing_posts=missing_posts,
        missing_weeks=missing_weeks,
        posts=posts,
        parts=parts,
    )


def _nothing(key: str) -> tuple[float | None, float | None, tuple[int, ...]]:
    """Return what a person has of whom nothing was counted: what is read from files is unknown, the rest is none."""
    return (None, None, ()) if key in {"resonance", "followers"} else (0.0, 0.0, ())


def _parts(signals: Signals, tiers: TierSet) -> dict[str, _Counted]:
    own = signals.posts.filter(pl.col("author") > 0)
    named = signals.mentions.join(signals.posts, on="post").filter(pl.col("person") != pl.col("author"))
    return {
        "consistency": _consistency(own, signals.people),
        "referenced": _referenced(named),
        "helpfulness": _helpfulness(named, signals.people),
        "resonance": _resonance(own, tiers),
        "initiative": _initiative(own, signals),
        "followers": _followers(own),
    }


def _week(day: str) -> pl.Expr:
    """Number calendar weeks (ISO 8601); 1970-01-01 was a Thursday."""
    return (pl.col(day) + 3).floordiv(7)


def _consistency(own: pl.DataFrame, people: pl.DataFrame) -> _Counted:
    """Weeks with posts, as a share of the weeks of the period in which the person was employed."""
    weeks = people.select("person", weeks=_week("last") - _week("first") + 1)
    active = own.group_by(person="author").agg(count=_week("day").n_unique().cast(pl.Float64), posts=pl.col("post"))
    return _counted(active.join(weeks, on="person").with_columns(value=pl.col("count") / pl.col("weeks")))


def _referenced(named: pl.DataFrame) -> _Counted:
    """How many distinct other people mention the person."""
    return _levelled(
        "referenced", named.group_by("person").agg(count=pl.col("author").n_unique(), posts=pl.col("post"))
    )


def _helpfulness(named: pl.DataFrame, people: pl.DataFrame) -> _Counted:
    """Answers to colleagues, and posts that name a newcomer; an answer to a newcomer is both and counts twice."""
    new = (pl.col("day") - pl.col("joined")).is_between(0, NEWCOMER_DAYS).fill_null(value=False)
    helped = (
        named.filter(pl.col("author") > 0)
        .join(people.select("person", "joined"), on="person", how="left")
        .with_columns(help=pl.col("kind").is_in(REPLIES).cast(pl.Int64) + new.cast(pl.Int64))
        .filter(pl.col("help") > 0)
        .group_by("author", "post")
        .agg(pl.col("help").max())
    )
    return _levelled(
        "helpfulness", helped.group_by(person="author").agg(count=pl.col("help").sum(), posts=pl.col("post"))
    )


def _resonance(own: pl.DataFrame, tiers: TierSet) -> _Counted:
    """The median of reactions to own posts beside that of the other people of the tier: own / (own + theirs).

    Answers and reposts are left out: they get fewer reactions, and helping must not cost points. The others' median is
    that of their medians, without the person's own, so that more reactions never raise the bar.
    """
    sizes = {person: tiers.of(followers) for person, followers in _most_followers(own).iter_rows()}
    medians = (
        own.filter(pl.col("kind").is_in(OWN_WORDS) & pl.col("reactions").is_not_null())
        .group_by("author")
        .agg(count=pl.col("reactions").median(), posts=pl.col("post").sort())
        .sort("count", "author")
    )
    by_tier: dict[str | None, list[tuple[int, float, tuple[int, ...]]]] = {}
    for person, count, posts in medians.iter_rows():
        by_tier.setdefault(sizes.get(person), []).append((person, count, tuple(posts)))
    found: _Counted = {}
    for members in by_tier.values():
        counts = [count for _, count, _ in members]
        for place, (person, own_median, posts) in enumerate(members):
            value = None
            if len(members) > FEWEST_PEERS:
                theirs = _median_without(counts, place)
                value = own_median / (own_median + theirs) if own_median + theirs else 0.5
            found[person] = (value, own_median, posts)
    return found


def _median_without(ordered: Sequence[float], place: int) -> float:
    """Return the median of ascending numbers without the one at ``place``."""
    left = len(ordered) - 1
    lower, upper = (left - 1) // 2, left // 2
    low, high = (ordered[at + (at >= place)] for at in (lower, upper))
    return (low + high) / 2


def _initiative(own: pl.DataFrame, signals: Signals) -> _Counted:
    """Threads (own posts with FEWEST_COMMENTS comments) and hashtags begun that others take up."""
    threads = own.filter(pl.col("kind").is_in(OWN_WORDS) & (pl.col("comments") >= FEWEST_COMMENTS))
    begun = pl.concat([threads.select("author", "post"), _begun_tags(signals)]).group_by(person="author")
    return _levelled("initiative", begun.agg(count=pl.len(), posts=pl.col("post")))


def _begun_tags(signals: Signals) -> pl.DataFrame:
    """Return author and first post of hashtags that a person used first and that enough others then took up.

    A tag that others use in the first NEW_TAG_DAYS days of the period may have been there before: nobody began it.
    """
    used = signals.hashtags.join(signals.posts, on="post").sort("at", "post")
    firsts = used.group_by("tag", "author", maintain_order=True).agg(pl.col("post", "at", "day").first())
    of_tag = firsts.group_by("tag", maintain_order=True).agg(
        pl.col("author", "post", "at").first(),
        others=pl.len() - 1,
        then=pl.col("at").get(1, null_on_oob=True),
        then_day=pl.col("day").get(1, null_on_oob=True),
    )
    return of_tag.filter(
        (pl.col("author") > 0)
        & (pl.col("others") >= FEWEST_FOLLOWERS_OF_A_TAG)
        & (pl.col("then") > pl.col("at"))
        & (pl.col("then_day") >= signals.first + NEW_TAG_DAYS)
    ).select("author", "post")


def _most_followers(own: pl.DataFrame) -> pl.DataFrame:
    return own.group_by("author").agg(pl.col("followers").max())


def _followers(own: pl.DataFrame) -> _Counted:
    """Followers of the person's largest account at the time of a post; the part weighs nothing by default."""
    known = own.filter(pl.col("followers").is_not_null()).group_by(person="author")
    return _levelled(
        "followers", known.agg(count=pl.col("followers").max(), posts=pl.lit(None).cast(pl.List(pl.Int64)))
    )


def _levelled(key: str, frame: pl.DataFrame) -> _Counted:
    count = pl.col("count").cast(pl.Float64)
    return _counted(frame.with_columns(count=count, value=count / (count + HALF[key])))


def _counted(frame: pl.DataFrame) -> _Counted:
    """Take person, value, count and posts out of a frame."""
    rows = frame.select("person", "value", "count", "posts").iter_rows()
    return {person: (value, count, tuple(sorted(set(posts or ())))) for person, value, count, posts in rows}

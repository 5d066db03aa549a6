"""Whom to look at first: people whom the figures suggest as internal influencers, each with reasons and posts.

After the guide to micro-influencers in communities: hidden influencers (named and helpful, few posts), creators whose
job is not posting, those who write about their employer unprompted (about 33 % of employees do; the own share is
measured against that line), and who welcomes newcomers. A suggestion is where a person should look, never a verdict.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pandas as pd
import polars as pl

from advocacy_desk.analysis._intervals import wilson
from advocacy_desk.analysis.influence import NEWCOMER_DAYS, OWN_WORDS, hidden

if TYPE_CHECKING:
    from advocacy_desk.analysis.influence import Score, Signals

UNPROMPTED_LINE: Final = 0.33  # of employees post about their employer unprompted (guide to advocacy, see PRODUCT.md)
MOST_OF_A_KIND = 10
FEWEST_NAMING = 3
FEWEST_OWN_POSTS = 5
FEWEST_ABOUT = 2
FEWEST_NEWCOMERS = 2
USUAL_RESONANCE = 0.5  # as many reactions as is usual in the own tier
_POSTING_JOBS = re.compile(
    r"marketing|kommunikation|communication|\bpr\b|presse|public relations|social media|redaktion|editor|content|brand",
    re.IGNORECASE,
)


class SuggestionKind(StrEnum):
    """Why somebody is suggested."""

    HIDDEN = "hidden"
    CREATOR = "creator"
    UNPROMPTED = "unprompted"
    HOST = "host"
    EXPERT = "expert"


@dataclass(frozen=True, slots=True)
class Clue:
    """One countable reason.

    ``key`` is named_by, helped, posts, average_posts, reactions, about, weeks, newcomers or authority.
    """

    key: str
    count: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A person, why, the clues, the most telling first, and the posts that are the evidence, the latest first."""

    person: int
    kind: SuggestionKind
    clues: tuple[Clue, ...]
    posts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a person is employed for: ``scope`` says whether posting is part of it (none, part, full)."""

    scope: str
    team: str | None
    position: str | None

    @property
    def is_posting(self) -> bool:
        """Whether posting is part of the job, as the directory says or as team or position suggest."""
        return self.scope != "none" or bool(_POSTING_JOBS.search(f"{self.team or ''} {self.position or ''}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpromptedShare:
    """How many of ``people`` (whose job is not posting) wrote about their employer, with a 95 % Wilson interval.

    ``known`` is False where nobody said what the employer is called: then nothing can be counted.
    """

    known: bool
    people: int
    posters: int
    low: float | None
    high: float | None

    @property
    def share(self) -> float | None:
        """The share 0..1; None where it is unknown."""
        return self.posters / self.people if self.known and self.people else None


def suggestions(
    scores: Sequence[Score],
    signals: Signals,
    jobs: Mapping[int, Job],
    about: AbstractSet[int],
    taken: AbstractSet[int],
    authority: Mapping[int, int] | None = None,
) -> tuple[Suggestion, ...]:
    """Return who is suggested, kind by kind, the strongest first, at most MOST_OF_A_KIND of each.

    ``about``: posts that name the employer. ``taken``: people who are looked at already, or must not be suggested;
    whoever objected never is. ``authority``: how many signs of authority outside social media a person has.
    """
    able = {score.person for score in scores if score.why_not != "objected"} - taken
    own = signals.posts.filter(pl.col("author").is_in(list(able)))
    found = (
        _hidden(scores),
        _creators(scores, own, jobs),
        _unprompted(own, jobs, about),
        _hosts(own, signals),
        _experts(own, authority or {}),
    )
    chosen = [one for kind in found for one in [one for one in kind if one.person in able][:MOST_OF_A_KIND]]
    return tuple(_latest_first(one, signals.posts) for one in chosen)


def _latest_first(one: Suggestion, posts: pl.DataFrame) -> Suggestion:
    dated = posts.join(pl.DataFrame({"post": one.posts}, schema={"post": pl.Int64}), on="post", how="semi")
    return replace(one, posts=tuple(dated.sort("day", "post", descending=True)["post"].to_list()))


def unprompted_share(signals: Signals, jobs: Mapping[int, Job], about: AbstractSet[int] | None) -> UnpromptedShare:
    """Measure who wrote about the employer among those whose job is not posting; objectors are in neither number."""
    rows = signals.people.filter(~pl.col("objected"))["person"].to_list()
    people = {person for person in rows if not _is_posting(jobs, person)}
    if about is None:
        return UnpromptedShare(known=False, people=len(people), posters=0, low=None, high=None)
    authors = set(_about(signals.posts, about)["author"].to_list())
    posters = len(authors & people)
    low, high = wilson(pd.Series([float(posters)]), pd.Series([float(len(people))]))
    return UnpromptedShare(known=True, people=len(people), posters=posters, low=_known(low[0]), high=_known(high[0]))


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _is_posting(jobs: Mapping[int, Job], person: int) -> bool:
    job = jobs.get(person)
    return job is not None and job.is_posting


def _about(posts: pl.DataFrame, about: AbstractSet[int]) -> pl.DataFrame:
    named = pl.DataFrame({"post": sorted(about)}, schema={"post": pl.Int64})
    return posts.filter(pl.col("kind").is_in(OWN_WORDS)).join(named, on="post", how="semi")


def _hidden(scores: Sequence[Score]) -> list[Suggestion]:
    """People who are named by several and help, with fewer posts than the average author."""
    wrote = [score.posts for score in scores if score.posts]
    average = sum(wrote) / len(wrote) if wrote else 0.0
    found = []
    for score in hidden(scores):
        named, helped = score.part("referenced"), score.part("helpfulness")
        if named is None or helped is None or (named.count or 0) < FEWEST_NAMING or not helped.count:
            continue
        clues = (
            Clue("named_by", named.count or 0),
            Clue("helped", helped.count or 0),
            Clue("posts", score.posts),
            Clue("average_posts", average),
        )
        posts = tuple({*named.posts, *helped.posts})
        found.append(Suggestion(person=score.person, kind=SuggestionKind.HIDDEN, clues=clues, posts=posts))
    return found


def _creators(scores: Sequence[Score], own: pl.DataFrame, jobs: Mapping[int, Job]) -> list[Suggestion]:
    """People whose job is not posting, who write in their own words and get at least the usual reactions."""
    words = _grouped(own.filter(pl.col("kind").is_in(OWN_WORDS)))
    found = []
    for score in scores:
        resonance, posts = score.part("resonance"), words.get(score.person, ())
        if score.value is None or resonance is None or resonance.value is None or _is_posting(jobs, score.person):
            continue
        if resonance.value >= USUAL_RESONANCE and len(posts) >= FEWEST_OWN_POSTS:
            clues = (Clue("reactions", resonance.count or 0), Clue("posts", len(posts)))
            found.append((resonance.value, len(posts), score.person, clues, posts))
    found.sort(key=lambda one: (-one[0], -one[1], one[2]))
    return [Suggestion(person=one[2], kind=SuggestionKind.CREATOR, clues=one[3], posts=one[4]) for one in found]


def _unprompted(own: pl.DataFrame, jobs: Mapping[int, Job], about: AbstractSet[int]) -> list[Suggestion]:
    """People whose job is not posting and who write about the employer, in the most weeks first."""
    posts = _about(own, about)
    weeks = dict(posts.group_by("author").agg(((pl.col("day") + 3) // 7).n_unique()).iter_rows())
    found = [
        (weeks[person], len(some), person, some)
        for person, some in _grouped(posts).items()
        if len(some) >= FEWEST_ABOUT and not _is_posting(jobs, person)
    ]
    found.sort(key=lambda one: (-one[0], -one[1], one[2]))
    return [
        Suggestion(
            person=person,
            kind=SuggestionKind.UNPROMPTED,
            clues=(Clue("about", count), Clue("weeks", active)),
            posts=some,
        )
        for active, count, person, some in found
    ]


def _hosts(own: pl.DataFrame, signals: Signals) -> list[Suggestion]:
    """People who name or answer newcomers, the most newcomers first."""
    joined = signals.people.select("person", "joined")
    welcomed = (
        signals.mentions.join(own, on="post")
        .filter(pl.col("person") != pl.col("author"))
        .join(joined, on="person")
        .filter((pl.col("day") - pl.col("joined")).is_between(0, NEWCOMER_DAYS))
    )
    new = dict(welcomed.group_by("author").agg(pl.col("person").n_unique()).iter_rows())
    posts = _grouped(welcomed)
    hosts = sorted(
        (one for one in new if new[one] >= FEWEST_NEWCOMERS), key=lambda one: (-new[one], -len(posts[one]), one)
    )
    return [
        Suggestion(
            person=person,
            kind=SuggestionKind.HOST,
            clues=(Clue("newcomers", new[person]), Clue("posts", len(posts[person]))),
            posts=posts[person],
        )
        for person in hosts
    ]


def _experts(own: pl.DataFrame, authority: Mapping[int, int]) -> list[Suggestion]:
    """People who are listened to elsewhere, the most signs of it first; they may have written nothing yet."""
    posts = _grouped(own.filter(pl.col("kind").is_in(OWN_WORDS)))
    return [
        Suggestion(
            person=person,
            kind=SuggestionKind.EXPERT,
            clues=(Clue("authority", authority[person]), Clue("posts", len(posts.get(person, ())))),
            posts=posts.get(person, ()),
        )
        for person in sorted(authority, key=lambda one: (-authority[one], one))
    ]


def _grouped(posts: pl.DataFrame) -> dict[int, tuple[int, ...]]:
    """Return author -> posts, the latest first."""
    by_author = posts.select("author", "day", "post").unique().sort("day", "post", descending=True)
    return {author: tuple(some) for author, some in by_author.group_by("author").agg("post").iter_rows()}

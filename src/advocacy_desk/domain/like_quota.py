"""Likes per follower beside what is usual for accounts of that size; nothing where nothing can be said.

Bands and their source are data: ``resources/definitions/like_quota.toml``. The quota is that of followers at the time
of each post and is never mixed with engagements per impression.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING

from advocacy_desk import resources
from advocacy_desk.i18n import Text, verbatim

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Usual likes per follower from ``first`` to ``last`` followers, both inclusive; ``below``: less than that."""

    first: int
    last: int | None
    usual: float
    below: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """The bands in ascending order, a gap between some, and the least number of posts."""

    version: int
    source: Text
    fewest_posts: int
    bands: tuple[Band, ...]

    def of(self, followers: float) -> Band | None:
        """Return the band of a number of followers; None in the gap."""
        fitting = (one for one in self.bands if one.first <= followers and (one.last is None or followers <= one.last))
        return next(fitting, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """A quota with its 95 % Wilson interval over ``posts`` posts; ``band`` None: no benchmark for this size.

    ``value`` is None below the least number of posts that tell likes and followers.
    """

    posts: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    followers: float | None = None  # mean over the posts
    band: Band | None = None


@lru_cache(maxsize=1)
def bands() -> Bands:
    """Return the shipped bands."""
    raw = tomllib.loads((resources.folder("definitions") / "like_quota.toml").read_text(encoding="utf-8"))
    return Bands(
        version=int(raw["version"]),
        source=verbatim(raw["source"]),
        fewest_posts=int(raw["fewest_posts"]),
        bands=tuple(
            Band(first=one["from"], last=one.get("to"), usual=float(one["usual"]), below=bool(one.get("below")))
            for one in raw["band"]
        ),
    )


def quota(posts: Sequence[tuple[int | None, int | None]], known: Bands | None = None) -> Quota:
    """Return the quota of posts given as (likes, followers at that time); posts that lack one of them do not count."""
    known = known or bands()
    told = [(likes, followers) for likes, followers in posts if likes is not None and followers]
    if len(told) < known.fewest_posts:
        return Quota(posts=len(told))
    likes, followers = sum(one for one, _ in told), sum(one for _, one in told)
    mean = followers / len(told)
    low, high = wilson(min(likes, followers), followers)
    return Quota(
        posts=len(told),
        value=likes / followers,
        low=low,
        high=max(high, likes / followers),
        followers=mean,
        band=known.of(mean),
    )


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the bounds of the 95 % Wilson score interval (E. B. Wilson, JASA 22, 1927)."""
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    centre = (successes + z * z / 2) / (trials + z * z)
    half = z / (trials + z * z) * math.sqrt(successes * (trials - successes) / trials + z * z / 4)
    return max(0.0, centre - half), min(1.0, centre + half)

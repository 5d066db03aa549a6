"""Plausible counts for one post, and only those that the network's exports really carry.

Likes per follower fall with size as usual in the field: 8 % up to 1 000 followers, 4 % up to 10 000 (see
``resources/definitions``); between the anchors a power law is drawn through them because made-up data needs a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

CARRIED = {
    "linkedin": ("followers", "impressions", "reactions", "comments", "shares", "clicks"),
    "x": ("followers", "impressions", "reactions", "comments", "shares", "clicks"),
    "instagram": ("followers", "reach", "reactions", "comments"),
    "mastodon": ("reactions", "shares"),
    "blog": (),
}
_QUOTA_SMALL = 0.08  # likes per follower up to a thousand followers
_QUOTA_FALLS = -0.30103  # exponent above: half at ten thousand
_NOT_TOLD = 0.03  # share of posts whose counts the export lacks


def measure(network: str, followers: int, pull: float, rng: Random) -> dict[str, str]:
    """Return the counts of a post as text by column; ``pull`` is how much more than usual it is liked (1: usual)."""
    carried = CARRIED[network]
    if not carried:
        return {}
    told = {"followers": str(followers)} if "followers" in carried else {}
    if rng.random() < _NOT_TOLD:
        return told
    counts = _counts(max(followers, 20), pull, rng)
    return told | {column: str(counts[column]) for column in carried if column != "followers"}


def _counts(followers: int, pull: float, rng: Random) -> dict[str, int]:
    quota = _QUOTA_SMALL * max(followers / 1000, 1.0) ** _QUOTA_FALLS
    reactions = int(followers * quota * pull * rng.lognormvariate(-0.25, 0.7))
    impressions = int(reactions * rng.uniform(9, 22) + followers * rng.uniform(0.12, 0.5)) + rng.randrange(25)
    return {
        "impressions": impressions,
        "reach": int(impressions * rng.uniform(0.68, 0.9)),
        "reactions": reactions,
        "comments": int(reactions * rng.uniform(0.0, 0.22)),
        "shares": int(reactions * rng.uniform(0.0, 0.14)),
        "clicks": int(impressions * rng.uniform(0.002, 0.03)),
    }

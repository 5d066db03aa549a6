"""How good a rule is: shares with their intervals, and what a blind sample says about what the rules miss. Pure."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """A share of one with the bounds of its interval."""

    value: float
    low: float
    high: float


def share(successes: int, trials: int) -> Share | None:
    """Return ``successes / trials`` with its 95 % Wilson score interval, None without trials.

    The same interval as the charts', for single values: Wilson, JASA 22 (1927) 209-212.
    """
    if not trials:
        return None
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    centre = (successes + z * z / 2) / (trials + z * z)
    half = z / (trials + z * z) * sqrt(successes * (trials - successes) / trials + z * z / 4)
    # The formula gives exactly 0 and 1 at its ends; floating point misses them by a hair.
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == trials else min(1.0, centre + half)
    return Share(successes / trials, low, high)


def drifts(hits: int, posts: int, expected: float | None) -> bool:
    """Whether a rule fires more often than its author expects, and not by chance: the whole interval lies above."""
    rate = share(hits, posts)
    return rate is not None and expected is not None and rate.low > expected


def draw(candidates: Sequence[int], size: int, seed: int) -> tuple[int, ...]:
    """Return a random sample without repetition, in ascending order; the same seed and candidates give the same."""
    known = sorted(candidates)
    return tuple(sorted(random.Random(seed).sample(known, min(size, len(known)))))  # noqa: S311 - no secret


def recall(flagged: int, precision: Share, unflagged: int, missed: Share) -> Share | None:
    """Return the share of all posts in breach that the rules find; None where neither side knows one.

    Found are ``flagged`` x precision, missed are ``unflagged`` x the share of a random sample of posts without finding
    that a person found to be in breach. The bounds combine the unfavourable and the favourable ends of both 95 %
    intervals, so they hold for at least 90 % (Bonferroni).
    """

    def of(right: float, wrong: float) -> float | None:
        found, lost = flagged * right, unflagged * wrong
        return found / (found + lost) if found + lost else None

    value, low, high = (
        of(precision.value, missed.value), of(precision.low, missed.high), of(precision.high, missed.low)
    )  # fmt: skip
    if value is None:
        return None
    return Share(value, value if low is None else low, value if high is None else high)

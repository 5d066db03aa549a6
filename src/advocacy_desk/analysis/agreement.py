"""How far two people agree beyond chance: Cohen's kappa with its interval. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """``observed`` is the share of pairs that are equal. ``kappa`` is None where chance alone makes all pairs equal.

    ``low`` and ``high`` bound the 95 % interval of kappa, None where it is None.
    """

    pairs: int
    observed: float
    kappa: float | None
    low: float | None
    high: float | None


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement | None:
    """Return how far the two sides of pairs of nominal judgements agree, None without pairs.

    kappa = (observed - expected) / (1 - expected), Cohen, Educational and Psychological Measurement 20 (1960) 37-46;
    its large-sample variance is that of Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969) 323-327. With few
    pairs the interval is only a hint.
    """
    count = len(pairs)
    if not count:
        return None
    cells = {cell: times / count for cell, times in Counter(pairs).items()}
    first: defaultdict[Hashable, float] = defaultdict(float)
    second: defaultdict[Hashable, float] = defaultdict(float)
    for (one, other), part in cells.items():
        first[one] += part
        second[other] += part
    observed = sum(part for (one, other), part in cells.items() if one == other)
    expected = sum(part * second[one] for one, part in first.items())
    if 1 - expected < 1e-12:
        return Agreement(pairs=count, observed=observed, kappa=None, low=None, high=None)
    kappa = (observed - expected) / (1 - expected)
    spread = (
        sum(
            part
            * (
                ((1 - expected) - (second[one] + first[one]) * (1 - observed)) ** 2
                if one == other
                else (1 - observed) ** 2 * (second[one] + first[other]) ** 2
            )
            for (one, other), part in cells.items()
        )
        - (observed * expected - 2 * expected + observed) ** 2
    )
    half = NormalDist().inv_cdf((1 + LEVEL) / 2) * sqrt(max(0.0, spread) / count) / (1 - expected) ** 2
    return Agreement(
        pairs=count, observed=observed, kappa=kappa, low=max(-1.0, kappa - half), high=min(1.0, kappa + half)
    )

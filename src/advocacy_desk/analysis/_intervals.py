"""How sure a share is: the Wilson score interval."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95


def wilson(successes: pd.Series[float], trials: pd.Series[float]) -> tuple[pd.Series[float], pd.Series[float]]:
    """Return the bounds of the 95 % Wilson score interval of ``successes / trials``; NaN where there are no trials.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212;
    recommended for small n by Brown, Cai and DasGupta, Statistical Science 16 (2001) 101-133.
    """
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    k = successes.astype("float64")
    n = trials.astype("float64").where(trials > 0)
    centre = (k + z * z / 2) / (n + z * z)
    half: pd.Series[float] = z / (n + z * z) * np.sqrt(k * (n - k) / n + z * z / 4)
    # The formula gives exactly 0 and 1 at its ends; floating point misses them by a hair.
    low = (centre - half).clip(lower=0).mask(k == 0, 0.0).where(n.notna())
    high = (centre + half).clip(upper=1).mask(k == n, 1.0)
    return low, high

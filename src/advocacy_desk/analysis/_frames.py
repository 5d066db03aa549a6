"""What all metrics do with frames: join the headcount, and shape results as RESULT_COLUMNS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.analysis._contract import ALL, RESULT_COLUMNS, UNMATCHED, Facts

if TYPE_CHECKING:
    import pandas as pd

FIGURES = tuple(name for name in RESULT_COLUMNS if name not in {"period", "group"})


def result(activity: pd.DataFrame, **figures: pd.Series[float]) -> pd.DataFrame:
    """Return RESULT_COLUMNS for the rows of ``activity``; figures that are not given are unknown (NaN)."""
    frame = activity[["period", "group"]].reset_index(drop=True)
    for name in FIGURES:
        given = figures.get(name)
        frame[name] = np.nan if given is None else given.to_numpy(dtype="float64", na_value=np.nan)
    return frame


def ratio(part: pd.Series[float], whole: pd.Series[float]) -> pd.Series[float]:
    """Return part / whole, NaN where the whole is zero or unknown."""
    return part.astype("float64") / whole.astype("float64").where(whole > 0)


def with_headcount(facts: Facts) -> pd.DataFrame:
    """Return the activity of people with the headcount of its step and group.

    A network has no headcount of its own: its posts are measured against everybody's. Posts that belong to no
    known employee have none at all and are left out.
    """
    activity = facts.activity[facts.activity["group"] != UNMATCHED]
    joined = activity.merge(facts.headcount, on=["period", "group"], how="left")
    everybody = facts.headcount[facts.headcount["group"] == ALL].set_index("period")["headcount"]
    joined["headcount"] = joined["headcount"].fillna(joined["period"].map(everybody))
    return joined

"""Concentration curve: which part of the posts the most active people wrote."""

from __future__ import annotations

import numpy as np
import pandas as pd

from advocacy_desk.analysis._contract import PEOPLE, Definition, Facts, Metric
from advocacy_desk.analysis._frames import FIGURES
from advocacy_desk.analysis._wording import DAYS_OF_STEP, PERSON_ONCE
from advocacy_desk.i18n import text

SHARES = (1, 2, 5, 10, 20, 30, 50, 75, 100)  # % of the active advocates, the most active first


def compute(facts: Facts) -> pd.DataFrame:
    """Return one row a step and share of SHARES: the part of all posts that so many of the most active wrote."""
    rows = []
    found = facts.people if facts.people is not None else pd.DataFrame(columns=["period", "group", "posts"])
    for period, posts in found.groupby("period")["posts"]:
        falling = np.sort(posts.to_numpy(dtype="float64"))[::-1]
        total, people = falling.sum(), len(falling)
        upto = np.concatenate([[0.0], np.cumsum(falling)]) / total
        for share in SHARES:
            value = float(np.interp(people * share / 100, np.arange(people + 1), upto))
            rows.append((period, str(share), value, np.nan, np.nan, people * share / 100, np.nan))
    frame = pd.DataFrame(rows, columns=["period", "group", *FIGURES])
    return frame.astype({"period": "datetime64[s]", "group": "object", **dict.fromkeys(FIGURES, "float64")})


METRIC = Metric(
    key="concentration_curve",
    version=1,
    title=text("Share of the most active"),
    unit="share",
    groups=("all",),
    definition=Definition(
        numerator=text("Posts of the most active people (1, 2, 5, 10, 20, 30, 50, 75 and 100 % of them)"),
        denominator=text("Posts of all active advocates"),
        window=DAYS_OF_STEP,
        deduplication=PERSON_ONCE,
        source_fields=("account", "day"),
        caveat=text(
            "Only over people who posted. Parts of a person are counted in part, so that few people "
            "give a curve as well."
        ),
        reference="M. O. Lorenz, Publications of the ASA 9 (1905) 209-219, drawn from the top.",
    ),
    compute=compute,
    needs=(PEOPLE,),
    spread=True,
)

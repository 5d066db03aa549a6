"""Concentration: how unevenly the posts are spread over those who post."""

from __future__ import annotations

import numpy as np
import pandas as pd

from advocacy_desk.analysis._contract import PEOPLE, Definition, Facts, Metric
from advocacy_desk.analysis._frames import result
from advocacy_desk.analysis._wording import DAYS_OF_STEP, PERSON_ONCE
from advocacy_desk.i18n import text


def compute(facts: Facts) -> pd.DataFrame:
    """Return the Gini coefficient of posts over active advocates, 0 (all alike) to 1; NaN without advocates."""
    activity = facts.activity
    people = facts.people
    spread: dict[object, float] = {}
    if people is not None:
        for cell, posts in people.groupby(["period", "group"])["posts"]:
            spread[cell] = gini(posts.to_numpy(dtype="float64"))
    cells = list(zip(activity["period"], activity["group"], strict=True))
    return result(
        activity,
        value=pd.Series([spread.get(cell, np.nan) for cell in cells], dtype="float64"),
        n=activity["authors"],
    )


def gini(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Return the Gini coefficient of positive values: sum((2 i - n - 1) x_i) / (n sum(x)), x ascending, i from 1."""
    ordered = np.sort(values)
    n = len(ordered)
    ranks = 2 * np.arange(1, n + 1) - n - 1
    return float((ranks * ordered).sum() / (n * ordered.sum()))


METRIC = Metric(
    key="concentration",
    version=1,
    title=text("Concentration (Gini)"),
    unit="rate",
    groups=("all",),
    definition=Definition(
        numerator=text("How far the posts per active advocate lie apart, from 0 (all alike) to 1 (all of one person)"),
        denominator=None,
        window=DAYS_OF_STEP,
        deduplication=PERSON_ONCE,
        source_fields=("account", "day"),
        caveat=text(
            "Only over people who posted: those who are silent are in participation. With few people "
            "it is small by nature."
        ),
        reference="C. Gini, Variabilità e mutabilità, 1912; formula after Dixon et al., Ecology 68 (1987).",
    ),
    compute=compute,
    needs=(PEOPLE,),
)

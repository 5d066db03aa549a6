"""Headcount: how many employees there were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import Definition, Facts, Metric
from advocacy_desk.analysis._frames import result
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    import pandas as pd


def compute(facts: Facts) -> pd.DataFrame:
    """Return the headcount of the last day of each step; nobody at all means that no directory covers that day."""
    counted = facts.headcount["headcount"].astype("float64")
    return result(facts.headcount, value=counted.where(counted > 0))


METRIC = Metric(
    key="headcount",
    version=1,
    title=text("Employees"),
    unit="people",
    groups=("all", "team"),
    definition=Definition(
        numerator=text("Employees with a membership that holds on the last day of the step"),
        denominator=None,
        window=text("The last day of the step, or of the period where that ends earlier."),
        deduplication=text("A person counts once, in the team of that day."),
        source_fields=("joined", "left", "team"),
        caveat=text("A directory without dates of joining and leaving counts its people on every day."),
        reference="docs/decisions/0401-denominators-of-that-day.md",
    ),
    compute=compute,
)

"""Figures over time, computed from the frames that SQL has already aggregated: pure, no database, no drawing."""

from __future__ import annotations

from collections.abc import Mapping

from advocacy_desk import discovery
from advocacy_desk.analysis import metrics
from advocacy_desk.analysis._contract import Metric


def all_metrics() -> Mapping[str, Metric]:
    """Return every metric by its key."""
    return discovery.parts(metrics, "METRIC", Metric)

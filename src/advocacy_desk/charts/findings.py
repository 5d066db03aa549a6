"""Findings over time: in how many posts each rule finds something."""

from __future__ import annotations

from advocacy_desk.charts._contract import Chart
from advocacy_desk.charts._counts import Counts
from advocacy_desk.charts._tables import Column
from advocacy_desk.i18n import text

COUNTS = Counts(
    metric="findings",
    title=text("Findings by rule"),
    lead=text("Posts in which each rule finds something (a suspicion, not a verdict)"),
    nothing=text("Nothing was found in the posts of this period, or they were not checked yet. Check them in Rules."),
    columns=(Column(header=text("Posts with findings"), metric="findings", figure="value", unit="posts"),),
)

CHART = Chart(
    key="findings",
    title=COUNTS.title,
    metrics=("findings",),
    by=("rule",),
    draw=COUNTS.draw,
    table=COUNTS.write,
)

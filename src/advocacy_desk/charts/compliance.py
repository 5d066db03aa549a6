"""Compliance over time: which share of the checked posts breaks no rule."""

from __future__ import annotations

from advocacy_desk.charts._contract import Chart
from advocacy_desk.charts._rates import Rate
from advocacy_desk.charts._tables import Column
from advocacy_desk.i18n import text

RATE = Rate(
    metric="compliance_rate",
    title=text("Compliance rate"),
    lead=text("Checked posts in which no rule finds more than a hint (band: 95 % interval)"),
    nothing=text(
        "No post of this period was checked against the rules, so there is no rate to show. "
        "Check the posts first: Rules, or “check” in the terminal."
    ),
    columns=(
        Column(header=text("Compliance rate"), metric="compliance_rate", figure="value", unit="share"),
        Column(header=text("of checked posts"), metric="compliance_rate", figure="n", unit="posts"),
        Column(header=text("All posts"), metric="posts", figure="value", unit="posts"),
    ),
)

CHART = Chart(
    key="compliance",
    title=RATE.title,
    metrics=("compliance_rate", "posts"),
    by=("all", "team", "network"),
    draw=RATE.draw,
    table=RATE.write,
)

"""Engagement rate over time: engagements per impression, nothing where fewer than five posts carry both."""

from __future__ import annotations

from advocacy_desk.charts._contract import Chart
from advocacy_desk.charts._rates import Rate
from advocacy_desk.charts._tables import Column
from advocacy_desk.i18n import text

RATE = Rate(
    metric="engagement_rate",
    title=text("Engagement rate"),
    lead=text("Reactions, comments, shares and clicks per impression; nothing under five posts"),
    nothing=text(
        "No step has five posts that carry both impressions and reactions, so there is no rate to show. "
        "Exports with analytics carry them; a longer step may gather enough posts."
    ),
    columns=(
        Column(header=text("Engagement rate"), metric="engagement_rate", figure="value", unit="share"),
        Column(header=text("of posts"), metric="engagement_rate", figure="n", unit="posts"),
        Column(header=text("Engagements"), metric="engagements", figure="value", unit="count"),
        Column(header=text("Impressions"), metric="impressions", figure="value", unit="count"),
        Column(header=text("All posts"), metric="posts", figure="value", unit="posts"),
    ),
)

CHART = Chart(
    key="engagement_rate",
    title=RATE.title,
    metrics=("engagement_rate", "engagements", "impressions", "posts"),
    by=("all", "team", "network"),
    draw=RATE.draw,
    table=RATE.write,
)

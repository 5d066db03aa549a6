"""Hashtags over time: how often each of the most frequent ones was used."""

from __future__ import annotations

from advocacy_desk.charts._contract import Chart
from advocacy_desk.charts._counts import Counts
from advocacy_desk.charts._tables import Column
from advocacy_desk.i18n import text

COUNTS = Counts(
    metric="posts",
    title=text("Hashtags"),
    lead=text("Posts with each of the most frequent hashtags"),
    nothing=text("No post of this period carries a hashtag, or the source does not say so. Choose another period."),
    columns=(
        Column(header=text("Posts"), metric="posts", figure="value", unit="posts"),
        Column(header=text("Share of voice"), metric="share_of_voice", figure="value", unit="share"),
        Column(header=text("of uses"), metric="share_of_voice", figure="n", unit="posts"),
    ),
)

CHART = Chart(
    key="hashtags",
    title=COUNTS.title,
    metrics=("posts", "share_of_voice"),
    by=("hashtag",),
    draw=COUNTS.draw,
    table=COUNTS.write,
)

"""Like quota by followers, beside the benchmarks of the literature; where the literature has none, a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import Drawing, Point, printable, shorten
from advocacy_desk.charts._lines import Lines, value_words
from advocacy_desk.charts._scales import about, written
from advocacy_desk.charts._series import series
from advocacy_desk.charts._tables import Column, carried_note, table
from advocacy_desk.domain.benchmarks import Band, benchmarks
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from advocacy_desk.charts._series import Series

TITLE = text("Like quota by followers")
LEAD = text("Reactions per follower at the time of the post (dot) beside the benchmark (bar); nothing under five posts")
NOTHING = text(
    "No five posts of this period carry both reactions and followers, so there is no quota to show. "
    "Followers come with exports that name them, or with the company directory."
)
POSTS = text("posts")
ROWS = 24
COLUMNS = (
    Column(header=text("Like quota"), metric="like_quota", figure="value", unit="share"),
    Column(header=text("of posts"), metric="like_quota", figure="n", unit="posts"),
    Column(header=text("All posts"), metric="posts", figure="value", unit="posts"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw a dot for each band of followers, and where its benchmark lies."""
    found = [one for one in series(frames["like_quota"], question, language) if one.is_known]
    bands = {band.key: band for band in benchmarks().bands}
    order = list(bands)
    shown = sorted(found, key=lambda one: order.index(one.group) if one.group in bands else len(order))[:ROWS]
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), 2.2 + 0.5 * max(len(shown), 4))
    axes = sheet.panels()[0]
    if not shown:
        sheet.summary = language.of(NOTHING)
        sheet.say(axes, sheet.summary)
        return sheet
    sheet.room = 34.0 * len(shown) + 40
    lines = Lines(drawing=sheet, question=question, language=language, unit="share", basis=POSTS)
    quotas = [band.quota for band in bands.values() if band.quota is not None]
    axes.set_xlim(0, max(*quotas, *[float(one.values[0]) for one in shown]) * 1.15)
    for row, one in enumerate(shown):
        _benchmark(axes, row, bands.get(one.group), lines)
        value = float(one.values[0])
        axes.scatter([value], [row], s=60, color=style.series[1], zorder=4, clip_on=False)
        sheet.points.append(Point(0, value, float(row), value_words(lines, one, 0)))
    _axes(axes, shown, lines)
    sheet.summary = " ".join(_said(one, bands.get(one.group), language) for one in shown[: len(bands) + 1])
    sheet.note([language.of(note) for note in _notes(frames, question, language)])
    return sheet


def _benchmark(axes: Axes, row: int, band: Band | None, lines: Lines) -> None:
    """Draw the benchmark as a line to it, or up to it where it is an upper limit; say so where there is none."""
    style = lines.drawing.style
    if band is None:
        return
    if band.quota is None:
        words = lines.language.of(text("no benchmark in the source"))
    else:
        axes.barh([row], [band.quota], height=0.5, color=style.series[0], alpha=0.28 if band.below else 0.45, zorder=2)
        limit = text("below {share}", share=written(band.quota, "share", lines.language))
        said = limit if band.below else text("benchmark {share}", share=written(band.quota, "share", lines.language))
        words = lines.language.of(said)
    axes.annotate(
        words,
        xy=(1.0, row),
        xycoords=("axes fraction", "data"),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        color=style.muted,
        fontsize=style.font_size * 0.9,
        annotation_clip=False,
    )


def _axes(axes: Axes, shown: Sequence[Series], lines: Lines) -> None:
    style = lines.drawing.style
    axes.set_yticks(np.arange(len(shown)), [shorten(printable(one.label), 30) for one in shown])
    axes.tick_params(axis="y", labelcolor=style.foreground, labelsize=style.font_size * 0.95, pad=6)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x", color=style.grid, linewidth=0.8)
    axes.xaxis.set_major_formatter(lambda value, _place: lines.language.share(value, 0 if value >= 0.1 else 1))


def _said(one: Series, band: Band | None, language: Language) -> str:
    value = written(float(one.values[0]), "share", language)
    if band is None or band.quota is None:
        return language.of(text("{group}: {value}, no benchmark.", group=one.label, value=value))
    quota = written(band.quota, "share", language)
    return language.of(text("{group}: {value}, benchmark {quota}.", group=one.label, value=value, quota=quota))


def _notes(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> list[Text]:
    posts = series(frames["posts"], question, language)
    quota = series(frames["like_quota"], question, language)
    return [carried_note(TITLE, quota, posts), benchmarks().source]


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the quotas with the posts they rest on."""
    return table(frames, question, language, COLUMNS, _notes(frames, question, language))


CHART = Chart(
    key="like_quota",
    title=TITLE,
    metrics=("like_quota", "posts"),
    by=("followers",),
    draw=draw,
    table=write,
    whole=True,
)

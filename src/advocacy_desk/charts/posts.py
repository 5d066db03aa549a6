"""Posts over time: bars, stacked by team, network, media kind or language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.patches import Patch

from advocacy_desk.analysis._contract import UNMATCHED
from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import Drawing, Point, printable, shorten
from advocacy_desk.charts._lines import Lines, value_words
from advocacy_desk.charts._scales import about, time_axis, value_axis
from advocacy_desk.charts._series import largest, merged, series
from advocacy_desk.charts._summary import over_time
from advocacy_desk.charts._tables import Column, cut_notes, table
from advocacy_desk.i18n import Language, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes

    from advocacy_desk.charts._series import Series

TITLE = text("Posts")
LEAD = text("Number of published posts")
NOTHING = text("No posts in this period. Import an export of a network, or choose another period.")
POSTS = text("posts")
STACKED = 8
CUT_ALPHA = 0.45
COLUMNS = (
    Column(header=text("Posts"), metric="posts", figure="value", unit="posts"),
    Column(header=text("By known employees"), metric="posts", figure="known", unit="share"),
    Column(header=text("Active advocates"), metric="active_advocates", figure="value", unit="people"),
    Column(header=text("Posts per active advocate"), metric="posts_per_advocate", figure="value", unit="rate"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw one bar a step; the groups beyond the eight largest are summed up as others."""
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD))
    found = series(frames["posts"], question, language)
    sheet.summary = over_time(TITLE, found, question, language, "posts")
    axes = sheet.panels()[0]
    if not any(np.nansum(one.values) for one in found):
        sheet.say(axes, language.of(NOTHING))
        return sheet
    stack = _stack([one for one in found if np.nansum(one.values)], language)
    lines = Lines(drawing=sheet, question=question, language=language, unit="posts", basis=POSTS)
    _bars(axes, stack, lines)
    time_axis(axes, question, language)
    value_axis(axes, "posts", language)
    if len(stack) > 1:
        _legend(axes, stack, lines)
    sheet.note([language.of(note) for note in cut_notes(question)])
    return sheet


def _stack(found: list[Series], language: Language) -> list[Series]:
    """Return what is stacked, from the ground up: the largest groups, the others, what belongs to nobody."""
    nobody = [one for one in found if one.group == UNMATCHED]
    named = [one for one in found if one.group != UNMATCHED]
    shown, left = largest(named, STACKED if len(named) > STACKED + 1 else STACKED + 1)
    return [*shown, *([merged(left, language)] if left else []), *nobody]


def _bars(axes: Axes, stack: list[Series], lines: Lines) -> None:
    """Draw each group as one collection of rectangles: thousands of single bars would take seconds."""
    count = len(stack[0].values)
    places = np.arange(count, dtype="float64")
    half = 0.38 if count <= 60 else 0.5
    base = np.zeros(count)
    cut = lines.question.incomplete()
    for number, one in enumerate(stack):
        top = base + np.nan_to_num(one.values)
        corners = [(places - half, base), (places - half, top), (places + half, top), (places + half, base)]
        shapes = np.stack([np.column_stack(corner) for corner in corners], axis=1)
        colour = _colour(one, number, lines)
        faces = [to_rgba(colour, CUT_ALPHA if short else 1.0) for short in cut]
        axes.add_collection(PolyCollection(list(shapes), facecolors=faces, linewidths=0, gid=one.group), autolim=True)
        for place in np.flatnonzero(np.nan_to_num(one.values)):
            words = value_words(lines, one, int(place))
            middle = float(base[place] + top[place]) / 2
            lines.drawing.points.append(Point(0, float(place), middle, words))
        base = top
    axes.set_ylim(0, float(base.max()) * 1.06)


def _colour(one: Series, number: int, lines: Lines) -> str:
    """What belongs to nobody is as pale as the grid: it is there to be matched, not to be compared."""
    return lines.drawing.style.grid if one.group == UNMATCHED else lines.colour(one, number)


def _legend(axes: Axes, stack: list[Series], lines: Lines) -> None:
    style = lines.drawing.style
    axes.legend(
        handles=[
            Patch(color=_colour(one, number, lines), label=shorten(printable(one.label), 24))
            for number, one in reversed(list(enumerate(stack)))
        ],
        loc="center left",
        bbox_to_anchor=(1.0, 0.5),
        frameon=False,
        labelcolor=style.foreground,
        fontsize=style.font_size * 0.9,
        handlelength=0.9,
        handleheight=0.9,
    )


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the numbers of posts, and of the people behind them."""
    return table(frames, question, language, COLUMNS)


CHART = Chart(
    key="posts",
    title=TITLE,
    metrics=("posts", "active_advocates", "posts_per_advocate"),
    by=("all", "team", "network", "media", "language"),
    draw=draw,
    table=write,
)

"""Coverage map: in which steps and networks impressions and engagement are known, from grey to full colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import Drawing, Point, printable, shorten
from advocacy_desk.charts._lines import Lines, rest, value_words
from advocacy_desk.charts._scales import about, time_axis, written
from advocacy_desk.charts._series import largest, series
from advocacy_desk.charts._summary import over_time
from advocacy_desk.charts._tables import Column, table
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from advocacy_desk.charts._series import Series

TITLE = text("Coverage")
LEAD = text("Share of posts whose source carries the figure (grey: none, full colour: all, empty: no posts)")
NOTHING = text("No posts in this period, so there is nothing to know. Import an export of a network first.")
POSTS = text("posts")
PARTS: dict[str, Text] = {
    "impressions_coverage": text("Posts with impressions"),
    "engagements_coverage": text("Posts with engagement"),
}
ROWS = 12
ROW_INCHES = 0.26
WRITTEN_UP_TO = 14  # steps: beyond, words do not fit into their cells
COLUMNS = (
    Column(header=PARTS["impressions_coverage"], metric="impressions_coverage", figure="value", unit="share"),
    Column(header=PARTS["engagements_coverage"], metric="engagements_coverage", figure="value", unit="share"),
    Column(header=text("All posts"), metric="impressions_coverage", figure="n", unit="posts"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw one map a figure, one row a group, one column a step; where nothing was posted the cell stays empty."""
    found = {metric: series(frames[metric], question, language) for metric in PARTS}
    known = [one for one in next(iter(found.values())) if one.is_known]
    shown, left = largest(known, ROWS)
    height = 2.2 + 2 * ROW_INCHES * max(len(shown), 2)
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), height)
    sheet.summary = " ".join(
        over_time(title, found[metric], question, language, "share") for metric, title in PARTS.items()
    )
    if not shown:
        sheet.say(sheet.panels()[0], language.of(NOTHING))
        return sheet
    sheet.room = len(PARTS) * (20.0 * len(shown) + 34) + 30
    lines = Lines(drawing=sheet, question=question, language=language, unit="share", basis=POSTS)
    order = [one.group for one in shown]
    for axes, (metric, title) in zip(sheet.panels(len(PARTS)), PARTS.items(), strict=True):
        of_group = {one.group: one for one in found[metric]}
        _map(axes, [of_group[group] for group in order if group in of_group], lines)
        axes.set_title(language.of(title), loc="left", fontsize=style.font_size, color=style.foreground, pad=6)
    sheet.note([language.of(rest(len(left)))] if left else [])
    return sheet


def _map(axes: Axes, rows: Sequence[Series], lines: Lines) -> None:
    """Draw the cells of one figure, the first group at the top."""
    style = lines.drawing.style
    cells = np.ma.masked_invalid([one.values for one in reversed(rows)])
    colours = LinearSegmentedColormap.from_list("coverage", [style.grid, style.series[0]])
    count = cells.shape[1]
    axes.pcolormesh(
        np.arange(count + 1) - 0.5,
        np.arange(len(rows) + 1),
        cells,
        cmap=colours,
        vmin=0,
        vmax=1,
        edgecolors=style.background,
        linewidth=1.5 if count <= 60 else 0,
    )
    for height, one in enumerate(reversed(rows)):
        for place in np.flatnonzero(np.isfinite(one.values)):
            _cell(axes, one, (int(place), height + 0.5), lines, said=count <= WRITTEN_UP_TO)
    axes.grid(visible=False)
    time_axis(axes, lines.question, lines.language)
    names = [shorten(printable(one.label), 24) for one in reversed(rows)] if lines.question.by != "all" else [""]
    axes.set_yticks(np.arange(len(names)) + 0.5, names)
    axes.tick_params(axis="y", labelcolor=style.foreground)
    axes.set_ylim(0, len(rows))


def _cell(axes: Axes, one: Series, at: tuple[int, float], lines: Lines, *, said: bool) -> None:
    value = float(one.values[at[0]])
    panel = lines.drawing.axes.index(axes)
    lines.drawing.points.append(Point(panel, float(at[0]), at[1], value_words(lines, one, at[0])))
    if said:
        style = lines.drawing.style
        axes.text(
            *at,
            written(round(value, 2), "share", lines.language),
            ha="center",
            va="center",
            fontsize=style.font_size * 0.8,
            color=style.background if value > 0.5 else style.foreground,
        )


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return both shares with the number of posts."""
    return table(frames, question, language, COLUMNS)


CHART = Chart(
    key="coverage",
    title=TITLE,
    metrics=tuple(PARTS),
    by=("network", "all", "team"),
    draw=draw,
    table=write,
)

"""Teams compared: participation over the whole period, with intervals that say what a difference is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import Drawing, Point, printable, shorten
from advocacy_desk.charts._lines import Lines, rest, value_words
from advocacy_desk.charts._scales import about, written
from advocacy_desk.charts._series import series
from advocacy_desk.charts._tables import Column, table
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes

    from advocacy_desk.charts._series import Series

TITLE = text("Teams compared")
LEAD = text("Share of employees with at least one post (bar: 95 % interval; overlapping bars may be chance)")
NOBODY = text("No team has employees on the last day of this period. Import a company directory first.")
PEOPLE = text("employees")
ROWS = 24
ROW_INCHES = 0.3
COLUMNS = (
    Column(header=text("Participation"), metric="participation", figure="value", unit="share"),
    Column(header=text("95 %, from"), metric="participation", figure="low", unit="share"),
    Column(header=text("95 %, to"), metric="participation", figure="high", unit="share"),
    Column(header=text("Employees"), metric="participation", figure="n", unit="people"),
    Column(header=text("Posts"), metric="posts", figure="value", unit="posts"),
    Column(header=text("Posts per active advocate"), metric="posts_per_advocate", figure="value", unit="rate"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw a dot and its interval for each team, the highest share first, and the share of all teams as a line."""
    found = [one for one in series(frames["participation"], question, language) if one.is_known]
    shown = sorted(found, key=lambda one: (-one.values[0], one.label))[:ROWS]
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), 1.9 + ROW_INCHES * max(len(shown), 6))
    axes = sheet.panels()[0]
    if not shown:
        sheet.summary = language.of(NOBODY)
        sheet.say(axes, sheet.summary)
        return sheet
    lines = Lines(drawing=sheet, question=question, language=language, unit="share", basis=PEOPLE)
    sheet.room = 20.0 * len(shown) + 40
    for row, one in enumerate(shown):
        _row(axes, row, one, lines)
    _overall(axes, found, lines)
    _axes(axes, shown, lines)
    best, least = shown[0], shown[-1]
    sheet.summary = language.of(
        text(
            "{title}: from {low} ({last}) to {high} ({first}).",
            title=TITLE,
            low=written(float(least.values[0]), "share", language),
            last=least.label,
            high=written(float(best.values[0]), "share", language),
            first=best.label,
        )
    )
    sheet.note([language.of(rest(len(found) - ROWS))] if len(found) > ROWS else [])
    return sheet


def _row(axes: Axes, row: int, one: Series, lines: Lines) -> None:
    colour = lines.drawing.style.series[0]
    value, low, high = float(one.values[0]), float(one.lows[0]), float(one.highs[0])
    axes.plot([low, high], [row, row], color=colour, linewidth=5, alpha=0.3, solid_capstyle="round", zorder=2)
    axes.scatter([value], [row], s=34, color=colour, zorder=3, clip_on=False)
    axes.annotate(
        lines.language.of(
            text(
                "{share}  ({count} of {all})",
                share=written(value, "share", lines.language),
                count=round(value * float(one.ns[0])),
                all=round(float(one.ns[0])),
            )
        ),
        xy=(1.0, row),
        xycoords=("axes fraction", "data"),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        color=lines.drawing.style.foreground,
        fontsize=lines.drawing.style.font_size * 0.9,
        annotation_clip=False,
    )
    lines.drawing.points.append(Point(0, value, float(row), value_words(lines, one, 0)))


def _overall(axes: Axes, found: list[Series], lines: Lines) -> None:
    """Mark the share of all teams together: everybody is in one team on the last day."""
    people = sum(float(one.ns[0]) for one in found)
    share = sum(float(one.values[0] * one.ns[0]) for one in found) / people
    style = lines.drawing.style
    axes.axvline(share, color=style.muted, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    axes.annotate(
        lines.language.of(text("all: {share}", share=written(share, "share", lines.language))),
        xy=(share, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        ha="center",
        va="bottom",
        color=style.muted,
        fontsize=style.font_size * 0.85,
    )


def _axes(axes: Axes, shown: list[Series], lines: Lines) -> None:
    style = lines.drawing.style
    axes.set_yticks(np.arange(len(shown)), [shorten(printable(one.label), 34) for one in shown])
    axes.tick_params(axis="y", labelcolor=style.foreground, labelsize=style.font_size * 0.95, pad=6)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlim(0, min(1.0, max(float(one.highs[0]) for one in shown) * 1.05))
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x", color=style.grid, linewidth=0.8)
    axes.xaxis.set_major_formatter(lambda value, _place: lines.language.share(value, 0))


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the teams in the order of the directory."""
    notes: list[Text] = [text("Employees as of the last day of the period; posts by the team of their day")]
    return table(frames, question, language, COLUMNS, notes)


CHART = Chart(
    key="teams",
    title=TITLE,
    metrics=("participation", "posts", "posts_per_advocate"),
    by=("team",),
    draw=draw,
    table=write,
    whole=True,
)

"""Concentration: which part of the posts the most active people wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.charts._contract import Cell, Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import Drawing, Point
from advocacy_desk.charts._scales import about, value_axis, written
from advocacy_desk.charts._series import series
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TITLE = text("Concentration")
LEAD = text("Part of all posts that the most active advocates wrote (dashed: all equally active)")
NOTHING = text("No known employee posted in this period. Import posts and match their accounts to see who they are.")
HEADERS = (text("Most active advocates"), text("Share of the most active"))
NAMED = ("10", "50")


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw the curve from the most active on, and name its height at 10 and 50 %."""
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD))
    axes = sheet.panels()[0]
    curve = [(share, value) for share, value in _curve(frames, question, language) if value is not None]
    if not curve:
        sheet.summary = language.of(NOTHING)
        sheet.say(axes, sheet.summary)
        return sheet
    places, heights = [share for share, _value in curve], [value for _share, value in curve]
    axes.plot([0, 100], [0, 1], color=style.muted, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    axes.plot([0, *places], [0, *heights], color=style.series[0], linewidth=2, zorder=3)
    axes.fill_between([0, *places], [0, *heights], color=style.series[0], alpha=0.12, linewidth=0)
    axes.scatter(places, heights, s=20, color=style.series[0], zorder=4, clip_on=False)
    for share, value in curve:
        sheet.points.append(Point(0, share, value, _words(share, value, language)))
        if f"{share:.0f}" in NAMED:
            axes.annotate(
                _words(share, value, language),
                xy=(share, value),
                xytext=(10, -14),
                textcoords="offset points",
                color=style.foreground,
                fontsize=style.font_size * 0.9,
            )
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 1.02)
    axes.xaxis.set_major_formatter(lambda value, _place: language.share(value / 100, 0))
    value_axis(axes, "share", language)
    sheet.summary = " ".join(f"{_words(share, value, language)}." for share, value in curve)
    sheet.note([language.of(note) for note in _notes(frames, question, language)])
    return sheet


def _curve(
    frames: Mapping[str, pd.DataFrame], question: Question, language: Language
) -> list[tuple[float, float | None]]:
    found = [one for one in series(frames["concentration_curve"], question, language) if one.group.isdigit()]
    values = [(float(one.group), float(one.values[0])) for one in found]
    return [(share, value if value == value else None) for share, value in values]  # noqa: PLR0124 - NaN


def _words(share: float, value: float, language: Language) -> str:
    part = text(
        "{people} of the advocates: {posts} of the posts",
        people=language.share(share / 100, 0),
        posts=written(value, "share", language),
    )
    return language.of(part)


def _notes(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> list[Text]:
    gini = [float(one.values[0]) for one in series(frames["concentration"], question, language) if one.is_known]
    return [text("Gini coefficient: {value}", value=written(gini[0], "rate", language))] if gini else []


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the points of the curve."""
    rows = tuple(
        (Cell(share, language.share(share / 100, 0)), Cell(value, written(value, "share", language)))
        for share, value in _curve(frames, question, language)
    )
    return Table(headers=HEADERS, rows=rows, notes=tuple(_notes(frames, question, language)))


CHART = Chart(
    key="concentration",
    title=TITLE,
    metrics=("concentration_curve", "concentration"),
    by=("all",),
    draw=draw,
    table=write,
    whole=True,
)

"""Definitions compared: the same data as products in the field would count its participation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.charts._contract import Cell, Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import Drawing, Point, printable, shorten
from advocacy_desk.charts._lines import Lines, value_words
from advocacy_desk.charts._scales import about, written
from advocacy_desk.charts._series import series
from advocacy_desk.domain.products import products
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.axes import Axes

    from advocacy_desk.charts._series import Series

METRIC = "participation_as_counted"
TITLE = text("Definitions compared")
LEAD = text("Participation of the same people and posts, as each product counts it")
NOTHING = text(
    "Nobody is employed on these days as far as we know, so no product could count. Import a directory first."
)
PEOPLE = text("employees")
ROWS = 24
PARTS: dict[str, Text] = {
    "posted": text("posted"),
    "engaged": text("was answered"),
    "unknown": text("logged in or viewed (in no export)"),
}
WHOLES: dict[str, Text] = {
    "employed": text("employed that day"),
    "current": text("employed today"),
    "enrolled": text("with a matched account"),
    "invited": text("invited (in no export)"),
}
HEADERS = (
    text("Product"),
    text("Participation as others count it"),
    text("Employees"),
    text("Counted as"),
    text("Source"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw a bar a product; what a product counts and no export carries is said instead."""
    found = series(frames[METRIC], question, language)[:ROWS]
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), 2.0 + 0.42 * max(len(found), 4))
    axes = sheet.panels()[0]
    known = [one for one in found if one.is_known]
    if not known:
        sheet.summary = language.of(NOTHING)
        sheet.say(axes, sheet.summary)
        return sheet
    sheet.room = 26.0 * len(found) + 40
    lines = Lines(drawing=sheet, question=question, language=language, unit="share", basis=PEOPLE)
    axes.set_xlim(0, max(float(one.values[0]) for one in known) * 1.1)
    for row, one in enumerate(found):
        _row(axes, row, one, lines)
    axes.set_yticks(np.arange(len(found)), [shorten(printable(_name(one)), 30) for one in found])
    axes.tick_params(axis="y", labelcolor=style.foreground, pad=6)
    axes.set_ylim(len(found) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x", color=style.grid, linewidth=0.8)
    axes.xaxis.set_major_formatter(lambda value, _place: language.share(value, 0))
    said = [f"{_name(one)}: {written(float(one.values[0]), 'share', language)}" for one in known]
    sheet.summary = f"{'; '.join(said)}."
    return sheet


def _row(axes: Axes, row: int, one: Series, lines: Lines) -> None:
    style, value = lines.drawing.style, float(one.values[0])
    counted = _counted(one, lines.language)
    if one.is_known:
        axes.barh([row], [value], height=0.6, color=style.series[0], zorder=2)
        words = f"{_name(one)}\n{value_words(lines, one, 0)}\n{counted}"
        lines.drawing.points.append(Point(0, value, float(row), words))
    axes.annotate(
        f"{written(value, 'share', lines.language)}  {counted}",
        xy=(1.0, row),
        xycoords=("axes fraction", "data"),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        color=style.foreground if one.is_known else style.muted,
        fontsize=style.font_size * 0.85,
        annotation_clip=False,
    )


def _name(one: Series) -> str:
    return products()[one.group].name if one.group in products() else one.label


def _counted(one: Series, language: Language) -> str:
    product = products().get(one.group)
    if product is None:
        return ""
    return f"{language.of(PARTS[product.numerator])} / {language.of(WHOLES[product.denominator])}"


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the rate of each product with its base, in words, and where that is published."""
    rows = []
    for one in series(frames[METRIC], question, language):
        value, base = float(one.values[0]), float(one.ns[0])
        source = products()[one.group].source if one.group in products() else one.label
        rows.append(
            (
                Cell(_name(one), _name(one)),
                Cell(value if one.is_known else None, written(value, "share", language)),
                Cell(None if np.isnan(base) else base, written(base, "people", language)),
                Cell(_counted(one, language), _counted(one, language)),
                Cell(source, source),
            )
        )
    return Table(headers=HEADERS, rows=tuple(rows))


CHART = Chart(key="definitions", title=TITLE, metrics=(METRIC,), by=("all",), draw=draw, table=write, whole=True)

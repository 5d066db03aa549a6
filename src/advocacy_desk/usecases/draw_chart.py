"""One chart: from a question to the drawing and the table with the same numbers."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.charts import all_charts
from advocacy_desk.charts._contract import Cell, Chart, Table
from advocacy_desk.charts._drawing import Drawing
from advocacy_desk.charts._export import Picture, Spot, pixels
from advocacy_desk.charts._report import defined
from advocacy_desk.charts._style import chart_style
from advocacy_desk.domain.questions import MANAGER
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Language, text
from advocacy_desk.store import Workspace
from advocacy_desk.usecases.disclose import TooClose, hidden_note, smallest_group
from advocacy_desk.usecases.measure import Measured, measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advocacy_desk.charts._contract import ChartStyle
    from advocacy_desk.domain.questions import Question

__all__ = [
    "Cell",
    "Drawn",
    "Picture",
    "Spot",
    "Table",
    "charts",
    "draw_chart",
    "draw_or_explain",
    "explained_metrics",
    "file_style",
    "paint",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A chart with everything that it was made of."""

    chart: Chart
    question: Question
    measured: tuple[Measured, ...]
    drawing: Drawing
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedMetric:
    """How a figure of a chart is counted, as pairs of heading and words."""

    title: str
    version: str
    pairs: tuple[tuple[str, str], ...]


def charts() -> Iterable[Chart]:
    """Return all charts, participation first."""
    return sorted(all_charts().values(), key=lambda chart: (chart.key != "participation", chart.whole, chart.key))


def chart_named(key: str) -> Chart:
    """Return a chart by its key. Raises Refused where there is none."""
    charts = all_charts()
    if key not in charts:
        raise Refused(text("There is no chart “{key}”. There are: {known}.", key=key, known=", ".join(sorted(charts))))
    return charts[key]


def fitted(chart: Chart, question: Question) -> Question:
    """Return the question as this chart asks it. Raises Refused where it cannot be grouped that way."""
    by = question.by
    if by not in chart.by:
        if by != "all":
            raise Refused(
                text(
                    "The chart “{chart}” can be grouped by {known}, not by {asked}.",
                    chart=chart.title,
                    known=", ".join(chart.by),
                    asked=by,
                )
            )
        by = chart.by[0]
    return dataclasses.replace(question, by=by, whole=chart.whole, step=chart.step or question.step)


def draw_chart(workspace: Workspace, key: str, question: Question, style: ChartStyle, language: Language) -> Drawn:
    """Measure and draw. Raises Refused for an unknown chart or a grouping that it does not know."""
    chart = chart_named(key)
    asked = fitted(chart, question)
    if asked.audience == MANAGER:
        asked = dataclasses.replace(asked, smallest_group=smallest_group(workspace))
    return drawn(chart, asked, measure(workspace, asked, chart.metrics), style, language)


def draw_or_explain(workspace: Workspace, key: str, question: Question, style: ChartStyle, language: Language) -> Drawn:
    """Measure and draw; where a manager may not be told, draw an empty sheet that says why, with an empty table."""
    try:
        return draw_chart(workspace, key, question, style, language)
    except TooClose as refusal:
        chart = chart_named(key)
        sheet = Drawing(style, language.of(chart.title), language.of(text("Not shown to managers")))
        sheet.summary = language.of(refusal.message)
        sheet.say(sheet.panels()[0], sheet.summary)
        table = Table(headers=(), rows=(), notes=(refusal.message,))
        return Drawn(chart=chart, question=question, measured=(), drawing=sheet, table=table)


def drawn(
    chart: Chart, question: Question, measured: tuple[Measured, ...], style: ChartStyle, language: Language
) -> Drawn:
    """Draw what was already measured."""
    frames = {one.metric.key: one.frame for one in measured}
    drawing, table = chart.draw(frames, question, style, language), chart.table(frames, question, language)
    hidden = hidden_note(list(frames.values()))
    if hidden:
        drawing.note_more([language.of(note) for note in hidden])
        table = dataclasses.replace(table, notes=(*table.notes, *hidden))
    return Drawn(chart=chart, question=question, measured=measured, drawing=drawing, table=table)


def paint(one: Drawn, width: int, height: int, ratio: float) -> Picture:
    """Return a drawn chart as pixels for a widget of this size on a screen with ``ratio`` pixels a unit."""
    return pixels(one.drawing, width, height, ratio)


def explained_metrics(one: Drawn, language: Language) -> tuple[ExplainedMetric, ...]:
    """Return how each figure of a chart is counted."""
    return tuple(
        ExplainedMetric(
            title=language.of(measured.metric.title),
            version=language.of(text("version {version}", version=measured.metric.version)),
            pairs=defined(measured.metric.definition, language),
        )
        for measured in one.measured
    )


def file_style() -> ChartStyle:
    """Return the look of charts that leave the program: light."""
    return chart_style("light")

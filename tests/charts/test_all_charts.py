"""Every chart, on every kind of input, in both languages: it draws, says what it shows, and its table agrees."""

from __future__ import annotations

import dataclasses
import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from advocacy_desk.analysis import all_metrics
from advocacy_desk.analysis._contract import RESULT_COLUMNS
from advocacy_desk.charts import all_charts
from advocacy_desk.charts._export import picture, pixels
from advocacy_desk.charts._style import chart_style
from advocacy_desk.domain.period import CalendarStep, Period
from advocacy_desk.domain.questions import Question
from advocacy_desk.i18n import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advocacy_desk.charts._contract import Chart
    from advocacy_desk.charts._drawing import Drawing

CHARTS = all_charts()
ALL_BY = [(key, by) for key, chart in CHARTS.items() for by in chart.by]
HEAT = {"coverage", "calendar", "hours"}
OWN_NAMES = {"hour", "hashtag"}  # groupings whose groups are not called what somebody typed
LONG = "Zentrale Abteilung für R&D $5 – Qualität_und ^Sicherheit {x} 🚀 " * 3
ENGLISH = Language("en")


def asked(chart: Chart, by: str, days: int = 150, step: CalendarStep = CalendarStep.MONTH) -> Question:
    """Return a question that begins and ends in the middle of a step."""
    first = date(2026, 1, 14)
    return Question(period=Period(first, first + timedelta(days=days)), step=step, by=by, whole=chart.whole)


def frames(
    chart: Chart, question: Question, groups: list[str], *, unknown: bool = False, seed: int = 7
) -> Mapping[str, pd.DataFrame]:
    """Return result frames with made-up values for every step and group, about one in six of them unknown."""
    noise = np.random.default_rng(seed)
    if chart.key == "concentration":
        groups = [str(number) for number in (10, 50, 100)[: len(groups)]]
    if question.by == "hour":
        groups = [f"{number % 7 + 1} {number // 7 % 24:02}" for number in range(min(len(groups), 168))]
    rows = [(piece.first, group) for piece in question.steps() for group in groups]
    made = {}
    for key in chart.metrics:
        share = all_metrics()[key].unit == "share"
        values = noise.random(len(rows)) * 0.6 if share else noise.integers(0, 900, len(rows))
        values = np.where(noise.random(len(rows)) < 0.16, np.nan, values.astype("float64"))
        values = np.full(len(rows), np.nan) if unknown else values
        interval = {"low": values * 0.7, "high": np.minimum(values * 1.4, 1.0)} if key == "participation" else {}
        frame = pd.DataFrame(rows, columns=["period", "group"]).astype({"period": "datetime64[s]"})
        figures = {"low": np.nan, "high": np.nan, **interval, "n": noise.integers(5, 60, len(rows)) * 1.0, "known": 0.8}
        made[key] = frame.assign(value=values, **figures)[list(RESULT_COLUMNS)]
    return made


def draw(chart: Chart, question: Question, made: Mapping[str, pd.DataFrame], language: Language = ENGLISH) -> Drawing:
    """Draw and render a chart."""
    drawing = chart.draw(made, question, chart_style("dark"), language)
    pixels(drawing, 800, 400, 1.0)
    return drawing


@pytest.mark.parametrize(("key", "by"), ALL_BY)
def test_a_chart_of_nothing_says_so_in_a_sentence(key: str, by: str) -> None:
    chart = CHARTS[key]
    question = asked(chart, by)
    for made in (frames(chart, question, []), frames(chart, question, ["all"], unknown=True)):
        drawing = draw(chart, question, made)
        assert not drawing.points or key == "posts"
        assert any(len(words.get_text()) > 40 for axes in drawing.axes for words in axes.texts)
        assert drawing.summary


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("key", "by"), ALL_BY)
def test_a_chart_says_its_title_period_and_values_in_the_language(key: str, by: str, language: str) -> None:
    chart, spoken = CHARTS[key], Language(language)
    question = asked(chart, by)
    drawing = draw(chart, question, frames(chart, question, ["one", "two", "three"]), spoken)
    words = [found.get_text() for found in drawing.texts]
    assert spoken.of(chart.title) in words
    first_day = spoken.day(question.period.first).replace(" ", "\u00a0")
    assert any(first_day in line for line in words)
    assert drawing.points
    assert drawing.summary.endswith(".")
    mark = "\u00a0%" if language == "de" else "%"
    if all_metrics()[chart.metrics[0]].unit == "share" and key != "coverage":
        assert any(f"{mark}" in point.words for point in drawing.points)


@pytest.mark.parametrize(("key", "by"), ALL_BY)
def test_the_table_holds_exactly_the_numbers_that_are_drawn(key: str, by: str) -> None:
    chart = CHARTS[key]
    question = asked(chart, by)
    made = frames(chart, question, ["one", "two"] if by != "all" else ["all"])
    drawing = draw(chart, question, made)
    table = chart.table(made, question, ENGLISH)
    drawn_metrics = ("measured_reach", "potential_reach") if key == "reach" else (chart.metrics[0],)
    column = {metric: place for metric in drawn_metrics for place in [_value_column(chart, metric, table.headers)]}
    for metric in drawn_metrics:
        cells = [row[column[metric]].value for row in table.rows]
        shown = [value for value in cells if isinstance(value, float)]
        assert sorted(shown) == pytest.approx(sorted(made[metric]["value"].dropna()))
        for value in made[metric]["value"].dropna():
            written = next(row[column[metric]].words for row in table.rows if row[column[metric]].value == value)
            assert value == 0 or any(written in point.words for point in drawing.points)
    assert all(len(row) == len(table.headers) for row in table.rows)


def _value_column(chart: Chart, metric: str, headers: tuple[object, ...]) -> int:
    title = all_metrics()[metric].title
    return next(place for place, header in enumerate(headers) if header == title)


@pytest.mark.parametrize(("key", "by"), ALL_BY)
def test_lines_and_bars_lie_where_the_table_says(key: str, by: str) -> None:
    chart = CHARTS[key]
    question = asked(chart, by)
    groups = ["one"] if by != "all" else ["all"]
    made = frames(chart, question, groups)
    drawing = draw(chart, question, made)
    metric = "measured_reach" if key == "reach" else chart.metrics[0]
    known = made[metric]["value"].dropna()
    if chart.key in {"hours", "calendar"}:
        drawn = drawing.axes[0].collections[0].get_array()
        assert drawn is not None
        assert np.ma.compressed(drawn) == pytest.approx(_upwards(drawing))
    elif chart.key == "concentration":
        assert [point.y for point in drawing.points] == pytest.approx(list(known))
    elif chart.whole:
        assert sorted(point.x for point in drawing.points) == pytest.approx(sorted(known))
    elif key == "posts":
        bars = drawing.axes[0].collections[0].get_paths()
        tops = [float(np.asarray(bar.vertices)[:, 1].max()) for bar in bars]
        assert [top for top in tops if top] == pytest.approx([value for value in known if value])
    elif key in HEAT:
        colours = drawing.axes[0].collections[0].get_array()
        assert colours is not None
        assert np.ma.compressed(colours) == pytest.approx(known)
    else:
        first = [point.y for point in drawing.points if point.axes == 0]
        assert first == pytest.approx(list(known))


def _upwards(drawing: Drawing) -> list[float]:
    """Return what the cells say for the mouse, in the order of the drawn cells: rows from below, then columns."""
    placed = sorted((point.y, point.x, point.words) for point in drawing.points)
    return [float(words.split("\n")[-2].replace(",", "")) for _y, _x, words in placed]


@pytest.mark.parametrize(("key", "by"), ALL_BY)
def test_unknown_values_are_dashes_and_never_zero(key: str, by: str) -> None:
    chart = CHARTS[key]
    question = asked(chart, by)
    made = frames(chart, question, ["one"] if by != "all" else ["all"])
    table = chart.table(made, question, ENGLISH)
    for row in table.rows:
        for cell in row:
            assert (cell.value is None) == (cell.words == "–")
    assert any(cell.value is None for row in table.rows for cell in row) or chart.whole


@pytest.mark.parametrize("key", list(CHARTS))
def test_a_single_step_and_ten_thousand_rows_can_be_drawn(key: str) -> None:
    chart = CHARTS[key]
    by = chart.by[-1]
    one = asked(chart, by, days=2)
    draw(chart, one, frames(chart, one, ["all"]))
    many = asked(chart, by, days=999, step=CalendarStep.DAY)
    draw(chart, many, frames(chart, many, [f"Group {number}" for number in range(10 if not chart.whole else 10_000)]))


@pytest.mark.parametrize(("key", "by"), ALL_BY)
def test_long_and_odd_names_are_shortened_in_the_drawing_and_whole_in_the_table(key: str, by: str) -> None:
    chart = CHARTS[key]
    question = asked(chart, by)
    made = frames(chart, question, [f"{number} {LONG}" for number in range(9)])
    drawing = draw(chart, question, made)
    shown = [words.get_text() for axes in drawing.axes for words in (*axes.texts, axes.title, *axes.get_yticklabels())]
    assert all(len(words) < 80 for words in shown)
    if by not in {"all", *OWN_NAMES}:
        table = chart.table(made, question, ENGLISH)
        assert any(cell.words == f"3 {LONG}" for row in table.rows for cell in row)


@pytest.mark.parametrize(("key", "by"), ALL_BY)
def test_steps_that_the_period_cuts_short_are_told(key: str, by: str) -> None:
    chart = CHARTS[key]
    question = asked(chart, by)
    table = chart.table(frames(chart, question, ["one"]), question, ENGLISH)
    told = any("cut short" in ENGLISH.of(note) for note in table.notes)
    assert told is not chart.whole


@pytest.mark.parametrize("key", list(CHARTS))
def test_a_chart_gets_the_height_that_it_needs_to_be_read(key: str) -> None:
    chart = CHARTS[key]
    question = asked(chart, chart.by[-1])
    drawing = chart.draw(frames(chart, question, [f"Team {n}" for n in range(12)]), question, chart_style(), ENGLISH)
    painted = pixels(drawing, 640, 120, 1.5)
    assert painted.width == 960
    assert painted.height > 180
    assert len(painted.rgba) == 4 * painted.width * painted.height
    for spot in painted.spots:
        assert 0 <= spot.x <= 640
        assert 0 <= spot.y <= painted.height / 1.5


@pytest.mark.parametrize("key", list(CHARTS))
def test_the_same_numbers_give_the_same_file(key: str) -> None:
    chart = CHARTS[key]
    question = asked(chart, chart.by[0])
    made = frames(chart, question, ["one", "two"])
    for suffix in (".png", ".svg", ".pdf"):
        first, second = (picture(chart.draw(made, question, chart_style(), ENGLISH), suffix) for _ in range(2))
        assert first == second, suffix


@pytest.mark.parametrize("key", list(CHARTS))
def test_axes_of_counts_and_shares_begin_at_zero(key: str) -> None:
    chart = CHARTS[key]
    question = asked(chart, chart.by[0])
    drawing = draw(chart, question, frames(chart, question, ["one"]))
    for axes in drawing.axes:
        bottom = axes.get_xlim()[0] if chart.whole and key not in HEAT else axes.get_ylim()[0]
        assert math.isclose(bottom, 0.0)


@pytest.mark.parametrize(("width", "ratio"), [(320, 1.0), (333, 1.25), (641, 1.5), (1007, 2.0)])
def test_a_picture_has_the_size_that_was_asked_for_however_narrow(width: int, ratio: float) -> None:
    chart = CHARTS["reach"]
    question = asked(chart, "team")
    large = dataclasses.replace(chart_style(), font_size=15.0)
    made = frames(chart, question, [f"{LONG} {number}" for number in range(6)])
    painted = pixels(chart.draw(made, question, large, ENGLISH), width, 200, ratio)
    assert painted.width == int(width * ratio)
    assert painted.height >= int(200 * ratio)
    assert len(painted.rgba) == 4 * painted.width * painted.height


def test_every_chart_draws_metrics_that_exist() -> None:
    for key, chart in CHARTS.items():
        assert set(chart.metrics) <= set(all_metrics()), key
        assert all(by in all_metrics()[chart.metrics[0]].groups for by in chart.by), key

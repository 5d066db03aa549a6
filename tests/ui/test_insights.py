"""The insights page: what it asks, what it shows, and how values are reached by mouse, keys and clipboard."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel

from advocacy_desk.charts._contract import Cell, Table
from advocacy_desk.domain.changes import Changes
from advocacy_desk.domain.period import CalendarStep, Period
from advocacy_desk.i18n import literal
from advocacy_desk.ui.models.chart_table import ChartTable
from advocacy_desk.ui.pages._insights_question import full_quarter, months_before
from advocacy_desk.ui.pages.insights import InsightsPage
from tests.builders import a_post, a_table, imported

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.desk import Desk


@pytest.fixture
def page(desk: Desk, workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> Iterator[InsightsPage]:
    """The page on a workspace with posts of a year on two networks."""
    records = [
        a_post(number, created_at=f"2026-{number % 12 + 1:02}-15T09:30:00Z", network=("linkedin", "x")[number % 2])
        for number in range(48)
    ]
    imported(workspace, a_table(tmp_path / "posts.csv", *records))
    desk.use_workspace(workspace)
    made = InsightsPage(desk)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def choose(page: InsightsPage, key: str) -> None:
    """Open a chart as the person does, by its tab."""
    page.choice.setCurrentIndex([chart.key for chart in page._charts].index(key))


def words(page: InsightsPage) -> str:
    return "\n".join(label.text() for label in page._counted.findChildren(QLabel))


# --- asking


def test_it_opens_with_the_last_twelve_months_by_month(page: InsightsPage) -> None:
    asked = page.question()
    assert asked.period == Period(date(2025, 12, 16), date(2026, 12, 15))
    assert (asked.step, asked.by) == (CalendarStep.MONTH, "all")


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        ("months-3", date(2026, 9, 16), date(2026, 12, 15)),
        ("quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("all", date(2026, 1, 15), date(2026, 12, 15)),
    ],
)
def test_periods_end_with_the_newest_post(page: InsightsPage, preset: str, first: date, last: date) -> None:
    page.bar.period.choose(preset)
    assert page.question().period == Period(first, last)


def test_a_choice_that_is_taken_back_becomes_the_usual_one(page: InsightsPage) -> None:
    page.bar.step.choose(CalendarStep.WEEK)
    page.bar.step.choose()
    assert page.bar.step.value() == CalendarStep.MONTH


def test_own_days_are_asked_for_in_fields_that_appear(page: InsightsPage) -> None:
    assert not page.bar.first.isVisible()
    page.bar.period.choose("custom")
    page.bar._on_period()
    assert page.bar.first.isVisible()
    page.bar.first.setDate(QDate(2026, 6, 30))
    page.bar.last.setDate(QDate(2026, 6, 1))
    assert page.question().period == Period(date(2026, 6, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("last", "months", "first"),
    [
        (date(2026, 10, 31), 12, date(2025, 11, 1)),
        (date(2026, 3, 30), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 3, date(2025, 10, 16)),
    ],
)
def test_months_are_counted_back_on_the_calendar(last: date, months: int, first: date) -> None:
    assert months_before(last, months) == first


def test_a_quarter_that_is_over_today_counts_as_full() -> None:
    assert full_quarter(date(2026, 3, 31)) == Period(date(2026, 1, 1), date(2026, 3, 31))
    assert full_quarter(date(2026, 3, 30)) == Period(date(2025, 10, 1), date(2025, 12, 31))


def test_a_chart_offers_only_the_groupings_that_it_knows(page: InsightsPage) -> None:
    choose(page, "teams")
    assert page.question().by == "team"
    assert not page.bar.step.isVisible()
    choose(page, "posts")
    assert page.bar.step.isVisible()


# --- showing


def test_a_chart_comes_with_its_table_definitions_and_accessible_words(page: InsightsPage) -> None:
    choose(page, "posts")
    assert page.view.canvas.accessibleName() == "Posts"
    assert page.view.canvas.accessibleDescription().startswith("Posts: lowest")
    assert page.model.rowCount() == 13
    assert "Posts (version 1)" in words(page)
    assert "Every imported post" in words(page)


def test_navigating_to_a_chart_opens_it(page: InsightsPage) -> None:
    page.open_at(chart="reach")
    assert page.view.canvas.accessibleName() == "Reach"
    page.open_at(chart="nothing")
    assert page.view.canvas.accessibleName() == "Reach"


def test_new_posts_are_drawn_at_once(page: InsightsPage, workspace: Workspace, desk: Desk, tmp_path: Path) -> None:
    choose(page, "posts")
    before = page.view.canvas.accessibleDescription()
    imported(workspace, a_table(tmp_path / "more.csv", *[a_post(n, post_id=f"m{n}") for n in range(30)]))
    desk.changed.emit(Changes.POSTS)
    assert page.view.canvas.accessibleDescription() != before


def test_language_and_theme_change_the_drawing_at_run_time(page: InsightsPage, desk: Desk) -> None:
    choose(page, "posts")
    light = page.view.canvas._image.pixelColor(2, 2).lightness()
    desk.update_settings(language="de", theme="dark")
    assert page.view.canvas.accessibleName() == "Beiträge"
    assert page.choice.itemText(0) == "Beteiligung"
    assert "So wurde gezählt" in words(page)
    assert page.view.canvas._image.pixelColor(2, 2).lightness() < light / 2


def test_an_empty_workspace_says_what_to_do_next(desk: Desk, workspace: Workspace, qtbot: QtBot) -> None:
    desk.use_workspace(workspace)
    page = InsightsPage(desk)
    qtbot.addWidget(page)
    page.show()
    assert "No posts yet" in [label.text() for label in page.findChildren(QLabel)]


def test_a_resized_chart_is_painted_anew_in_its_size(page: InsightsPage, qtbot: QtBot) -> None:
    choose(page, "posts")
    with qtbot.waitSignal(page.view.resized):
        page.resize(1200, 900)
    size = page.view.viewport().size()
    image = page.view.canvas._image
    assert (image.width(), image.height()) == (size.width(), size.height())


def test_a_chart_that_needs_more_height_scrolls(page: InsightsPage) -> None:
    page.resize(700, 420)
    choose(page, "reach")
    assert page.view.canvas.minimumHeight() > page.view.viewport().height()


# --- values under mouse and keys


def _move(page: InsightsPage, where: QPointF) -> None:
    canvas = page.view.canvas
    on_screen = QPointF(canvas.mapToGlobal(where.toPoint()))
    nothing = Qt.MouseButton.NoButton
    kind = QEvent.Type.MouseMove
    canvas.mouseMoveEvent(QMouseEvent(kind, where, on_screen, nothing, nothing, Qt.KeyboardModifier.NoModifier))


def test_the_mouse_finds_the_nearest_value_and_nothing_far_from_all(page: InsightsPage) -> None:
    choose(page, "posts")
    canvas = page.view.canvas
    _move(page, canvas._place(3) + QPointF(3, 2))
    assert canvas._current == 3
    assert "n = " in canvas.spots[3].words
    _move(page, QPointF(1, 1))
    assert canvas._current == -1


def test_arrow_keys_step_through_the_values(page: InsightsPage) -> None:
    choose(page, "posts")
    canvas = page.view.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas._current == 0
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas._current == len(canvas.spots) - 1
    assert not canvas.grab().isNull()
    canvas._say(-1, QPoint())


# --- taking it along


def _table() -> Table:
    rows = tuple(
        (Cell(name, name), Cell(value, str(value or "–"))) for name, value in (("b", 2.0), ("a", None), ("C", 1.0))
    )
    return Table(headers=(literal("Team"), literal("Posts")), rows=rows)


def test_the_table_sorts_by_value_with_the_unknown_last(desk: Desk) -> None:
    model = ChartTable(desk)
    QAbstractItemModelTester(model)
    model.show_table(_table())
    for order, expected in (
        (Qt.SortOrder.AscendingOrder, ["C", "b", "a"]),
        (Qt.SortOrder.DescendingOrder, ["b", "C", "a"]),
    ):
        model.sort(1, order)
        assert [model.index(row, 0).data() for row in range(3)] == expected
    model.sort(0)
    assert [model.index(row, 0).data() for row in range(3)] == ["a", "b", "C"]


def test_rows_are_copied_with_their_headers(page: InsightsPage) -> None:
    choose(page, "posts")
    page.table.selectRow(1)
    page.copy()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 2
    assert copied[0].startswith("Period\tPosts")
    page.table.clearSelection()
    page.copy()
    assert len(QGuiApplication.clipboard().text().splitlines()) == page.model.rowCount() + 1


def test_saving_writes_the_chart_with_its_numbers_and_says_so(
    page: InsightsPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    choose(page, "posts")
    with qtbot.waitSignal(desk.announced) as told:
        page.save_as(tmp_path / "posts.svg")
    assert told.args is not None
    assert "posts.svg" in desk.of(told.args[0].message)
    record = json.loads((tmp_path / "posts.json").read_text(encoding="utf-8"))
    assert record["question"]["from"] == "2025-12-16"


def test_as_a_manager_sees_it_hides_what_rests_on_few(page: InsightsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    page.bar.manager.setChecked(True)
    qtbot.waitUntil(lambda: "not shown" in words(page))
    assert {page.model.index(row, 1).data() for row in range(page.model.rowCount())} == {"–"}

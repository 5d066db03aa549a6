"""Lists over ids: every row in its place whatever the size, pages fetched as they are seen, "all" as a state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from advocacy_desk.i18n import text
from advocacy_desk.ui.models.ids import PAGE_ROWS, PAGES_KEPT, Column, IdsModel
from advocacy_desk.ui.widgets.id_table import IdTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids

MILLION = 1_000_000


@dataclass(frozen=True)
class Row:
    id: int


COLUMNS: tuple[Column[Row], ...] = (
    Column(key="id", title=text("Post"), cell=lambda row, _desk: f"#{row.id}", order="id"),
    Column(key="text", title=text("Text"), cell=lambda row, _desk: f"words {row.id}", stretch=True),
    Column(
        key="count",
        title=text("Reactions"),
        cell=lambda row, desk: desk.cells.number(row.id),
        hint=lambda _row, _desk: "hint",
        colour=lambda row: "warn" if row.id % 2 else None,
        figures=True,
        order="count",
        optional=True,
    ),
)


class Fetch:
    """Counts how often the rows are asked for."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, ids: Ids) -> Sequence[Row]:
        self.calls += 1
        return [Row(int(one)) for one in ids]


@pytest.fixture
def fetch() -> Fetch:
    return Fetch()


@pytest.fixture
def model(desk: Desk, fetch: Fetch) -> IdsModel[Row]:
    return IdsModel(desk, COLUMNS, fetch, lambda row: row.id)


@pytest.fixture
def table(desk: Desk, model: IdsModel[Row], qtbot: QtBot) -> IdTable:
    made = IdTable(desk, model, "test", text("Posts"))
    qtbot.addWidget(made)
    made.resize(800, 600)
    return made


def _ids(count: int) -> Ids:
    return np.arange(count, 0, -1, dtype=np.int64)


@pytest.mark.parametrize("count", [0, 1, PAGE_ROWS, PAGE_ROWS + 1, 1_000])
def test_qt_finds_nothing_wrong_with_the_model(model: IdsModel[Row], count: int) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_ids(_ids(count))
    assert model.rowCount() == count
    model.set_ids(None)
    assert model.rowCount() == 0


def test_the_end_of_a_million_costs_one_page(model: IdsModel[Row], fetch: Fetch) -> None:
    model.set_ids(_ids(MILLION))
    assert model.data(model.index(MILLION - 1, 0)) == "#1"
    assert fetch.calls == 1
    assert (model.id_at(0), model.row_of(1), model.row_of(MILLION + 1)) == (MILLION, MILLION - 1, None)


def test_only_some_pages_are_kept(model: IdsModel[Row], fetch: Fetch) -> None:
    model.set_ids(_ids(MILLION))
    for page in range(PAGES_KEPT + 1):
        model.data(model.index(page * PAGE_ROWS, 0))
    assert len(model._pages) == PAGES_KEPT
    before = fetch.calls
    model.data(model.index(0, 0))
    assert fetch.calls == before + 1


def test_a_row_that_disappeared_meanwhile_shows_nothing(desk: Desk) -> None:
    model: IdsModel[Row] = IdsModel(desk, COLUMNS, lambda _ids: [], lambda row: row.id)
    model.set_ids(_ids(3))
    index = model.index(2, 2)
    assert (model.data(index), model.row(2)) == ("", None)
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) is None


def test_cells_say_what_the_columns_say(model: IdsModel[Row], desk: Desk) -> None:
    model.set_ids(np.array([12_345], dtype=np.int64))
    index = model.index(0, 2)
    assert index.data() == "12,345"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "hint"
    assert index.data(Qt.ItemDataRole.ForegroundRole).name().upper() == desk.theme.warn
    assert Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight
    desk.update_settings(language="de")
    assert index.data() == "12.345"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "Reaktionen"


def test_ctrl_a_chooses_a_million_rows_without_selecting_a_cell(table: IdTable, qtbot: QtBot) -> None:
    model: IdsModel[Row] = table.ids_model
    model.set_ids(_ids(MILLION))
    table.show()
    with qtbot.waitSignal(table.chosen_changed):
        QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert table.chosen_count() == MILLION
    assert len(table.chosen_ids()) == MILLION
    assert not table.selectionModel().hasSelection() or table.selectionModel().selection().size() <= 1
    assert model.data(model.index(0, 0), Qt.ItemDataRole.BackgroundRole) is not None
    table.selectRow(3)
    assert table.chosen_ids().tolist() == [MILLION - 3]


def test_chosen_rows_come_back_as_ids(table: IdTable) -> None:
    table.ids_model.set_ids(_ids(10))
    assert table.chosen_ids().tolist() == []
    table.selectRow(2)
    table.setSelectionMode(IdTable.SelectionMode.MultiSelection)
    table.selectRow(7)
    assert table.chosen_ids().tolist() == [8, 3]
    assert table.chosen_count() == 2


def test_the_cursor_goes_to_an_id_and_stays_within_the_list(table: IdTable, qtbot: QtBot) -> None:
    table.ids_model.set_ids(_ids(10))
    with qtbot.waitSignal(table.current_changed) as moved:
        assert table.go_to(4)
    assert moved.args == [4]
    assert not table.go_to(99)
    assert table.go_to_row(99)
    assert table.current_id() == 1


def test_enter_opens_the_row_under_the_cursor(table: IdTable, qtbot: QtBot) -> None:
    table.ids_model.set_ids(_ids(10))
    table.go_to(4)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [4]


def test_a_header_asks_for_its_order_and_remembers_its_width(table: IdTable, desk: Desk, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    with qtbot.waitSignal(table.sort_asked) as asked:
        header.sectionClicked.emit(2)
    assert asked.args[0] == "count"
    header.resizeSection(0, 123)
    again = IdTable(desk, IdsModel(desk, COLUMNS, lambda _ids: [], lambda row: row.id), "test", text("Posts"))
    qtbot.addWidget(again)
    assert again.horizontalHeader().sectionSize(0) == 123


def test_a_click_on_a_figure_sorts_the_largest_first_and_one_on_words_sorts_nothing(
    table: IdTable, qtbot: QtBot
) -> None:
    table.show()
    table.resize(1_200, 300)
    table.show_order("id", descending=False)
    header = table.horizontalHeader()
    asked: list[tuple[object, bool]] = []
    table.sort_asked.connect(lambda order, descending: asked.append((order, descending)))
    for column in (2, 2, 1):
        place = QPoint(header.sectionViewportPosition(column) + 20, 8)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("count", True), ("count", False)]
    assert header.sortIndicatorSection() == 2


def test_optional_columns_give_way_where_it_is_narrow(table: IdTable) -> None:
    table.show()
    table.resize(1_200, 300)
    assert not table.isColumnHidden(2)
    table.resize(260, 300)
    assert table.isColumnHidden(2)
    assert not table.isColumnHidden(1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # every example replaces all ids
@given(ids=st.lists(st.integers(1, 10_000), unique=True, max_size=400), row=st.integers(0, 500))
def test_row_and_id_lead_to_each_other(model: IdsModel[Row], ids: list[int], row: int) -> None:
    model.set_ids(np.array(ids, dtype=np.int64))
    identity = model.id_at(row)
    assert (identity is None) == (row >= len(ids))
    if identity is not None:
        assert model.row_of(identity) == row

"""A small table of values that are already in memory: the first records of a file, the problems of an import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from advocacy_desk.i18n import Text
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.style.theme import GRID

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

WIDEST = 36  # characters of a column


class ValueTable(QTableWidget):
    """Shows rows of values under headers; numbers at the right, unknown as a dash."""

    def __init__(self, desk: Desk, name: Text) -> None:
        super().__init__()
        self._desk = desk
        desk.say(self, name, "setAccessibleName")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + GRID + GRID // 2)
        self.horizontalHeader().setHighlightSections(False)

    def show_rows(self, headers: Sequence[Text], rows: Sequence[Sequence[object]], stretch: int | None = None) -> None:
        """Show these rows; ``stretch`` is the column that takes what is left."""
        self.clear()
        self.setColumnCount(len(headers))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([self._desk.of(words) for words in headers])
        figures = [
            bool(rows) and all(isinstance(row[column], int | None) for row in rows) for column in range(len(headers))
        ]
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                self.setItem(place, column, self._item(value, right=figures[column]))
        widest = WIDEST * self.fontMetrics().averageCharWidth()
        self.resizeColumnsToContents()
        for column in range(len(headers)):
            header = self.horizontalHeaderItem(column)
            if header is not None:
                side = Qt.AlignmentFlag.AlignRight if figures[column] else Qt.AlignmentFlag.AlignLeft
                header.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setColumnWidth(column, min(self.columnWidth(column) + GRID, widest))
        for column in range(len(headers)):
            mode = QHeaderView.ResizeMode.Stretch if column == stretch else QHeaderView.ResizeMode.Interactive
            self.horizontalHeader().setSectionResizeMode(column, mode)

    def _item(self, value: object, *, right: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(self._written(value))
        item.setToolTip(item.text() if len(item.text()) > WIDEST else "")
        if right:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _written(self, value: object) -> str:
        cells = self._desk.cells
        if value is None or value == "":
            return DASH
        if isinstance(value, int):
            return cells.number(value)
        if isinstance(value, datetime):
            return cells.moment(value)
        if isinstance(value, date):
            return cells.day(value)
        return self._desk.of(value) if isinstance(value, Text) else str(value)

"""The table under a chart: sorted by value, unknown last, copied with its headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.draw_chart import Cell, Table

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ChartTable(QAbstractTableModel):
    """A table of at most some thousand rows, already written in the language of the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._headers: list[str] = []
        self._rows: list[tuple[Cell, ...]] = []

    def show_table(self, table: Table) -> None:
        """Show another table, in its own order."""
        self.beginResetModel()
        self._headers = [self._desk.of(header) for header in table.headers]
        self._rows = list(table.rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        """Return a cell's words; numbers to the right."""
        if not index.isValid():
            return None
        cell = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._is_number(index.column()) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        """Return a heading, on the side of its column."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._headers):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._is_number(section) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _is_number(self, column: int) -> bool:
        return any(isinstance(row[column].value, float) for row in self._rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the values of a column; what is unknown stays last."""
        if not 0 <= column < len(self._headers):
            return
        self.layoutAboutToBeChanged.emit()
        known = [row for row in self._rows if row[column].value is not None]
        unknown = [row for row in self._rows if row[column].value is None]
        known.sort(key=lambda row: _sortable(row[column]), reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = [*known, *unknown]
        self.layoutChanged.emit()

    def copied(self, rows: Iterable[int]) -> str:
        """Return rows with their headers, separated by tabs, as a spreadsheet takes them."""
        lines = [self._headers, *[[cell.words for cell in self._rows[row]] for row in rows]]
        return "\n".join("\t".join(line) for line in lines)


def _sortable(cell: Cell) -> Any:  # noqa: ANN401 - numbers, days or words: one kind in a column
    return cell.value.casefold() if isinstance(cell.value, str) else cell.value

"""The table view over an ``IdsModel``: fixed rows, header sorting, "all matching" as a state, remembered columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from advocacy_desk.ui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from advocacy_desk.i18n import Text
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids, IdsModel


LEAST_STRETCH = 26  # characters that the stretching column keeps


class IdTable(QTableView):
    """A table of ids.

    Signals: ``current_changed(id or None)`` as the cursor moves, ``opened(id)`` on Enter or double click,
    ``sort_asked(order, descending)`` with the column's ``order``, ``chosen_changed()`` when the selection changes.

    ``key`` names the table for remembered widths; ``name`` is what a screen reader says.
    """

    current_changed = Signal(object)
    opened = Signal(object)
    sort_asked = Signal(object, bool)
    chosen_changed = Signal()

    def __init__(self, desk: Desk, model: IdsModel[Any], key: str, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.key = key
        self.ids_model = model
        self._order: tuple[object, bool] = (None, False)
        model.setParent(self)
        self.setModel(model)
        desk.say(self, name, "setAccessibleName")
        self._set_up_view()
        self._set_up_header()
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.activated.connect(self._on_activated)

    def _set_up_view(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        # Otherwise a full selection makes the header ask for the flags of every cell: 8 s in a million rows.
        header.setSelectionModel(QItemSelectionModel(self.model(), header))
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorClearable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(40)
        self._size_columns()
        kept = self.desk.recall(f"columns/{self.key}")
        if kept is not None:
            header.restoreState(QByteArray.fromBase64(kept.encode()))
        header.setSortIndicatorShown(any(column.order is not None for column in self.ids_model.columns))
        header.setSectionsMovable(False)
        self._fit_headings()
        self.desk.language_changed.connect(self._fit_headings)
        header.sectionResized.connect(self._keep_columns)
        header.sectionClicked.connect(self._on_header)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        one = self.fontMetrics().horizontalAdvance("0")
        self._wanted: dict[int, int] = {}
        for number, column in enumerate(self.ids_model.columns):
            if column.stretch:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self._wanted[number] = column.width * one + 3 * GRID
                header.resizeSection(number, self._wanted[number])
        self._fit_headings()

    def _fit_headings(self) -> None:
        """Widen columns whose heading needs more, as it does in another language."""
        header = self.horizontalHeader()
        for number in self._wanted:
            least = header.sectionSizeHint(number)
            if header.sectionSize(number) < least:
                self._wanted[number] = least
                header.resizeSection(number, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide optional columns, the last first, until the stretching one is wide enough to read."""
        super().resizeEvent(event)
        columns = self.ids_model.columns
        header = self.horizontalHeader()
        free = self.viewport().width() - LEAST_STRETCH * self.fontMetrics().averageCharWidth()
        for number, column in enumerate(columns):
            if not column.optional and not column.stretch:
                free -= header.sectionSize(number)
        for number, column in enumerate(columns):
            if column.optional:
                free -= self._wanted.get(number, 0)
                self.setColumnHidden(number, free < 0)

    def changeEvent(self, event: Any) -> None:  # noqa: ANN401 - QEvent; the stubs type it per class
        """Fit rows and columns to a new text size."""
        super().changeEvent(event)
        if event.type() == event.Type.FontChange and hasattr(self, "ids_model"):
            self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID)
            self._size_columns()

    # --- the cursor and what is chosen

    def current_id(self) -> int | None:
        """Return the id under the cursor."""
        return self.ids_model.id_at(self.currentIndex().row())

    def go_to(self, identity: int) -> bool:
        """Move the cursor to an id; False where it is not in the list."""
        row = self.ids_model.row_of(identity)
        return row is not None and self.go_to_row(row)

    def go_to_row(self, row: int) -> bool:
        """Move the cursor to a row, clipped to the list; False where the list is empty."""
        count = self.ids_model.rowCount()
        if not count:
            return False
        self.selectRow(max(0, min(row, count - 1)))
        return True

    def chosen_ids(self) -> Ids:
        """Return the ids that are chosen: everything after Ctrl+A, else the selected rows (3 ms for a million)."""
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        ids = self.ids_model.ids()
        if ids is None:
            return np.empty(0, dtype=np.int64)
        if self.ids_model.all_chosen:
            return ids
        ranges = self._ranges()
        if not ranges:
            return np.empty(0, dtype=np.int64)
        rows = np.unique(np.concatenate([np.arange(first, last) for first, last in ranges]))
        chosen: Ids = ids[rows]
        return chosen

    def chosen_count(self) -> int:
        """Return how many rows are chosen."""
        if self.ids_model.all_chosen:
            return self.ids_model.rowCount()
        return sum(last - first for first, last in self._ranges())

    def _ranges(self) -> list[tuple[int, int]]:
        """Return the selected rows as half-open ranges; asking Qt for the rows one by one takes 11 s in a million."""
        selection = self.selectionModel().selection()
        parts = [selection.at(number) for number in range(selection.size())]
        return sorted((part.top(), part.bottom() + 1) for part in parts)

    def selectAll(self) -> None:
        """Choose everything that matches (Ctrl+A), without selecting a million cells."""
        if self.ids_model.rowCount():
            self.ids_model.all_chosen = True
            self.chosen_changed.emit()

    # --- signals of Qt turned into ours

    def _on_current(self) -> None:
        self.current_changed.emit(self.current_id())

    def _on_selection(self) -> None:
        self.ids_model.all_chosen = False
        self.chosen_changed.emit()

    def _on_activated(self) -> None:
        if self.current_id() is not None:
            self.opened.emit(self.current_id())

    def _on_header(self, section: int) -> None:
        order = self.ids_model.columns[section].order
        header = self.horizontalHeader()
        if order is not None:
            self._order = order, header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            self.sort_asked.emit(*self._order)
        else:
            self.show_order(self._order[0], descending=self._order[1])

    def show_order(self, order: object, *, descending: bool) -> None:
        """Show in the header by what the rows are sorted."""
        self._order = order, descending
        for number, column in enumerate(self.ids_model.columns):
            if column.order == order:
                way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                self.horizontalHeader().setSortIndicator(number, way)

    def _keep_columns(self) -> None:
        state = self.horizontalHeader().saveState().toBase64().data()
        self.desk.remember(f"columns/{self.key}", bytes(state).decode())

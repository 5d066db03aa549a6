"""A table over all row ids and a small store of pages: a million rows open at once, and the end is as near as the top.

The database sorts and filters; the model holds the ids in that order (8 MB for a million) and fetches pages of 128
rows as the view asks for them. Cells are written once per page, because a frame asks for some 1 600 values.
There is no proxy model (sorting 200 000 rows through one takes 143 s) and "everything is selected" is a state here,
not a million selected cells (8 s). Rules and figures: docs/decisions/0501-lists-over-ids.md.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from advocacy_desk.i18n import Text

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from advocacy_desk.ui.desk import Desk

    Ids = npt.NDArray[np.int64]

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

PAGE_ROWS = 128
PAGES_KEPT = 64

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
FIRST_ORDER = int(Qt.ItemDataRole.InitialSortOrderRole)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column: how a cell is written, and by what it sorts.

    ``cell`` writes a row's value. ``order`` is whatever the page's query calls this order, None: does not sort.
    ``colour`` names a token of the theme for the cell's words. ``figures`` aligns right. ``width`` in characters;
    the column with ``stretch`` takes what is left. ``optional`` ones are hidden, the last first, where a narrow
    window would leave the stretching one too little.
    """

    key: str
    title: Text
    cell: Callable[[Row, Desk], str]
    order: object | None = None
    hint: Callable[[Row, Desk], str] | None = None
    colour: Callable[[Row], str | None] | None = None
    help: Text | None = None
    figures: bool = False
    width: int = 12
    stretch: bool = False
    optional: bool = False


@dataclass(slots=True)
class _Page(Generic[Row]):
    rows: tuple[Row, ...]
    cells: list[tuple[str, ...]] = field(default_factory=list)


class IdsModel(QAbstractTableModel, Generic[Row]):
    """Rows by id. ``fetch(ids)`` returns the rows for some ids, in their order; a row that is gone is left out.

    ``id_of(row)`` tells a row's id.
    """

    def __init__(
        self,
        desk: Desk,
        columns: Sequence[Column[Row]],
        fetch: Callable[[Ids], Sequence[Row]],
        id_of: Callable[[Row], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.columns = tuple(columns)
        self._fetch = fetch
        self._id_of = id_of
        self._ids: Ids | None = None
        self._count = 0
        self._pages: OrderedDict[int, _Page[Row]] = OrderedDict()
        self._all_chosen = False
        self._chosen_brush = QBrush(QColor(desk.theme.accent_soft))
        desk.theme_changed.connect(self._on_theme)
        desk.language_changed.connect(self._on_language)

    # --- what it holds

    def set_ids(self, ids: Ids | None) -> None:
        """Show these rows, in this order; None: nothing."""
        self.beginResetModel()
        self._ids = ids
        self._count = 0 if ids is None else len(ids)
        self._pages.clear()
        self._all_chosen = False
        self.endResetModel()

    def forget_rows(self) -> None:
        """Fetch the rows again when they are next painted: their values changed, their order did not."""
        self._pages.clear()
        self._tell_all()

    def ids(self) -> Ids | None:
        """Return all ids in their order."""
        return self._ids

    def id_at(self, row: int) -> int | None:
        """Return the id in a row."""
        return int(self._ids[row]) if self._ids is not None and 0 <= row < self._count else None

    def row_of(self, identity: int) -> int | None:
        """Return the row of an id; None where it is not in the list (2 ms in a million)."""
        if self._ids is None:
            return None
        found = (self._ids == identity).nonzero()[0]
        return int(found[0]) if len(found) else None

    def row(self, number: int) -> Row | None:
        """Return what is in a row; None where it disappeared meanwhile."""
        page = self._page(number)
        place = number % PAGE_ROWS
        return page.rows[place] if place < len(page.rows) else None

    @property
    def all_chosen(self) -> bool:
        """Whether everything that matches is chosen (Ctrl+A)."""
        return self._all_chosen

    @all_chosen.setter
    def all_chosen(self, chosen: bool) -> None:
        if chosen != self._all_chosen:
            self._all_chosen = chosen
            self._tell_all()

    # --- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of rows."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's own signature
        """Return one value; plain integers are compared first since this is the hottest function of the window."""
        if role == DISPLAY:
            row = index.row()
            cells = self._page(row).cells
            place = row % PAGE_ROWS
            return cells[place][index.column()] if place < len(cells) else ""
        if role == ALIGNMENT:
            return RIGHT if self.columns[index.column()].figures else LEFT
        if role == BACKGROUND:
            return self._chosen_brush if self._all_chosen else None
        if role == FOREGROUND:
            return self._colour(index)
        if role == TOOLTIP:
            return self._hint(index)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401 - as above
        """Return a column's title, its alignment, or what it means."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == DISPLAY:
            return self.desk.of(column.title)
        if role == ALIGNMENT:
            return RIGHT if column.figures else LEFT
        if role == FIRST_ORDER and column.figures:
            return Qt.SortOrder.DescendingOrder  # the largest first is what one looks for
        if role == TOOLTIP and column.help is not None:
            return self.desk.of(column.help)
        return None

    # --- pages

    def _page(self, row: int) -> _Page[Row]:
        number = row // PAGE_ROWS
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._load(number)
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page

    def _load(self, number: int) -> _Page[Row]:
        if self._ids is None:
            return _Page(())
        rows = tuple(self._fetch(self._ids[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]))
        cells = [tuple(column.cell(row, self.desk) for column in self.columns) for row in rows]
        return _Page(rows, cells)

    def _colour(self, index: Index) -> QColor | None:
        colour = self.columns[index.column()].colour
        row = self.row(index.row()) if colour is not None else None
        token = colour(row) if colour is not None and row is not None else None
        return QColor(getattr(self.desk.theme, token)) if token else None

    def _hint(self, index: Index) -> str | None:
        hint = self.columns[index.column()].hint
        row = self.row(index.row())
        return hint(row, self.desk) if hint is not None and row is not None else None

    def _tell_all(self) -> None:
        if self._count:
            last = self.index(self._count - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _on_theme(self) -> None:
        self._chosen_brush = QBrush(QColor(self.desk.theme.accent_soft))
        self._tell_all()

    def _on_language(self) -> None:
        self._pages.clear()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._tell_all()

"""A layout that puts its items in a row and goes on in the next row where they no longer fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from advocacy_desk.ui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Iterator


class Flow(QLayout):
    """Rows of items, each as wide as it wants to be; ``greedy`` names the widget that takes what its row leaves."""

    def __init__(self, spacing: int = GRID, greedy: QWidget | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._greedy = greedy
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget at a place among the others."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())

    # --- what Qt asks of a layout

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        """Return an item, None behind the last."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Need more rows where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the rows at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, place: QRect) -> None:
        """Move the items to their places."""
        super().setGeometry(place)
        self._arrange(place, move=True)

    def sizeHint(self) -> QSize:
        """Return the size in one row."""
        sizes = [self._size(item) for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    # --- rows

    def _shown(self) -> Iterator[QLayoutItem]:
        return (item for item in self._items if not item.isEmpty())

    def _size(self, item: QLayoutItem) -> QSize:
        return item.sizeHint().expandedTo(item.minimumSize())

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            wanted = self._size(item).width()
            if rows[-1] and used + wanted > width:
                rows.append([])
                used = 0
            rows[-1].append(item)
            used += wanted + self.spacing()
        return rows

    def _arrange(self, place: QRect, *, move: bool) -> int:
        top = place.top()
        for row in self._rows(place.width()):
            sizes = [self._size(item) for item in row]
            height = max((size.height() for size in sizes), default=0)
            spare = place.width() - sum(size.width() for size in sizes) - self.spacing() * max(len(row) - 1, 0)
            left = place.left()
            for item, size in zip(row, sizes, strict=True):
                width = size.width() + (max(spare, 0) if item.widget() is self._greedy else 0)
                if move:
                    corner = QPoint(left, top + (height - size.height()) // 2)
                    item.setGeometry(QRect(corner, QSize(min(width, place.width()), size.height())))
                left += width + self.spacing()
            top += height + self.spacing()
        return top - self.spacing() - place.top()

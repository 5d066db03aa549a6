"""F1: every key of the window and of the page that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QVBoxLayout, QWidget

from advocacy_desk.i18n import Text, text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label, scrolled

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.widgets.page import Shortcut


class ShortcutList(QDialog):
    """Groups of keys under headings."""

    def __init__(self, desk: Desk, groups: Sequence[tuple[Text, Sequence[Shortcut]]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.say(self, text("Keyboard shortcuts"), "setWindowTitle")
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(3 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for heading, shortcuts in groups:
            if shortcuts:
                self._group(desk, grid, heading, shortcuts)
        grid.setRowStretch(grid.rowCount(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.addWidget(scrolled(inner))
        column.addWidget(button(desk, text("Close"), self.accept, primary=True), 0, Qt.AlignmentFlag.AlignRight)
        self.resize(84 * self.fontMetrics().averageCharWidth(), 64 * GRID)

    def _group(self, desk: Desk, grid: QGridLayout, heading: Text, shortcuts: Sequence[Shortcut]) -> None:
        row = grid.rowCount()
        grid.addWidget(label(desk, heading, "section"), row, 0, 1, 2)
        for number, shortcut in enumerate(shortcuts, start=row + 1):
            keys = QLabel(QKeySequence(shortcut.keys).toString(QKeySequence.SequenceFormat.NativeText))
            grid.addWidget(keys, number, 0)
            grid.addWidget(label(desk, shortcut.what, "muted", wrap=True), number, 1)

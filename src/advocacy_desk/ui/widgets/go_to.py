"""Ctrl+K: type a few letters and go anywhere, or do anything that the menus hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from advocacy_desk.i18n import text
from advocacy_desk.ui.style.theme import GRID

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class GoTo(QDialog):
    """A list of actions, narrowed by typing; Enter does the first one."""

    def __init__(self, desk: Desk, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.say(self, text("Go to"), "setWindowTitle")
        self._actions = [action for action in actions if action.isEnabled() and action.text()]
        self._field = QLineEdit()
        desk.say(self._field, text("Where to, or what to do?"), "setPlaceholderText")
        desk.say(self._field, text("Where to, or what to do?"), "setAccessibleName")
        self._list = QListWidget()
        desk.say(self._list, text("Matches"), "setAccessibleName")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self.resize(84 * self.fontMetrics().averageCharWidth(), 48 * GRID)
        self._field.textChanged.connect(self._narrow)
        self._field.returnPressed.connect(self._do)
        self._field.installEventFilter(self)
        self._list.itemActivated.connect(self._do)
        self._narrow("")

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        self._list.clear()
        for action in self._actions:
            name = action.toolTip()
            if all(part in name.casefold() for part in wanted):
                item = QListWidgetItem(action.icon(), name)
                item.setData(Qt.ItemDataRole.UserRole, action)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _do(self) -> None:
        item = self._list.currentItem()
        self.accept()
        if item is not None:
            item.data(Qt.ItemDataRole.UserRole).trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list while the field keeps the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _MOVES:
            self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

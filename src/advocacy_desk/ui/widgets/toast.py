"""A short message at the foot of the window, with undo where there is one; it goes away by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from advocacy_desk.i18n import text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label, tool_button

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Announcement, Desk

SHOWN_MS = 4_000
SHOWN_WITH_UNDO_MS = 10_000


class Toast(QFrame):
    """Lies over the foot of its parent; a newer message takes the place of an older one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._over = parent
        self._undo: QPushButton | None = None
        self.setProperty("role", "toast")
        self._words = label(desk)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        self._row.setSpacing(GRID)
        self._row.addWidget(self._words)
        self._row.addWidget(tool_button(desk, text("Close the message"), "close", self.hide))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()
        parent.installEventFilter(self)
        desk.announced.connect(self.show_message)

    def show_message(self, announcement: Announcement) -> None:
        """Show a message; a screen reader reads it as the name of this frame."""
        self._drop_undo()
        self._desk.say(self._words, announcement.message)
        self._desk.say(self, announcement.message, "setAccessibleName")
        if announcement.undo is not None:
            self._offer(announcement)
        self._timer.start(SHOWN_MS if announcement.undo is None else SHOWN_WITH_UNDO_MS)
        self._place()
        self.show()
        self.raise_()

    def _offer(self, announcement: Announcement) -> None:
        undo = announcement.undo

        def take_back() -> None:
            self.hide()
            if undo is not None:
                undo()

        self._undo = button(self._desk, text("Undo"), take_back, icon="undo", quiet=True)
        self._row.insertWidget(1, self._undo)

    def _drop_undo(self) -> None:
        if self._undo is not None:
            self._undo.hide()
            self._undo.deleteLater()
            self._undo = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window is resized."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        parent = self._over
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - 3 * GRID)

"""The navigation at the left: one entry a screen, icons with words, or icons alone where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from advocacy_desk.i18n import text
from advocacy_desk.ui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.screens._contract import Screen

WIDE_CHARACTERS = 20
LARGEST_SHARE = 0.19  # of the window's width; above it the rail shows icons alone


class Rail(QWidget):
    """Emits ``chosen(key)``. Up and down move between the entries."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, screens: Sequence[Screen]) -> None:
        super().__init__()
        self._desk = desk
        self._compact = False
        self._entries: dict[str, QToolButton] = {}
        self._screens = {screen.key: screen for screen in screens}
        self._group = QButtonGroup(self)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        desk.say(self, text("Navigation"), "setAccessibleName")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 2 * GRID, GRID, 2 * GRID)
        column.setSpacing(GRID // 2)
        for screen in screens:
            if screen.at_foot and not any(known.at_foot for known in screens[: screens.index(screen)]):
                column.addStretch(1)
            column.addWidget(self._entry(screen))
        desk.theme_changed.connect(self._colour)
        self._colour()

    def _entry(self, screen: Screen) -> QToolButton:
        entry = QToolButton()
        entry.setProperty("role", "entry")
        entry.setCheckable(True)
        entry.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        entry.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        entry.setCursor(Qt.CursorShape.PointingHandCursor)
        self._desk.say(entry, screen.title)
        self._desk.say(entry, screen.title, "setAccessibleName")
        self._group.addButton(entry)
        entry.clicked.connect(lambda _checked=False, key=screen.key: self.chosen.emit(key))
        self._entries[screen.key] = entry
        return entry

    def show_current(self, key: str) -> None:
        """Mark the screen that is open."""
        self._entries[key].setChecked(True)
        self._colour()

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the entries be chosen, or not: without a workspace there is nothing to show."""
        for entry in self._entries.values():
            entry.setEnabled(enabled)
        if not enabled:
            self._group.setExclusive(False)
            for entry in self._entries.values():
                entry.setChecked(False)
            self._group.setExclusive(True)

    def fit(self, window_width: int) -> None:
        """Take the width that the words need, or the icons' where that would be too much of the window."""
        wide = WIDE_CHARACTERS * self.fontMetrics().averageCharWidth() + 5 * GRID
        compact = wide > window_width * LARGEST_SHARE
        self.setFixedWidth(7 * GRID if compact else wide)
        if compact == self._compact:
            return
        self._compact = compact
        for key, entry in self._entries.items():
            style = Qt.ToolButtonStyle
            entry.setToolButtonStyle(style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon)
            self._desk.say(entry, self._screens[key].title, "setToolTip")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _colour(self) -> None:
        size = 20 * self._desk.settings.text_size // 100
        for key, entry in self._entries.items():
            self._desk.draw(entry, self._screens[key].icon, "accent" if entry.isChecked() else "muted")
            entry.setIconSize(QSize(size + 6, size))  # a little wider than the drawing: Qt leaves 4 px to the words

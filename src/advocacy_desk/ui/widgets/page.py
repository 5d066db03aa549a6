"""The frame of every page: its header, what it shows when there is nothing, and when it loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from advocacy_desk.domain.changes import Changes
from advocacy_desk.i18n import Text
from advocacy_desk.ui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from advocacy_desk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key of a page as the list of shortcuts (F1) shows it: ``keys`` in Qt's portable form, such as ``Ctrl+F``."""

    keys: str
    what: Text


class Page(QWidget):
    """Base of every page: a header (title, one line of help, actions at the right) above ``self.body``.

    A page loads in ``refresh``, which is called when it is first shown, and again when it is visible and something
    in ``cares_about`` changed (or becomes visible afterwards). ``refresh`` asks ``desk.jobs.read`` and never blocks.
    ``show_empty(widget)`` puts an empty state in place of the body, ``show_body`` takes it away again.
    """

    cares_about: ClassVar[Changes] = Changes.NOTHING
    shortcuts: ClassVar[tuple[Shortcut, ...]] = ()

    def __init__(self, desk: Desk, title: Text, lead: Text | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._stale = True
        self._build_header(title, lead)
        self.body = QWidget()
        self._stack = QStackedLayout()
        self._stack.addWidget(self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        outer.setSpacing(2 * GRID)
        outer.addLayout(self._header)
        outer.addLayout(self._stack, 1)
        desk.say(self, title, "setAccessibleName")
        desk.changed.connect(self._on_changed)
        desk.language_changed.connect(self._on_language)

    def _build_header(self, title: Text, lead: Text | None) -> None:
        self._header = QHBoxLayout()
        self._header.setSpacing(GRID)
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        self.heading = QLabel()
        self.heading.setObjectName("pageTitle")
        self.desk.say(self.heading, title)
        words.addWidget(self.heading)
        if lead is not None:
            line = QLabel()
            line.setObjectName("pageLead")
            line.setWordWrap(True)
            self.desk.say(line, lead)
            words.addWidget(line)
        self._header.addLayout(words, 1)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right of the header."""
        self._header.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def show_empty(self, widget: QWidget) -> None:
        """Show an empty state instead of the body; the page takes the widget over."""
        self.show_body()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def show_body(self) -> None:
        """Show the body again."""
        while (item := self._stack.itemAt(1)) is not None:
            empty = item.widget()
            self._stack.removeItem(item)
            if empty is not None:
                empty.hide()
                empty.deleteLater()
        self._stack.setCurrentWidget(self.body)

    # --- what pages override

    def refresh(self) -> None:
        """Load what the page shows, off the window's thread."""

    def open_at(self, **target: object) -> None:
        """Show what ``desk.navigate`` asked for; called after the page was shown."""

    def focus_search(self) -> None:
        """Put the keyboard into the page's search field (Ctrl+F)."""

    # --- when it loads

    def showEvent(self, event: QShowEvent) -> None:
        """Load when shown for the first time, or when something changed meanwhile."""
        super().showEvent(event)
        self._refresh_if_stale()

    def _refresh_if_stale(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes & self.cares_about:
            self._stale = True
            self._refresh_if_stale()

    def _on_language(self) -> None:
        self._stale = True
        self._refresh_if_stale()

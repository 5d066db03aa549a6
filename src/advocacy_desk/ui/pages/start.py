"""What is shown while no workspace is open: make one, open one, or try the sample company."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advocacy_desk.i18n import literal, text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import Card, IconLabel, button, clear, label, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from advocacy_desk.ui.desk import Desk

WIDEST = 720


class StartPage(QWidget):
    """Calls ``create()``, ``choose()``, ``sample()`` or ``open_path(path)``."""

    def __init__(
        self,
        desk: Desk,
        *,
        create: Callable[[], object],
        choose: Callable[[], object],
        sample: Callable[[], object],
        open_path: Callable[[Path], object],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._open_path = open_path
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inner)
        column.setSpacing(GRID)
        column.addStretch(1)
        column.addWidget(IconLabel(desk, "sparkle", size=48, colour="accent"))
        title = label(desk, text("Welcome to Advocacy Desk"))
        title.setObjectName("pageTitle")
        column.addWidget(title)
        lead = text(
            "Bring in what your colleagues post, see who takes part, and help where a post needs a second look. "
            "Everything stays in one file on this computer."
        )
        column.addWidget(label(desk, lead, "muted", wrap=True))
        column.addSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(button(desk, text("New workspace …"), create, icon="plus", primary=True))
        row.addWidget(button(desk, text("Open …"), choose, icon="folder"))
        row.addWidget(button(desk, text("Try the sample company"), sample, icon="sparkle"))
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(2 * GRID)
        self._recent = Card(desk, text("Recent workspaces"))
        self._list = QVBoxLayout()
        self._recent.column.addLayout(self._list)
        column.addWidget(self._recent)
        column.addStretch(2)
        middle = QWidget()
        around = QHBoxLayout(middle)
        around.addStretch(1)
        around.addWidget(inner, 20)
        around.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(middle))

    def showEvent(self, event: QShowEvent) -> None:
        """Show the recent workspaces as they are now."""
        super().showEvent(event)
        clear(self._list)
        paths = [Path(known) for known in self._desk.settings.recent]
        self._recent.setVisible(bool(paths))
        for path in paths:
            self._list.addLayout(self._row(path))

    def _row(self, path: Path) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(
            button(self._desk, literal(path.stem), lambda: self._open_path(path), icon="database", quiet=True)
        )
        row.addWidget(label(self._desk, literal(str(path.parent)), "muted"), 1)
        return row

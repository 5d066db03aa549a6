"""Where files are dropped; a click or Enter chooses them instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from advocacy_desk.i18n import text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import IconLabel, button, label, restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent

    from advocacy_desk.ui.desk import Desk


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the local files and folders that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


ROOMY_CHARACTERS = 100


class DropZone(QFrame):
    """Emits ``dropped(paths)``."""

    dropped = Signal(object)

    def __init__(self, desk: Desk, choose_files: Callable[[], object], choose_folder: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        desk.say(self, text("Place to drop files"), "setAccessibleName")
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(label(desk, text("Drop exports here"), "section", wrap=True))
        formats = text(
            "CSV, TSV or Excel tables, a LinkedIn or X export as folder or ZIP, a company directory. "
            "Each file is recognised by its content."
        )
        self._formats = label(desk, formats, "muted", wrap=True)
        desk.say(self, formats, "setToolTip")
        words.addWidget(self._formats)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(IconLabel(desk, "imports", size=32, colour="accent"))
        row.addLayout(words, 1)
        row.addWidget(button(desk, text("Choose files …"), choose_files, icon="file", primary=True))
        row.addWidget(button(desk, text("Choose a folder …"), choose_folder, icon="folder"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the explanation to the tooltip where it would take many lines."""
        super().resizeEvent(event)
        self._formats.setVisible(self.width() > ROOMY_CHARACTERS * self.fontMetrics().averageCharWidth())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, nothing else."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()
            restyle(self, "over", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        restyle(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        restyle(self, "over", "false")
        event.acceptProposedAction()
        self.dropped.emit(dropped_paths(event.mimeData()))

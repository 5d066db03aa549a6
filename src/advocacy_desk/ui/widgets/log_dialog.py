"""Shows the log of faults: everything that a person would pass on, before they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from advocacy_desk.i18n import text
from advocacy_desk.ui import logbook
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.ui.desk import Desk

SIZE = (760, 520)


class LogDialog(QDialog):
    """The log as it is, with a button that copies it."""

    def __init__(self, desk: Desk, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.say(self, text("Log of faults"), "setWindowTitle")
        found = logbook.read(folder)
        self.words = QPlainTextEdit(f"{logbook.about()}\n\n{found}" if found else "")
        self.words.setReadOnly(True)
        self.words.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        desk.say(self.words, text("Log of faults"), "setAccessibleName")
        desk.say(self.words, text("Nothing has gone wrong yet."), "setPlaceholderText")
        told = text(
            "This is all that is kept about faults of the program: when, and where in the code. It holds no texts, no "
            "names and no files of yours, lies on this computer and is sent to nobody. Copy it to report a fault."
        )
        self.copy = button(desk, text("Copy"), self._copy, icon="copy")
        self.copy.setEnabled(bool(found))
        close = button(desk, text("Close"), self.accept, primary=True)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(label(desk, told, wrap=True))
        column.addWidget(self.words, 1)
        column.addLayout(row)
        self.resize(*SIZE)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.toPlainText())

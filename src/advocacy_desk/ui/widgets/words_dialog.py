"""Asks for words: what the author said, whose task a case becomes, how a view is called."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from advocacy_desk.i18n import Text, text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.ui.desk import Desk

WIDTH = 64  # characters


class _Asking(QDialog):
    """Emits ``given(words)`` on Save or Ctrl+Return."""

    given = Signal(str)

    def __init__(self, desk: Desk, title: Text, help_: Text, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.say(self, title, "setWindowTitle")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        self.column.setSpacing(2 * GRID)
        self.column.addWidget(label(desk, help_, "muted", wrap=True))
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(button(desk, text("Cancel"), self.reject))
        save = button(desk, text("Save"), self.save, primary=True)
        save.setDefault(True)
        self.buttons.addWidget(save)
        self.setMinimumWidth(WIDTH * self.fontMetrics().averageCharWidth())

    def words(self) -> str:
        """Return what was entered."""
        raise NotImplementedError

    def save(self) -> None:
        """Hand the words on, unless there are none."""
        if self.words():
            self.given.emit(self.words())
            self.accept()


class WordsDialog(_Asking):
    """Several lines, typed, pasted or read from a file."""

    def __init__(self, desk: Desk, title: Text, help_: Text, parent: QWidget) -> None:
        super().__init__(desk, title, help_, parent)
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        desk.say(self.field, title, "setAccessibleName")
        self.column.addWidget(self.field)
        self.buttons.insertWidget(0, button(desk, text("Read a file …"), self._choose, quiet=True))
        self.column.addLayout(self.buttons)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.save)

    def words(self) -> str:
        """Return what was entered."""
        return self.field.toPlainText().strip()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Put a text file's words into the field."""
        self.field.setPlainText(path.read_text(encoding="utf-8", errors="replace"))


class NameDialog(_Asking):
    """One line, with known names to choose from; may be empty where ``optional``."""

    def __init__(
        self, desk: Desk, title: Text, help_: Text, known: Sequence[str], parent: QWidget, *, optional: bool = False
    ) -> None:
        super().__init__(desk, title, help_, parent)
        self._optional = optional
        self.field = QLineEdit()
        desk.say(self.field, title, "setAccessibleName")
        offer_names(self.field, known)
        self.column.addWidget(self.field)
        self.column.addLayout(self.buttons)

    def words(self) -> str:
        """Return what was entered."""
        return " ".join(self.field.text().split())

    def save(self) -> None:
        """Hand the words on; where they are optional, none as well."""
        if self._optional and not self.words():
            self.given.emit("")
            self.accept()
        else:
            super().save()


def offer_names(field: QLineEdit, known: Sequence[str]) -> None:
    """Complete what is typed from known names, wherever in the name it stands."""
    completer = QCompleter(list(known), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)

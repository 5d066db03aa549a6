"""A message to the author: read it, change it, copy it, or write it as a mail draft or a text file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from advocacy_desk.i18n import LANGUAGES, text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.message_author import Message

WIDTH = 84  # characters
LINES = 22


class MessageDialog(QDialog):
    """Emits ``language_asked(code)`` and ``draft_asked(message, path)``."""

    language_asked = Signal(str)
    draft_asked = Signal(object, object)

    def __init__(self, desk: Desk, message: Message, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._message = message
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.say(self, text("Message to the author"), "setWindowTitle")
        self.subject = label(desk, role="section", wrap=True)
        self.body = QPlainTextEdit()
        self.body.setTabChangesFocus(True)
        desk.say(self.body, text("Message to the author"), "setAccessibleName")
        self.language = QComboBox()
        desk.say(self.language, text("Language"), "setAccessibleName")
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.activated.connect(lambda _row: self.language_asked.emit(self.language.currentData()))
        self._build()
        self.show_message(message)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.subject, 1)
        head.addWidget(self.language)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(button(self._desk, text("Close"), self.reject))
        foot.addStretch(1)
        foot.addWidget(button(self._desk, text("Save as text …"), lambda: self._choose(".txt"), icon="file"))
        foot.addWidget(button(self._desk, text("Save as mail draft …"), lambda: self._choose(".eml"), icon="at"))
        copy = button(self._desk, text("Copy"), self.copy, icon="copy", primary=True)
        copy.setDefault(True)
        foot.addWidget(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        column.addLayout(foot)
        self.resize(WIDTH * self.fontMetrics().averageCharWidth(), LINES * self.fontMetrics().lineSpacing())

    def show_message(self, message: Message) -> None:
        """Show a message, in place of what was there."""
        self._message = message
        self.subject.setText(message.subject)
        self.body.setPlainText(message.body)
        self.language.setCurrentIndex(self.language.findData(message.language))

    def message(self) -> Message:
        """Return the message as it was changed here."""
        return replace(self._message, body=self.body.toPlainText())

    def copy(self) -> None:
        """Put the message into the clipboard."""
        QGuiApplication.clipboard().setText(self.body.toPlainText())
        self._desk.announce(text("The message is in the clipboard."))
        self.accept()

    def _choose(self, suffix: str) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "", f"message{suffix}", f"*{suffix}")
        if name:
            self.draft_asked.emit(self.message(), Path(name).with_suffix(suffix))
            self.accept()

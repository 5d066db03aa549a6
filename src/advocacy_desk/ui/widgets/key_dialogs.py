"""The dialogs around a workspace's key: choose a passphrase, unlock, and keep the recovery phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from advocacy_desk.ui.desk import Desk

FEWEST_CHARACTERS = 12  # as usecases.open_workspace asks for, which is not imported before the first paint
WIDTH = 80  # characters
COLUMNS = 4


class _KeyDialog(QDialog):
    """Heading, explanation, whatever ``body`` holds, and two buttons."""

    def __init__(self, desk: Desk, heading: Text, why: Text, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        desk.say(self, heading, "setWindowTitle")
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        self._column.setSpacing(2 * GRID)
        self._column.addWidget(label(desk, heading, "section"))
        self._column.addWidget(label(desk, why, wrap=True))
        self._column.addLayout(self.body)
        self.setMinimumWidth(WIDTH * self.fontMetrics().averageCharWidth())

    def add_buttons(self, words: Text, done: Callable[[], object], *others: QPushButton) -> QPushButton:
        """Add the row of buttons and return the one that goes on."""
        go_on = button(self._desk, words, done, primary=True)
        go_on.setDefault(True)
        row = QHBoxLayout()
        for other in others:
            row.addWidget(other)
        row.addStretch(1)
        if not others:
            row.addWidget(button(self._desk, text("Cancel"), self.reject))
        row.addWidget(go_on)
        self._column.addLayout(row)
        return go_on

    def secret_field(self, words: Text) -> QLineEdit:
        """Add a field whose letters are hidden, under its name."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        self._desk.say(field, words, "setAccessibleName")
        self.body.addWidget(label(self._desk, words, "muted"))
        self.body.addWidget(field)
        return field

    def add_show(self, *fields: QLineEdit) -> None:
        """Add the box that shows what is typed."""
        box = QCheckBox()
        self._desk.say(box, text("Show what I type"))

        def show(shown: bool) -> None:  # noqa: FBT001 - Qt's signal
            for field in fields:
                field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

        box.toggled.connect(show)
        self.body.addWidget(box)


class PassphraseDialog(_KeyDialog):
    """Emits ``given(str)``: a new passphrase, typed twice."""

    given = Signal(str)

    def __init__(self, desk: Desk, why: Text, parent: QWidget) -> None:
        super().__init__(desk, text("Choose a passphrase"), why, parent)
        self.first = self.secret_field(text("Passphrase"))
        self.second = self.secret_field(text("The same again"))
        self.add_show(self.first, self.second)
        self.told = label(desk, None, "muted", wrap=True)
        self.body.addWidget(self.told)
        self.save = self.add_buttons(text("Encrypt with it"), self._give)
        self.first.textChanged.connect(self._check)
        self.second.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        first, second = self.first.text(), self.second.text()
        long_enough = len(first) >= FEWEST_CHARACTERS
        told = text("At least {number} characters; several words in a row are good.", number=FEWEST_CHARACTERS)
        if long_enough and second and first != second:
            told = text("The two are not the same yet.")
        elif long_enough and first == second:
            told = text("Both are the same.")
        self._desk.say(self.told, told)
        self.save.setEnabled(long_enough and first == second)

    def _give(self) -> None:
        secret = self.first.text()
        self.accept()
        self.given.emit(secret)


class UnlockDialog(_KeyDialog):
    """Emits ``given(str, bool)``: a passphrase or recovery phrase, and whether the keyring shall remember the key."""

    given = Signal(str, bool)

    def __init__(self, desk: Desk, why: Text, file: str, parent: QWidget) -> None:
        super().__init__(desk, text("Unlock the workspace"), why, parent)
        self.body.addWidget(label(desk, literal(file), "muted", wrap=True))
        self.field = self.secret_field(text("Passphrase or recovery phrase"))
        self.add_show(self.field)
        self.remember = QCheckBox()
        desk.say(self.remember, text("Keep the key in this computer's keyring"))
        self.body.addWidget(self.remember)
        self.unlock = self.add_buttons(text("Unlock"), self._give)
        self.field.textChanged.connect(self._check)
        self._check()
        self.field.setFocus()

    def _check(self) -> None:
        self.unlock.setEnabled(bool(self.field.text().strip()))

    def _give(self) -> None:
        secret, remember = self.field.text().strip(), self.remember.isChecked()
        self.accept()
        self.given.emit(secret, remember)


class RecoveryDialog(_KeyDialog):
    """Shows the recovery phrase once and closes after the person said that it is kept.

    Nothing copies it: what lies on the clipboard is read by other programs.
    """

    def __init__(self, desk: Desk, phrase: str, file: str, parent: QWidget) -> None:
        why = text(
            "These 24 words open the workspace where the keyring or the passphrase is lost. They are shown only now: "
            "print them or write them down, and keep them apart from this computer."
        )
        super().__init__(desk, text("Your recovery phrase"), why, parent)
        self._phrase = phrase
        self._file = file
        self.body.addLayout(self._grid())
        self.kept = QCheckBox()
        desk.say(self.kept, text("I keep these words in a safe place"))
        self.body.addWidget(self.kept)
        self.done_button = self.add_buttons(
            text("Done"), self.accept, button(desk, text("Print …"), self._print, icon="download")
        )
        self.done_button.setEnabled(False)
        self.kept.toggled.connect(self.done_button.setEnabled)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GRID)
        words = self._phrase.split()
        rows = -(-len(words) // COLUMNS)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        for place, word in enumerate(words):
            cell = QLabel(f"{place + 1:>2}  {word}")
            cell.setFont(font)
            grid.addWidget(cell, place % rows, place // rows)
        return grid

    def _print(self) -> None:
        from PySide6.QtGui import QTextDocument  # noqa: PLC0415 - printing is rare and its module heavy
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - as above

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def to_paper() -> None:
            page = QTextDocument()
            page.setPlainText(self.page())
            page.print_(printer)

        dialog.accepted.connect(to_paper)
        dialog.setModal(True)
        dialog.show()

    def page(self) -> str:
        """Return what is printed: which workspace, and the numbered words."""
        lines = [f"{place:>2}  {word}" for place, word in enumerate(self._phrase.split(), start=1)]
        title = self._desk.of(text("Recovery phrase of the workspace {file}", file=self._file))
        return "\n".join([title, "", *lines])

    def reject(self) -> None:
        """Stay open until the words are kept: Escape must not lose them."""
        if self.kept.isChecked():
            super().reject()

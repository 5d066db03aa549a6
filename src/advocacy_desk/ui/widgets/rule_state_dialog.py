"""Asks into which state a rule shall go, why, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout

from advocacy_desk.i18n import Text, text
from advocacy_desk.policy import Status
from advocacy_desk.ui.review_names import STATUSES
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advocacy_desk.policy import Rule
    from advocacy_desk.ui.desk import Desk

WIDTH = 72  # characters
MEANINGS: dict[Status, Text] = {
    Status.DRAFT: text("Only its examples run; it looks at no post."),
    Status.SHADOW: text("It looks at every post and is counted, but opens no case."),
    Status.ACTIVE: text("Its findings open cases. It needs examples, and none may fail."),
    Status.RETIRED: text("It looks at no post any more; what was decided stays."),
}


class RuleStateDialog(QDialog):
    """Emits ``given(status, note, name)``."""

    given = Signal(str, str, str)

    def __init__(self, desk: Desk, rule: Rule, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        desk.say(self, text("Change the state of a rule"), "setWindowTitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(label(desk, rule.title, "section", wrap=True))
        self.choices = QButtonGroup(self)
        self._states = tuple(Status)
        for number, status in enumerate(self._states):
            column.addLayout(self._choice(number, status, chosen=status is rule.status))
        self.note = QLineEdit()
        self.by = QLineEdit(desk.settings.reviewer)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        for words, field in ((text("Why"), self.note), (text("Who says so"), self.by)):
            desk.say(field, words, "setAccessibleName")
            field.textChanged.connect(self._check)
            form.addRow(label(desk, words, "muted"), field)
        column.addLayout(form)
        self.save = button(desk, text("Change the state"), self._give, primary=True)
        self.save.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(desk, text("Cancel"), self.reject))
        row.addWidget(self.save)
        column.addLayout(row)
        self.setMinimumWidth(WIDTH * self.fontMetrics().averageCharWidth())
        self._check()

    def _choice(self, number: int, status: Status, *, chosen: bool) -> QVBoxLayout:
        radio = QRadioButton()
        self._desk.say(radio, STATUSES[status][0])
        radio.setChecked(chosen)
        self.choices.addButton(radio, number)
        meaning = label(self._desk, MEANINGS[status], "caption", wrap=True)
        meaning.setContentsMargins(3 * GRID, 0, 0, 0)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(radio)
        both.addWidget(meaning)
        return both

    def choose(self, status: Status) -> None:
        """Choose a state."""
        self.choices.button(self._states.index(status)).setChecked(True)

    def _check(self) -> None:
        self.save.setEnabled(bool(self.note.text().strip() and self.by.text().strip()))

    def _give(self) -> None:
        by = " ".join(self.by.text().split())
        if not self._desk.settings.reviewer:
            self._desk.update_settings(reviewer=by)
        status, note = self._states[self.choices.checkedId()], self.note.text().strip()
        self.accept()
        self.given.emit(status, note, by)

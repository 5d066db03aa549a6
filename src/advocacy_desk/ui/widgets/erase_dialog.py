"""Asks before a person is erased: says what goes and what stays, and wants the name typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advocacy_desk.i18n import text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

WIDTH = 80  # characters


class EraseDialog(QDialog):
    """Emits ``agreed()`` once the name was typed; this is the one act in the program that cannot be undone."""

    agreed = Signal()

    def __init__(self, desk: Desk, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        desk.say(self, text("Erase a person"), "setWindowTitle")
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(label(desk, text("Erase {name}?", name=name), "section", wrap=True))
        what = text(
            "Accounts, posts, texts, findings, cases, tags and everything else about the person go for good, and the "
            "file is written anew so that nothing of it is left. This cannot be undone."
        )
        stays = text(
            "What stays: the sums of closed months, as numbers of everybody who was erased; entries of the audit trail "
            "that no longer tell who it was; and backups that were made before, until they are deleted."
        )
        column.addWidget(label(desk, what, wrap=True))
        column.addWidget(label(desk, stays, "muted", wrap=True))
        self.field = QLineEdit()
        ask = text("Type the name to confirm")
        desk.say(self.field, ask, "setAccessibleName")
        desk.say(self.field, ask, "setPlaceholderText")
        self.field.textChanged.connect(self._check)
        column.addWidget(self.field)
        self.go_on = button(desk, text("Erase for good"), self._agree, primary=True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(desk, text("Cancel"), self.reject))
        row.addWidget(self.go_on)
        column.addLayout(row)
        self.setMinimumWidth(WIDTH * self.fontMetrics().averageCharWidth())
        self._check()

    def _check(self) -> None:
        self.go_on.setEnabled(self.field.text().strip().casefold() == self._name.casefold())

    def _agree(self) -> None:
        self.accept()
        self.agreed.emit()

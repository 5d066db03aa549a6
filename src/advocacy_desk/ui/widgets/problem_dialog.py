"""Tells a person of a failure: what happened, what was kept, what to do; or, where it is our bug, says so."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from advocacy_desk.errors import Explained
from advocacy_desk.i18n import literal, text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import IconLabel, button, label

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

log = logging.getLogger(__name__)


class ProblemDialog(QDialog):
    """An ``Explained`` in its own words; anything else as a fault of the program, without personal data."""

    def __init__(self, desk: Desk, error: Exception, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        explained = isinstance(error, Explained)
        desk.say(self, text("That did not work") if explained else text("A fault in the program"), "setWindowTitle")
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        icon = IconLabel(desk, "info" if explained else "warning", size=32, colour="accent" if explained else "warn")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(desk, error), 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        close = button(desk, text("Close"), self.accept, primary=True)
        close.setDefault(True)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(row)
        column.addLayout(buttons)
        self.setMinimumWidth(72 * self.fontMetrics().averageCharWidth())

    def _words(self, desk: Desk, error: Exception) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        if isinstance(error, Explained):
            column.addWidget(label(desk, error.message, wrap=True))
            if error.file is not None:
                where = literal(error.file)
                if error.record is not None:
                    where = text("{file}, record {record}", file=error.file, record=error.record)
                column.addWidget(label(desk, where, "muted", wrap=True))
            return column
        column.addWidget(label(desk, text("Something went wrong that should not."), "section", wrap=True))
        advice = text(
            "What was saved before is safe. Please try again; if it happens again, tell the makers: {kind}.",
            kind=type(error).__name__,
        )
        column.addWidget(label(desk, advice, "muted", wrap=True))
        return column


def tell(desk: Desk, error: Exception, parent: QWidget) -> None:
    """Open the dialog beside the window; a fault also goes to the log, by its kind and place alone."""
    if not isinstance(error, Explained):
        # Not the message: it may quote what somebody wrote.
        log.error("fault: %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    ProblemDialog(desk, error, parent).open()

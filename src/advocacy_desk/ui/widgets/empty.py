"""What is shown where there is nothing yet: an icon, a sentence, and the next step as a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from advocacy_desk.i18n import Text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import IconLabel, button

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

WIDTH = 60  # characters of a line
WIDEST = 520  # pixels


def _centred(line: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(line)
    row.addStretch(1)
    return row


class EmptyState(QWidget):
    """An icon, a heading, a sentence, and up to two buttons: the first is the next step."""

    def __init__(
        self, desk: Desk, icon: str, heading: Text, sentence: Text, *steps: tuple[Text, Callable[[], object]]
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(GRID)
        column.addStretch(2)
        column.addWidget(IconLabel(desk, icon, size=48, colour="accent"), 0, Qt.AlignmentFlag.AlignHCenter)
        for words, role in ((heading, "section"), (sentence, "muted")):
            line = QLabel()
            line.setProperty("role", role)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setWordWrap(True)
            # A wrapped label that its layout aligns gets the height of another width and loses lines.
            line.setFixedWidth(min(WIDTH * self.fontMetrics().averageCharWidth(), WIDEST))
            desk.say(line, words)
            column.addLayout(_centred(line))
        column.addSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        for number, (words, step) in enumerate(steps):
            row.addWidget(button(desk, words, step, primary=number == 0))
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

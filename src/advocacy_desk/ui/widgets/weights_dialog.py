"""Asks for the weights of the score and for the names under which posts speak of the company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from advocacy_desk.i18n import Text, text, text_in
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import label
from advocacy_desk.usecases.score_people import WEIGHTS
from advocacy_desk.usecases.score_settings import HEAVIEST, ScoreSettings

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

_PARTS: dict[str, Text] = {
    "consistency": text_in("score", "Consistency"),
    "referenced": text_in("score", "Mentioned"),
    "helpfulness": text_in("score", "Helps"),
    "resonance": text_in("score", "Resonance"),
    "initiative": text_in("score", "Initiative"),
    "followers": text_in("score", "Followers"),
}


class WeightsDialog(QDialog):
    """Emits ``given(ScoreSettings)`` when the person agrees."""

    given = Signal(object)

    def __init__(self, desk: Desk, found: ScoreSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        desk.say(self, text("Weights of the score"), "setWindowTitle")
        self.weights: dict[str, QDoubleSpinBox] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        for key, title in _PARTS.items():
            field = QDoubleSpinBox()
            field.setRange(0, HEAVIEST)
            field.setDecimals(0)
            field.setValue(found.weights[key])
            desk.say(field, title, "setAccessibleName")
            self.weights[key] = field
            form.addRow(label(desk, title), field)
        self.employer = QLineEdit(", ".join(found.employer))
        desk.say(self.employer, text("Your company in posts, separated by commas"), "setAccessibleName")
        form.addRow(label(desk, text("Your company in posts, separated by commas"), wrap=True), self.employer)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        said = text("Points that each part can give. Followers weigh nothing unless you decide otherwise.")
        column.addWidget(label(desk, said, "muted", wrap=True))
        column.addLayout(form)
        column.addWidget(self._buttons(desk))
        self.setMinimumWidth(420)

    def _buttons(self, desk: Desk) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(kinds.Ok | kinds.Cancel | kinds.RestoreDefaults)
        words = {
            kinds.Ok: text("Use these"),
            kinds.Cancel: text("Cancel"),
            kinds.RestoreDefaults: text("Usual weights"),
        }
        for kind, said in words.items():
            desk.say(box.button(kind), said)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        box.button(kinds.RestoreDefaults).clicked.connect(self._usual)
        return box

    def _usual(self) -> None:
        for key, field in self.weights.items():
            field.setValue(WEIGHTS[key])

    def accept(self) -> None:
        """Hand out what was chosen."""
        names = tuple(one.strip() for one in self.employer.text().split(",") if one.strip())
        weights = {key: field.value() for key, field in self.weights.items()}
        self.given.emit(ScoreSettings(weights=weights, employer=names))
        super().accept()

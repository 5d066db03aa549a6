"""The person's settings, made from the ``Settings`` dataclass: a field with a label is a line here."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from advocacy_desk.domain.changes import Changes
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.settings import Settings
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.backups_card import BackupsCard
from advocacy_desk.ui.widgets.page import Page
from advocacy_desk.ui.widgets.pieces import Card, FactList, label, scrolled

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

WIDEST_FIELD = 320
LABEL_CHARACTERS = 32


class SettingsPage(Page):
    """Every change takes effect at once and is kept; there is no button to press."""

    cares_about: ClassVar[Changes] = Changes.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Settings"), text("Changes take effect at once."))
        self.fields: dict[str, QWidget] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for group, fields in _groups().items():
            column.addWidget(self._card(group, fields))
        place = Card(desk, text("This workspace"))
        self._place = FactList(desk)
        place.column.addWidget(self._place)
        column.addWidget(place)
        self.backups = BackupsCard(desk)
        column.addWidget(self.backups)
        column.addStretch(1)
        outer = QVBoxLayout(self.body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def _card(self, group: str, fields: list[dataclasses.Field[object]]) -> Card:
        card = Card(self.desk, fields[0].metadata["group"])
        card.setObjectName(group)
        form = QFormLayout()
        form.setHorizontalSpacing(3 * GRID)
        form.setVerticalSpacing(GRID)
        for field in fields:
            choices = field.metadata.get("choices")
            widget = self._line(field.name) if choices is None else self._choice(field.name, choices)
            widget.setMaximumWidth(WIDEST_FIELD * self.desk.settings.text_size // 100)
            self.desk.say(widget, field.metadata["label"], "setAccessibleName")
            self.fields[field.name] = widget
            name = label(self.desk, field.metadata["label"])
            name.setBuddy(widget)
            name.setMinimumWidth(LABEL_CHARACTERS * self.fontMetrics().averageCharWidth())
            form.addRow(name, widget)
        card.column.addLayout(form)
        return card

    def _choice(self, name: str, choices: Mapping[str, Text]) -> QComboBox:
        box = QComboBox()
        for value in choices:
            box.addItem("", value)
        box.activated.connect(lambda _index: self._set(name, box.currentData()))
        return box

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.editingFinished.connect(lambda: self._set(name, line.text().strip()))
        return line

    def _set(self, name: str, value: object) -> None:
        kind = type(getattr(Settings(), name))
        if getattr(self.desk.settings, name) != kind(value):
            self.desk.update_settings(**{name: kind(value)})

    def refresh(self) -> None:
        """Show what is set."""
        for field in dataclasses.fields(Settings):
            widget, value = self.fields.get(field.name), getattr(self.desk.settings, field.name)
            if isinstance(widget, QComboBox):
                for number, words in enumerate(field.metadata["choices"].values()):
                    widget.setItemText(number, self.desk.of(words))
                widget.setCurrentIndex(widget.findData(str(value)))
            elif isinstance(widget, QLineEdit):
                widget.setText(str(value))
        path = self.desk.workspace.path
        self._place.set_facts(
            [
                (text("File"), str(path)),
                (text("Size"), self.desk.of(_size(path.stat().st_size))),
                (text("Encrypted"), self.desk.of(text("No") if self.desk.workspace.key is None else text("Yes"))),
            ]
        )
        self.backups.refresh()


def _size(size: int) -> Text:
    return text("{megabytes} MB", megabytes=max(0.1, round(size / 1e6, 1))) if size else literal("–")


def _groups() -> dict[str, list[dataclasses.Field[object]]]:
    groups: dict[str, list[dataclasses.Field[object]]] = {}
    for field in dataclasses.fields(Settings):
        if "label" in field.metadata:
            groups.setdefault(field.metadata["group"].message, []).append(field)
    return groups

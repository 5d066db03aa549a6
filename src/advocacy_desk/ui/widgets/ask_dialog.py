"""Asks for a few values in one form: lines, choices and days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advocacy_desk.i18n import Text, text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

WIDTH = 60  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of the form: a choice where ``choices`` are given, a day where ``day`` is, else words."""

    key: str
    title: Text
    choices: Mapping[str, Text] | None = None
    day: date | None = None
    value: str = ""
    required: bool = True
    hint: Text | None = None


class AskDialog(QDialog):
    """Emits ``given(dict)``: key -> str, or date for a day, once everything that is required is there."""

    given = Signal(object)

    def __init__(self, desk: Desk, title: Text, lead: Text, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fields = fields
        self.setModal(True)
        desk.say(self, title, "setWindowTitle")
        self.inputs: dict[str, QWidget] = {}
        self.save = button(desk, text("Save"), self._give, primary=True)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        for field in fields:
            made = self.inputs[field.key] = self._input(field)
            desk.say(made, field.title, "setAccessibleName")
            name = label(desk, field.title)
            name.setBuddy(made)
            form.addRow(name, made)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(desk, text("Cancel"), self.reject))
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(label(desk, title, "section", wrap=True))
        column.addWidget(label(desk, lead, "muted", wrap=True))
        column.addLayout(form)
        column.addLayout(row)
        self.setMinimumWidth(WIDTH * self.fontMetrics().averageCharWidth())
        self._check()

    def _input(self, field: Field) -> QWidget:
        if field.choices is not None:
            box = QComboBox()
            for key, words in field.choices.items():
                box.addItem(self._desk.of(words), key)
            box.setCurrentIndex(max(0, box.findData(field.value)))
            return box
        if field.day is not None:
            edit = QDateEdit(QDate(field.day.year, field.day.month, field.day.day))
            edit.setCalendarPopup(True)
            edit.setLocale(self._desk.cells.locale)
            edit.setDisplayFormat("dd.MM.yyyy" if self._desk.language.code == "de" else "d MMM yyyy")
            return edit
        line = QLineEdit(field.value)
        if field.hint is not None:
            self._desk.say(line, field.hint, "setPlaceholderText")
        line.textChanged.connect(self._check)
        return line

    def values(self) -> dict[str, str | date]:
        """Return what stands in the form."""
        found: dict[str, str | date] = {}
        for key, made in self.inputs.items():
            if isinstance(made, QComboBox):
                found[key] = str(made.currentData())
            elif isinstance(made, QDateEdit):
                chosen = made.date()
                found[key] = date(chosen.year(), chosen.month(), chosen.day())
            elif isinstance(made, QLineEdit):
                found[key] = " ".join(made.text().split())
        return found

    def _check(self) -> None:
        values = self.values()
        self.save.setEnabled(all(values[field.key] for field in self._fields if field.required))

    def _give(self) -> None:
        values = self.values()
        self.accept()
        self.given.emit(values)
        self.deleteLater()

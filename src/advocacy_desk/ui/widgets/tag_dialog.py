"""Asks for a tag: which, why, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from advocacy_desk.domain.people import Tag
from advocacy_desk.i18n import plural, text
from advocacy_desk.ui.review_names import tag_name
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

DAYS_AHEAD = 365
WIDTH = 52  # characters


class TagDialog(QDialog):
    """Emits ``given(Tag)``; the tag carries who sets it."""

    given = Signal(object)

    def __init__(self, desk: Desk, people: int, tags: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setModal(True)
        desk.say(self, plural("Tag {count} person", "Tag {count} people", people), "setWindowTitle")
        self.name = QComboBox()
        self.name.setEditable(True)
        for tag in tags:
            self.name.addItem(desk.of(tag_name(tag)), tag)
        self.name.setCurrentIndex(0)
        self.reason = QLineEdit()
        desk.say(self.reason, text("Why? Colleagues will ask."), "setPlaceholderText")
        self.ends = QCheckBox()
        desk.say(self.ends, text("Ends by itself after"))
        today = desk.now().date()
        self.until = QDateEdit(QDate(today.year, today.month, today.day).addDays(DAYS_AHEAD))
        self.until.setCalendarPopup(True)
        self.until.setLocale(desk.cells.locale)
        self.until.setDisplayFormat("dd.MM.yyyy" if desk.language.code == "de" else "d MMM yyyy")
        self.until.setEnabled(False)
        self.ends.toggled.connect(self.until.setEnabled)
        self.by = QLineEdit(desk.settings.reviewer)
        self._build(people)
        self._check()

    def _build(self, people: int) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        fields = ((text("Tag"), self.name), (text("Reason"), self.reason), (text("Set by"), self.by))
        for words, field in fields:
            form.addRow(label(self._desk, words, "muted"), field)
            self._desk.say(field, words, "setAccessibleName")
        ends = QHBoxLayout()
        ends.addWidget(self.ends)
        ends.addWidget(self.until, 1)
        self._desk.say(self.until, text("Last day of the tag"), "setAccessibleName")
        form.addRow(ends)
        self.save = button(self._desk, text("Tag"), self._give, icon="tag", primary=True)
        self.save.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(self._desk, text("Cancel"), self.reject))
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        heading = plural("Tag {count} person", "Tag {count} people", people)
        column.addWidget(label(self._desk, heading, "section"))
        column.addLayout(form)
        column.addLayout(row)
        self.setMinimumWidth(WIDTH * self.fontMetrics().averageCharWidth())
        self.name.editTextChanged.connect(self._check)
        self.by.textChanged.connect(self._check)

    def _check(self) -> None:
        self.save.setEnabled(bool(self.name.currentText().strip() and self.by.text().strip()))

    def _give(self) -> None:
        by = " ".join(self.by.text().split())
        if not self._desk.settings.reviewer:
            self._desk.update_settings(reviewer=by)
        chosen = self.until.date()
        until = date(chosen.year(), chosen.month(), chosen.day()) if self.ends.isChecked() else None
        name = " ".join(self.name.currentText().split())
        known = self.name.findText(name)
        if known >= 0:
            name = str(self.name.itemData(known))
        tag = Tag(name=name, by=by, at=self._desk.now(), reason=self.reason.text().strip(), until=until)
        self.accept()
        self.given.emit(tag)
        self.deleteLater()

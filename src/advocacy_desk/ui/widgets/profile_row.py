"""The saved column profiles below a table's columns: use one, keep one, hand one on as a file, take one from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QWidget

from advocacy_desk.errors import Explained
from advocacy_desk.i18n import text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button
from advocacy_desk.usecases import share_profiles

if TYPE_CHECKING:
    from advocacy_desk.formats import ColumnMapping
    from advocacy_desk.ui.desk import Desk


class ProfileRow(QWidget):
    """Emits ``chosen(ColumnMapping)`` and ``named(name to keep it under)``; ``current`` returns what is chosen now."""

    chosen = Signal(object)
    named = Signal(str)

    def __init__(
        self, desk: Desk, profiles: Mapping[str, ColumnMapping], name: str, current: Callable[[], ColumnMapping]
    ) -> None:
        super().__init__()
        self._desk = desk
        self._current = current
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        if profiles:
            row.addWidget(self._box(profiles))
        self.name = QLineEdit(name)
        desk.say(self.name, text("Name, to keep this as a profile"), "setPlaceholderText")
        desk.say(self.name, text("Name, to keep this as a profile"), "setAccessibleName")
        self.name.textChanged.connect(lambda words: self.named.emit(words.strip()))
        row.addWidget(self.name, 1)
        row.addWidget(button(desk, text("From a file …"), self.choose_file, icon="file"))
        row.addWidget(button(desk, text("As a file …"), self.choose_place, icon="download"))

    def _box(self, profiles: Mapping[str, ColumnMapping]) -> QComboBox:
        box = QComboBox()
        box.addItem(self._desk.of(text("Use a profile …")))
        box.addItems(sorted(profiles))
        self._desk.say(box, text("Use a profile …"), "setAccessibleName")
        box.activated.connect(lambda place: self.chosen.emit(profiles[box.itemText(place)]) if place else None)
        return box

    def choose_file(self) -> None:
        """Take a colleague's profile; it is kept when the import is confirmed."""
        kinds = self._desk.of(text("Column profile (*.json)"))
        name, _kind = QFileDialog.getOpenFileName(self, self._desk.of(text("Take a column profile")), "", kinds)
        if not name:
            return
        try:
            kept_as, mapping = share_profiles.read_profile(Path(name))
        except Explained as error:
            self._desk.jobs.went_wrong.emit(error)
            return
        self.name.setText(kept_as)
        self.chosen.emit(mapping)

    def choose_place(self) -> None:
        """Hand the columns as they are chosen now on to a colleague."""
        known = self.name.text().strip()
        title, kinds = self._desk.of(text("Save the column profile")), self._desk.of(text("Column profile (*.json)"))
        name, _kind = QFileDialog.getSaveFileName(self, title, f"{known or 'columns'}{share_profiles.SUFFIX}", kinds)
        if not name:
            return
        path = Path(name)
        try:
            share_profiles.write_profile(known or path.name.partition(".")[0], self._current(), path)
        except Explained as error:
            self._desk.jobs.went_wrong.emit(error)
            return
        self._desk.announce(text("The profile was saved as {file}.", file=path.name))

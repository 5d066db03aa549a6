"""Before anything is written: what each file is, its first records, and, for tables, how its columns are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from advocacy_desk.formats import ColumnMapping
from advocacy_desk.i18n import Text, literal, plural, text
from advocacy_desk.ui.names import told
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.mapping_form import MappingForm
from advocacy_desk.ui.widgets.pieces import button, label
from advocacy_desk.ui.widgets.profile_row import ProfileRow
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.ui.widgets.value_table import ValueTable
from advocacy_desk.usecases import list_imports, preview_import
from advocacy_desk.usecases.import_orders import ImportOrder
from advocacy_desk.usecases.import_posts import ImportOptions

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.preview_import import Preview

_WHY_LEFT_OUT: dict[str, Text] = {
    "nothing": text(
        "No format recognises this file, so it is left out. A table needs a heading line, a date and a text or link "
        "column."
    ),
    "private": text(
        "This file holds messages, contacts, sign-ins or other things that are nobody else's business. It belongs to "
        "the export, but nothing of it is read or kept."
    ),
}


@dataclass(slots=True)
class _Said:
    """What the person said about the files of one path."""

    mapping: ColumnMapping | None = None
    author: str | None = None
    save_as: str = ""
    previews: list[Preview] = field(default_factory=list)


class ImportDialog(QDialog):
    """Emits ``confirmed(tuple[ImportOrder, ...])``. Previews are read beside the window."""

    confirmed = Signal(object)

    def __init__(self, desk: Desk, paths: Sequence[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._said: dict[Path, _Said] = {path: _Said() for path in paths}
        self._profiles: Mapping[str, ColumnMapping] = {}
        desk.say(self, text("Import files"), "setWindowTitle")
        self._files = QListWidget()
        desk.say(self._files, text("Files"), "setAccessibleName")
        self._files.currentItemChanged.connect(self._show_current)
        self._details = QStackedWidget()
        self._private = QCheckBox()
        desk.say(self._private, text("Also take posts that were not public"))
        self._private.toggled.connect(self._read_all)
        self._state = label(desk, text("Reading the files …"), "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self._state)
        column.addWidget(Split(desk, "import", (self._files, self._details), (1, 3)), 1)
        column.addLayout(self._build_buttons())
        self.resize(min(parent.width() - 4 * GRID, 1080), min(parent.height() - 4 * GRID, 720))
        self._read_all()

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._private)
        row.addStretch(1)
        row.addWidget(button(self._desk, text("Cancel"), self.reject))
        self._go = button(self._desk, text("Import"), self._confirm, primary=True)
        self._go.setDefault(True)
        self._go.setEnabled(False)
        row.addWidget(self._go)
        return row

    # --- reading

    def _options(self, said: _Said) -> ImportOptions:
        options = ImportOptions(include_private=self._private.isChecked())
        return replace(options, read=replace(options.read, author=said.author, mapping=said.mapping))

    def _read_all(self) -> None:
        """Read the beginning of every file; the window's thread only shows what came out."""
        workspace = self._desk.workspace
        asked = {path: self._options(said) for path, said in self._said.items()}

        def work(_progress: object) -> tuple[dict[Path, tuple[Preview, ...]], dict[str, ColumnMapping]]:
            found = {path: preview_import.preview([path], options) for path, options in asked.items()}
            return found, list_imports.profiles(workspace)

        self._desk.jobs.read("import preview", work, self._show_all, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._desk.jobs.went_wrong.emit(error)
        self.reject()

    def _show_all(self, read: tuple[dict[Path, tuple[Preview, ...]], dict[str, ColumnMapping]]) -> None:
        found, self._profiles = read
        chosen = max(self._files.currentRow(), 0)
        self._files.clear()
        for path, previews in found.items():
            self._said[path].previews = list(previews)
            for preview in previews:
                item = QListWidgetItem(self._icon(preview), preview.file)
                item.setToolTip(self._desk.of(preview.label))
                item.setData(Qt.ItemDataRole.UserRole, preview)
                self._files.addItem(item)
        carried = [one.carries for previews in found.values() for one in previews]
        unknown, private = carried.count("nothing"), carried.count("private")
        readable = len(carried) - unknown - private
        self._go.setEnabled(bool(readable))
        self._desk.say(self._state, self._summary(readable, unknown, private))
        self._files.setCurrentRow(min(chosen, self._files.count() - 1))

    def _summary(self, readable: int, unknown: int, private: int) -> Text:
        said = [plural("{count} file was recognised.", "{count} files were recognised.", readable)]
        if private:
            said.append(
                plural(
                    "{count} with private things such as messages or contacts is left out.",
                    "{count} with private things such as messages or contacts are left out.",
                    private,
                )
            )
        if unknown:
            said.append(
                plural("{count} is not known and is left out.", "{count} are not known and are left out.", unknown)
            )
        return literal(" ".join(self._desk.of(one) for one in said))

    def _icon(self, preview: Preview) -> QIcon:
        if preview.carries == "private":
            return self._desk.theme.icon("info", "muted")
        if preview.format is None:
            return self._desk.theme.icon("warning", "warn")
        return self._desk.theme.icon("people" if preview.carries == "people" else "content", "accent")

    # --- one file

    def _show_current(self) -> None:
        while (old := self._details.widget(0)) is not None:
            self._details.removeWidget(old)
            old.deleteLater()
        item = self._files.currentItem()
        if item is not None:
            self._details.addWidget(self._detail(item.data(Qt.ItemDataRole.UserRole)))

    def _detail(self, preview: Preview) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(label(self._desk, preview.label, "section", wrap=True))
        if preview.format is None:
            column.addWidget(label(self._desk, _WHY_LEFT_OUT[preview.carries], "muted", wrap=True))
            column.addStretch(1)
            return pane
        if not preview.names_author:
            column.addLayout(self._whose(preview))
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        records = ValueTable(self._desk, text("First records"))
        records.show_rows(preview.headers, preview.rows)
        tabs.addTab(records, self._desk.of(text("First records")))
        if preview.layout is not None and len(self._said[preview.path].previews) == 1:
            tabs.addTab(self._mapping(preview), self._desk.of(text("Columns")))
        column.addWidget(tabs, 1)
        if preview.problems:
            count = plural(
                "{count} of the first records cannot be read: {why}",
                "{count} of the first records cannot be read, for example: {why}",
                len(preview.problems),
                why=told(preview.problems[0]),
            )
            column.addWidget(label(self._desk, count, "muted", wrap=True))
        return pane

    def _whose(self, preview: Preview) -> QHBoxLayout:
        said = self._said[preview.path]
        line = QLineEdit(said.author or "")
        self._desk.say(line, text("Account, such as @name"), "setPlaceholderText")
        self._desk.say(line, text("Whose posts are these?"), "setAccessibleName")
        line.textChanged.connect(lambda words: setattr(said, "author", words.strip().lstrip("@") or None))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label(self._desk, text("The file does not say whose posts these are:")))
        row.addWidget(line, 1)
        return row

    def _mapping(self, preview: Preview) -> QWidget:
        said = self._said[preview.path]
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        if preview.layout is None:
            return pane
        form = MappingForm(self._desk, preview.layout, preview.carries)

        def correct() -> None:
            said.mapping = form.mapping()
            self._read_all()

        form.changed.connect(correct)
        column.addWidget(form, 1)
        row = ProfileRow(self._desk, self._profiles, said.save_as, form.mapping)
        row.named.connect(lambda name: setattr(said, "save_as", name))
        row.chosen.connect(lambda mapping: self._use(said, mapping))
        column.addWidget(row)
        return pane

    def _use(self, said: _Said, mapping: ColumnMapping) -> None:
        said.mapping = mapping
        self._read_all()

    # --- the order

    def _confirm(self) -> None:
        for said in self._said.values():
            mapping = said.mapping or next((one.layout.guess for one in said.previews if one.layout), None)
            if said.save_as and mapping is not None:
                self._save_profile(said.save_as, mapping)
        self.accept()
        self.confirmed.emit(self.orders())

    def _save_profile(self, name: str, mapping: ColumnMapping) -> None:
        workspace = self._desk.workspace
        self._desk.write(None, lambda _progress: list_imports.save_profile(workspace, name, mapping))

    def orders(self) -> tuple[ImportOrder, ...]:
        """Return what to import: paths with the same options together, people before posts."""
        together: dict[tuple[bool, ImportOptions | Path], ImportOrder] = {}
        for path, said in self._said.items():
            if not any(one.format is not None for one in said.previews):
                continue
            people = any(one.carries == "people" for one in said.previews)
            options = self._options(said)
            key = (people, path if said.mapping is not None or said.author else ImportOptions())
            earlier = together.get(key)
            together[key] = ImportOrder((*(earlier.paths if earlier else ()), path), options, people)
        return tuple(sorted(together.values(), key=lambda order: not order.carries_people))

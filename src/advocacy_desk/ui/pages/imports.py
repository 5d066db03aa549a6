"""Bringing files in, and what was brought in so far."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from advocacy_desk.domain.changes import Changes
from advocacy_desk.domain.posts import ImportReport
from advocacy_desk.i18n import Text, literal, plural, text
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.drop_zone import DropZone
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.widgets.import_dialog import ImportDialog
from advocacy_desk.ui.widgets.import_report import ImportReportCard
from advocacy_desk.ui.widgets.offers_card import OffersCard
from advocacy_desk.ui.widgets.page import Page, Shortcut
from advocacy_desk.ui.widgets.pieces import scrolled
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.usecases import check_posts, list_imports, list_rules
from advocacy_desk.usecases.import_beside import import_beside, is_small
from advocacy_desk.usecases.import_orders import import_orders
from advocacy_desk.usecases.undo_import import undo_import

if TYPE_CHECKING:
    from advocacy_desk.domain.posts import PastImport, Undone
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids
    from advocacy_desk.usecases.import_orders import Done, ImportOrder


def _count(key: str, title: Text, *, optional: bool = True) -> Column[PastImport]:
    return Column(
        key=key,
        title=title,
        cell=lambda row, desk: desk.cells.number(getattr(row.report, key)),
        figures=True,
        width=12,
        optional=optional,
    )


def _left_out(row: PastImport, desk: Desk) -> str:
    return desk.cells.number(sum(row.report.left_out.values()))


COLUMNS: tuple[Column[PastImport], ...] = (
    Column(key="at", title=text("Imported"), cell=lambda row, desk: desk.cells.moment(row.at), width=18),
    Column(key="file", title=text("File"), cell=lambda row, _desk: row.report.file, stretch=True),
    _count("new", text("New"), optional=False),
    _count("problems", text("Problems"), optional=False),
    _count("updated", text("Updated")),
    _count("unchanged", text("Unchanged")),
    Column(key="left_out", title=text("Left out"), cell=_left_out, figures=True, width=12, optional=True),
    _count("records", text("Records")),
)


BROUGHT = Changes.POSTS | Changes.PEOPLE | Changes.IMPORTS | Changes.MATCHES


class ImportsPage(Page):
    """``open_at``: ``choose=True`` opens the chooser, ``paths=[...]`` the preview, ``problems=True`` a troubled run."""

    cares_about: ClassVar[Changes] = Changes.IMPORTS | Changes.SETTINGS
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (
        Shortcut("Ctrl+I", text("Choose files to import")),
        Shortcut("Ctrl+Shift+I", text("Choose a folder to import")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Imports"), text("Files come in here; nothing is sent anywhere."))
        self._by_id: dict[int, PastImport] = {}
        self._wanted: int | None = None
        self._want_problems = False
        self.drop = DropZone(desk, self.choose_files, self.choose_folder)
        self.drop.dropped.connect(self.ask)
        self.offers = OffersCard(desk)
        self.offers.wanted.connect(self.ask)
        self.model: IdsModel[PastImport] = IdsModel(desk, COLUMNS, self._fetch, lambda row: row.report.import_id)
        self.table = IdTable(desk, self.model, "imports", text("Past imports"))
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the end of a file's name says the most
        self.table.current_changed.connect(self._show_report)
        self.report = ImportReportCard(desk, self.undo)
        card = QWidget()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.report)
        self.report_place = scrolled(card)
        self.report_place.hide()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.drop)
        column.addWidget(self.offers)
        column.addWidget(Split(desk, "imports", (self.table, self.report_place), (3, 2), Qt.Orientation.Vertical), 1)
        QShortcut(QKeySequence("Ctrl+Shift+I"), self, self.choose_folder)

    # --- what was brought in

    def refresh(self) -> None:
        """Read the list of past imports."""
        workspace = self.desk.workspace
        self.desk.jobs.read("imports", lambda _progress: list_imports.imports(workspace), self._show)
        self.offers.refresh()

    def _show(self, past: Sequence[PastImport]) -> None:
        self._by_id = {one.report.import_id: one for one in past}
        if self._want_problems:
            self._wanted = next((one.report.import_id for one in past if one.report.problems), None)
        current = self._wanted or self.table.current_id()
        self._wanted, self._want_problems = None, False
        self.model.set_ids(np.array(list(self._by_id), dtype=np.int64))
        self.table.setVisible(bool(past))
        if not past or current is None or not self.table.go_to(current):
            self.report_place.hide()

    def _fetch(self, ids: Ids) -> tuple[PastImport, ...]:
        return tuple(self._by_id[int(one)] for one in ids)

    def _show_report(self, import_id: int | None) -> None:
        past = self._by_id.get(import_id) if import_id is not None else None
        self.report_place.setVisible(past is not None)
        if past is None or import_id is None:
            return
        self.report.show_report(past)
        if past.report.problems:
            workspace = self.desk.workspace
            self.desk.jobs.read(
                "imports/problems",
                lambda _progress: list_imports.problems(workspace, import_id),
                self.report.show_problems,
            )

    # --- bringing in

    def open_at(self, **target: object) -> None:
        """Choose files, take dropped ones, or show the latest run with problems."""
        paths = target.get("paths")
        if isinstance(paths, list):
            self.ask(paths)
        elif target.get("choose"):
            self.choose_files()
        elif target.get("problems"):
            self._want_problems = True
            self.refresh()

    def choose_files(self) -> None:
        """Open the system's file chooser."""
        self._choose(QFileDialog.FileMode.ExistingFiles)

    def choose_folder(self) -> None:
        """Open the system's folder chooser, for exports that are folders."""
        self._choose(QFileDialog.FileMode.Directory)

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, self.desk.of(text("Import files")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self._on_selected)
        dialog.open()

    def _on_selected(self, names: list[str]) -> None:
        self.ask([Path(name) for name in names])

    def ask(self, paths: Sequence[Path]) -> None:
        """Show what the files are, before anything is written."""
        dialog = ImportDialog(self.desk, paths, self.window())
        dialog.confirmed.connect(self.bring_in)
        dialog.open()

    def bring_in(self, orders: Sequence[ImportOrder]) -> None:
        """Import beside the window; what was finished stays when it is cancelled."""
        workspace = self.desk.workspace
        # A test that runs work at once has no window to keep alive.
        work = import_orders if self.desk.jobs.at_once or is_small(orders) else import_beside
        self.desk.write(
            text("Importing files"),
            lambda progress: work(workspace, orders, progress),
            done=lambda done: self._finished(done, [path for order in orders for path in order.paths]),
            failed=self._failed,
            cancelled=self._cancelled,
        )

    def _failed(self, error: Exception) -> None:
        """Show what was finished before it failed, and say why it did."""
        self.desk.changed.emit(BROUGHT)
        self.desk.jobs.went_wrong.emit(error)

    def _finished(self, done: Done, paths: list[Path]) -> None:
        for failure in done.failures:
            self.desk.jobs.went_wrong.emit(failure)
        if not done.reports:
            return
        self._wanted = done.reports[-1].import_id
        if not done.failures:
            self.offers.taken(paths)
        self.refresh()
        new, updated = sum(one.new for one in done.reports), sum(one.updated for one in done.reports)
        unchanged = sum(one.unchanged for one in done.reports)
        said = text(
            "Imported: {new} new, {updated} updated, {unchanged} unchanged.",
            new=new,
            updated=updated,
            unchanged=unchanged,
        )
        self.desk.announce(literal(" ".join(self.desk.of(part) for part in (said, *_files_left_out(done)))))
        if any(one.first is not None and (one.new or one.updated) for one in done.reports):
            self._check()

    def undo(self, report: ImportReport) -> None:
        """Take an import back; where a decision or a later import builds on it, the person is told why not."""
        workspace, by = self.desk.workspace, self.desk.settings.reviewer or getpass.getuser()
        self.desk.write(
            text("Undoing the import"),
            lambda _progress: undo_import(workspace, report.import_id, by=by),
            done=lambda undone: self._undone(report, undone),
        )

    def _undone(self, report: ImportReport, undone: Undone) -> None:
        self._wanted = report.import_id
        self.refresh()
        self.desk.announce(
            text(
                "Undone: {removed} posts are gone, {restored} have their earlier values back.",
                removed=undone.removed,
                restored=undone.restored,
            )
        )

    def _cancelled(self) -> None:
        self.desk.changed.emit(BROUGHT)
        self.desk.announce(text("The import was cancelled. Files that were finished stay, nothing is half done."))

    def _check(self) -> None:
        """Let the rules look at what is new, so that the review is up to date without another click."""
        workspace = self.desk.workspace
        self.desk.write(
            text("Checking posts against the rules"),
            lambda progress: check_posts.check_posts(workspace, list_rules.policy(workspace), progress),
        )


def _files_left_out(done: Done) -> Iterator[Text]:
    if done.passed_over:
        yield plural(
            "{count} file with private things such as messages or contacts was not read.",
            "{count} files with private things such as messages or contacts were not read.",
            len(done.passed_over),
        )
    if done.unknown:
        yield plural(
            "{count} file is not known and was left out.",
            "{count} files are not known and were left out.",
            len(done.unknown),
        )

"""What one import did: new, updated, unchanged, left out by reason, and the records that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QMessageBox

from advocacy_desk.domain.posts import ImportReport, PastImport, Problem, joined_ids, why_left_out
from advocacy_desk.i18n import literal, text
from advocacy_desk.ui.names import told
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import Card, button, clear, label
from advocacy_desk.ui.widgets.value_table import ValueTable
from advocacy_desk.usecases.export_problems import export_problems

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk


class ImportReportCard(Card):
    """Shows one report; the problems come later, read from the workspace. ``undo`` is asked to take a run back."""

    def __init__(self, desk: Desk, undo: Callable[[ImportReport], object]) -> None:
        super().__init__(desk)
        self._desk = desk
        self._report: ImportReport | None = None
        self._undo = undo
        self._file = label(desk, role="section", wrap=True)
        self._about = label(desk, role="muted", wrap=True)
        self.column.addWidget(self._file)
        head = QHBoxLayout()
        head.addWidget(self._about, 1)
        self._show_posts = button(desk, text("Show its posts"), self._open_posts, icon="content")
        self.undo_button = button(desk, text("Undo import …"), self._ask_to_undo, icon="undo")
        head.addWidget(self.undo_button)
        head.addWidget(self._show_posts)
        self.column.addLayout(head)
        self._counts = QGridLayout()
        self._counts.setHorizontalSpacing(3 * GRID)
        self.column.addLayout(self._counts)
        self._left_out = label(desk, role="muted", wrap=True)
        self.column.addWidget(self._left_out)
        self._joined = label(desk, role="muted", wrap=True)
        self.column.addWidget(self._joined)
        self._heading = label(desk, text("Records that could not be read"), "section")
        self._mend = button(desk, text("Export to mend …"), self._choose_place, icon="download")
        desk.say(
            self._mend,
            text("Writes them as a table. What you mend in it, you import like any other file."),
            "setToolTip",
        )
        line = QHBoxLayout()
        line.addWidget(self._heading, 1)
        line.addWidget(self._mend)
        self.column.addLayout(line)
        self._problems = ValueTable(desk, text("Records that could not be read"))
        self.column.addWidget(self._problems, 1)
        self.column.addStretch()

    def show_report(self, past: PastImport) -> None:
        """Show the counts of a run, and when it was taken back where it was."""
        report = self._report = past.report
        self._desk.say(self._file, literal(report.file))
        first, last = self._desk.cells.day(report.first), self._desk.cells.day(report.last)
        between = text("{records} records, from {first} to {last}.", records=report.records, first=first, last=last)
        if report.first is None:
            between = text("{records} records.", records=report.records)
        if past.undone is not None:
            between = text("{records} Undone on {day}.", records=between, day=self._desk.cells.day(past.undone))
        self._desk.say(self._about, between)
        self._show_posts.setVisible(report.first is not None and past.undone is None)
        self.undo_button.setVisible(report.first is not None and past.undone is None)
        clear(self._counts)
        counts = (
            (report.new, text("New")),
            (report.updated, text("Updated")),
            (report.unchanged, text("Unchanged")),
            (sum(report.left_out.values()), text("Left out")),
            (report.problems, text("Problems")),
        )
        for place, (count, name) in enumerate(counts):
            self._counts.addWidget(label(self._desk, literal(self._desk.cells.number(count)), "figure"), 0, place)
            self._counts.addWidget(label(self._desk, name, "caption"), 1, place)
        self._counts.setColumnStretch(len(counts), 1)
        self._show_left_out(report)
        self._joined.setVisible(bool(report.joined))
        self._desk.say(self._joined, joined_ids(report))
        self.show_problems(())

    def _show_left_out(self, report: ImportReport) -> None:
        reasons = [
            text("{count} {reason}", count=count, reason=why_left_out(key))
            for key, count in report.left_out.items()
            if count
        ]
        self._left_out.setVisible(bool(reasons))
        if reasons:
            self._desk.say(self._left_out, text("Left out: {reasons}.", reasons=self._desk.language.listing(reasons)))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show the records that could not be read, with their raw text so that they can be mended."""
        self._heading.setVisible(bool(problems))
        self._problems.setVisible(bool(problems))
        self._mend.setVisible(bool(problems))
        headers = (text("Record"), text("Field"), text("Why"), text("What the file says"))
        rows = [(one.record, one.field, told(one), one.raw) for one in problems]
        self._problems.show_rows(headers, rows, stretch=3)

    def _choose_place(self) -> None:
        if self._report is None:
            return
        proposal = self._desk.of(text("problems")) + f" {self._report.import_id}.xlsx"
        title, kinds = self._desk.of(text("Export to mend …")), self._desk.of(text("Excel table (*.xlsx)"))
        name, _kind = QFileDialog.getSaveFileName(self, title, proposal, kinds)
        if name:
            self.export_problems(Path(name))

    def export_problems(self, path: Path) -> None:
        """Write the records that could not be read, beside the window."""
        if self._report is None:
            return
        workspace, run, language = self._desk.workspace, self._report.import_id, self._desk.language
        path = path.with_suffix(".xlsx")
        self._desk.jobs.run(
            text("Exporting problems"),
            lambda _progress: export_problems(workspace, run, path, language),
            done=lambda _count: self._desk.announce(
                text("Saved as {file}. Mend it there, then import it.", file=path.name)
            ),
        )

    def _ask_to_undo(self) -> None:
        if self._report is None:
            return
        report = self._report
        box = QMessageBox(self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self._desk.of(text("Undo the import of {file}?", file=report.file)))
        box.setInformativeText(
            self._desk.of(
                text(
                    "{new} posts go again, {updated} get their earlier values back. The file itself stays where it "
                    "is and can be imported again.",
                    new=report.new,
                    updated=report.updated,
                )
            )
        )
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        go = box.addButton(self._desk.of(text("Undo import")), QMessageBox.ButtonRole.AcceptRole)
        go.clicked.connect(lambda: self._undo(report))
        box.open()

    def _open_posts(self) -> None:
        if self._report is not None:
            self._desk.navigate("content", import_id=self._report.import_id)

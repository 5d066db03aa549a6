"""The backups of the open workspace: what there is, one more now, and going back to one after a look inside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMessageBox

from advocacy_desk.i18n import literal, plural, text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import Card, button, clear, label

if TYPE_CHECKING:
    from advocacy_desk.domain.backup import Kept, Snapshot
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.keep_backups import Rotated

SHOWN = 6  # the newest; the folder holds the rest


class BackupsCard(Card):
    """Lists the newest backups; each can be put back in the place of the workspace."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Backups"))
        self._desk = desk
        self._about = label(desk, None, "muted", wrap=True)
        self.column.addWidget(self._about)
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(3 * GRID)
        self._list.setColumnStretch(2, 1)
        self.column.addLayout(self._list)
        self.make = button(desk, text("Back up now"), self._make, icon="database")
        self.column.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Look into the folder again, beside the window."""
        path = self._desk.workspace.path

        def work(_progress: Progress) -> tuple[Kept, ...]:
            from advocacy_desk.usecases import keep_backups  # noqa: PLC0415 - SQLAlchemy loads after the first paint

            return keep_backups.kept(path)

        self._desk.jobs.read("backups", work, self._show)

    def _show(self, kept: tuple[Kept, ...]) -> None:
        clear(self._list)
        told = text("There is none yet. They lie in a folder beside the workspace and are as encrypted as it is.")
        if kept:
            told = plural(
                "{count} backup in {folder}; older ones are thinned out to one a day, a week and a month.",
                "{count} backups in {folder}; older ones are thinned out to one a day, a week and a month.",
                len(kept),
                folder=str(kept[0].file.parent),
            )
        self._desk.say(self._about, told)
        for row, one in enumerate(kept[:SHOWN]):
            size = text("{megabytes} MB", megabytes=max(0.1, round(one.size / 1e6, 1)))
            self._list.addWidget(label(self._desk, literal(self._desk.cells.moment(one.made_at))), row, 0)
            self._list.addWidget(label(self._desk, size, "muted"), row, 1, Qt.AlignmentFlag.AlignRight)
            back = button(self._desk, text("Go back to it …"), partial(self._look, one), quiet=True)
            self._list.addWidget(back, row, 2, Qt.AlignmentFlag.AlignLeft)

    def _make(self) -> None:
        workspace, now = self._desk.workspace, self._desk.now()

        def work(progress: Progress) -> Rotated:
            from advocacy_desk.usecases import keep_backups  # noqa: PLC0415 - as above

            return keep_backups.keep_backup(workspace, progress, now=now)

        def done(rotated: Rotated) -> None:
            self._desk.announce(text("The backup {file} is complete and verified.", file=rotated.made.file.name))
            self.refresh()

        self._desk.jobs.run(text("Backing up the workspace"), work, done=done, busy=self.make)

    def _look(self, one: Kept) -> None:
        key = self._desk.workspace.key

        def work(_progress: Progress) -> Snapshot:
            from advocacy_desk.usecases import back_up  # noqa: PLC0415 - as above

            return back_up.look(one.file, key=key)

        self._desk.jobs.read("backup", work, partial(self._ask, one), failed=self._desk.jobs.went_wrong.emit)

    def _ask(self, one: Kept, found: Snapshot) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        self._desk.say(box, text("Go back to a backup"), "setWindowTitle")
        inside = text(
            "The backup of {moment} holds {posts} posts, {people} people and {decisions} decisions. It takes the place "
            "of the open workspace, which is kept beside it under a name with today's date.",
            moment=self._desk.cells.moment(one.made_at),
            posts=found.contents.posts,
            people=found.contents.people,
            decisions=found.contents.decisions,
        )
        self._desk.say(box, inside)
        go_on = box.addButton(self._desk.of(text("Go back to it")), QMessageBox.ButtonRole.AcceptRole)
        go_on.clicked.connect(lambda _checked=False: self._desk.restore_wanted.emit(one.file))
        box.open()

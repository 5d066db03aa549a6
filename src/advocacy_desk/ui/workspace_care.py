"""Looks after a workspace that was opened: warns of a bad place, checks it after a crash, backs it up once a day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from advocacy_desk.i18n import Text
    from advocacy_desk.progress import Progress
    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.desk import Desk

BACK_UP_AFTER_MS = 30_000  # the first screens come first


class WorkspaceCare(QObject):
    """Works beside the window and speaks only where there is something to say."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def begin(self, workspace: Workspace) -> None:
        """Look after a workspace that was just opened."""
        self._desk.jobs.read("place", partial(_place_warning, workspace), partial(self._warn, workspace))
        if workspace.was_interrupted:
            self.check(workspace)
        QTimer.singleShot(BACK_UP_AFTER_MS, self, partial(self.back_up_if_due, workspace))

    def check(self, workspace: Workspace) -> None:
        """Check a workspace that was not closed."""

        def work(progress: Progress) -> bool:
            from advocacy_desk.usecases import look_after_workspace  # noqa: PLC0415 - after the first paint

            return look_after_workspace.check_after_crash(workspace, progress)

        def done(checked: bool) -> None:  # noqa: FBT001 - the result of a job
            if checked:
                told = text("The program was not closed the last time. The workspace was checked: nothing is damaged.")
                self._desk.announce(told)

        self._desk.jobs.run(text("Checking the workspace"), work, done=done)

    def back_up_if_due(self, workspace: Workspace) -> None:
        """Make today's backup, where the person wants that and the workspace is still the open one."""
        wanted = self._desk.settings.backups == "daily"
        if not (wanted and self._desk.has_workspace and self._desk.workspace is workspace):
            return
        now = self._desk.now()

        def work(progress: Progress) -> None:
            from advocacy_desk.usecases import keep_backups  # noqa: PLC0415 - as above

            if keep_backups.is_due(workspace.path, now):
                keep_backups.keep_backup(workspace, progress, now=now)

        self._desk.jobs.run(text("Backing up the workspace"), work)

    def _warn(self, workspace: Workspace, warning: Text | None) -> None:
        """Say once for each place what is wrong with it."""
        key = f"warned {workspace.path.parent}"
        if warning is None or self._desk.recall(key) is not None:
            return
        self._desk.remember(key, "yes")
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        self._desk.say(box, text("The place of this workspace"), "setWindowTitle")
        self._desk.say(box, warning)
        box.open()


def _place_warning(workspace: Workspace, _progress: Progress) -> Text | None:
    from advocacy_desk.usecases import look_after_workspace  # noqa: PLC0415 - as above

    return look_after_workspace.place_warning(workspace)

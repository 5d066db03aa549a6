"""Making, choosing and opening workspaces for the window; all of it beside the window's thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from advocacy_desk.progress import Progress
    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.desk import Desk


class Workspaces(QObject):
    """Emits ``failed(error)``; the one that is open stays until another could be opened."""

    failed = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def create(self) -> None:
        """Ask for a place and make a workspace there."""
        title, kinds = self._desk.of(text("New workspace")), self._desk.of(text("Workspaces (*.desk)"))
        name, _kind = QFileDialog.getSaveFileName(self._window, title, "", kinds)
        if name:
            self.open_path(Path(name), create=True)

    def choose(self) -> None:
        """Ask for a workspace and open it."""
        title, kinds = self._desk.of(text("Open workspace")), self._desk.of(text("Workspaces (*.desk)"))
        name, _kind = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path, *, create: bool = False) -> None:
        """Open or make a workspace."""
        language, now = self._desk.language, self._desk.now()

        def work(_progress: Progress) -> Workspace:
            from advocacy_desk.usecases import open_workspace  # noqa: PLC0415 - SQLAlchemy loads after the first paint

            language.moment(now)  # the first number or date loads Babel, which would hold the window up
            return open_workspace.create(path) if create else open_workspace.open_existing(path)

        self._desk.jobs.run(None, work, done=self._use, failed=self.failed.emit)

    def open_sample(self) -> None:
        """Open the fictional company; it is made the first time."""

        def work(progress: Progress) -> Workspace:
            from advocacy_desk.usecases.open_sample import open_sample  # noqa: PLC0415 - as above

            return open_sample(progress)

        self._desk.jobs.run(text("Setting up the sample company"), work, done=self._use, failed=self.failed.emit)

    def _use(self, workspace: Workspace) -> None:
        before = self._desk.workspace if self._desk.has_workspace else None
        place = str(workspace.path.resolve())
        self._desk.update_settings(recent=self._desk.settings.with_recent(place).recent)
        self._desk.use_workspace(workspace)
        if before is not None:
            before.close()

"""Making, choosing, unlocking and encrypting workspaces for the window; all of it beside the window's thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from advocacy_desk.errors import KeyNeeded, KeyringProblem, Refused
from advocacy_desk.i18n import text
from advocacy_desk.ui.widgets.key_dialogs import PassphraseDialog, RecoveryDialog, UnlockDialog
from advocacy_desk.ui.workspace_care import WorkspaceCare

if TYPE_CHECKING:
    from collections.abc import Callable

    from advocacy_desk.progress import Progress
    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.encrypt_workspace import Encrypted
    from advocacy_desk.usecases.open_workspace import Created


class Workspaces(QObject):
    """Emits ``failed(error)``; the one that is open stays until another could be opened."""

    failed = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.care = WorkspaceCare(desk, window)
        desk.restore_wanted.connect(self.restore)

    # --- making

    def create(self) -> None:
        """Ask for a place and make a workspace there."""
        title, kinds = self._desk.of(text("New workspace")), self._desk.of(text("Workspaces (*.desk)"))
        name, _kind = QFileDialog.getSaveFileName(self._window, title, "", kinds)
        if name:
            self.create_at(Path(name))

    def create_at(self, path: Path, passphrase: str | None = None) -> None:
        """Make an encrypted workspace: its key goes into the keyring, or comes from a passphrase."""

        def work(_progress: Progress) -> Created:
            from advocacy_desk.usecases import open_workspace  # noqa: PLC0415 - SQLAlchemy loads after the first paint

            self._warm()
            return open_workspace.create(path, passphrase=passphrase)

        failed = self._or_passphrase(partial(self.create_at, path))
        self._desk.jobs.run(None, work, done=self._made, failed=failed)

    def _made(self, created: Created) -> None:
        self._use(created.workspace)
        if created.recovery_phrase is not None:
            self._show_phrase(created.recovery_phrase, created.workspace.path)

    def _or_passphrase(self, again: Callable[[str], object]) -> Callable[[Exception], object]:
        """Return what is done about a failure: without a usable keyring a passphrase is asked for."""

        def failed(error: Exception) -> None:
            if not isinstance(error, KeyringProblem):
                self.failed.emit(error)
                return
            dialog = PassphraseDialog(self._desk, error.message, self._window)
            dialog.given.connect(again)
            dialog.rejected.connect(self._back)
            dialog.open()

        return failed

    def _show_phrase(self, phrase: str, path: Path) -> None:
        RecoveryDialog(self._desk, phrase, path.name, self._window).open()

    # --- opening

    def choose(self) -> None:
        """Ask for a workspace and open it."""
        title, kinds = self._desk.of(text("Open workspace")), self._desk.of(text("Workspaces (*.desk)"))
        name, _kind = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path, secret: str | None = None, remember: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's
        """Open a workspace; an encrypted one whose key is not in the keyring asks for its passphrase."""

        def work(_progress: Progress) -> Workspace:
            from advocacy_desk.usecases import open_workspace  # noqa: PLC0415 - as above

            self._warm()
            return open_workspace.open_existing(path, secret, remember=remember)

        def failed(error: Exception) -> None:
            if not isinstance(error, KeyNeeded):
                self.failed.emit(error)
                return
            self._back()
            dialog = UnlockDialog(self._desk, error.message, path.name, self._window)
            dialog.given.connect(partial(self.open_path, path))
            dialog.open()

        self._desk.jobs.run(None, work, done=self._use, failed=failed)

    def open_sample(self) -> None:
        """Open the fictional company; it is made the first time."""

        def work(progress: Progress) -> Workspace:
            from advocacy_desk.usecases.open_sample import open_sample  # noqa: PLC0415 - as above

            return open_sample(progress)

        self._desk.jobs.run(text("Setting up the sample company"), work, done=self._use, failed=self.failed.emit)

    # --- encrypting

    def encrypt(self) -> None:
        """Ask, then encrypt the open workspace in its place."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        self._desk.say(box, text("Encrypt this workspace"), "setWindowTitle")
        told = text(
            "The workspace is closed, encrypted and opened again. Whoever gets hold of the file or of a backup can "
            "read nothing in it any more. Copies that were made before stay as they are."
        )
        self._desk.say(box, told)
        go_on = box.addButton(self._desk.of(text("Encrypt")), QMessageBox.ButtonRole.AcceptRole)
        go_on.clicked.connect(lambda _checked=False: self.encrypt_now())
        box.open()

    def encrypt_now(self, passphrase: str | None = None) -> None:
        """Encrypt the open workspace; it is open again afterwards, whatever happened."""
        path, by = self._desk.workspace.path, self._desk.settings.reviewer or "-"
        before = self._desk.workspace

        def work(progress: Progress) -> tuple[Workspace, Encrypted]:
            from advocacy_desk.usecases import encrypt_workspace, open_workspace  # noqa: PLC0415 - as above

            _let_go(before)
            done = encrypt_workspace.encrypt_workspace(path, progress, by=by, passphrase=passphrase)
            return open_workspace.open_existing(path, passphrase), done

        def done(found: tuple[Workspace, Encrypted]) -> None:
            workspace, encrypted = found
            self._use(workspace)
            self._show_phrase(encrypted.recovery_phrase, path)
            if encrypted.plain_copies:
                names = ", ".join(copy.name for copy in encrypted.plain_copies)
                told = text("These older copies are not; delete them once you need them no more: {files}.", files=names)
                self._desk.announce(told)

        self._desk.jobs.run(
            text("Encrypting the workspace"), work, done=done, failed=self._or_passphrase(self.encrypt_now)
        )

    # --- going back

    def restore(self, source: Path) -> None:
        """Put a backup in the place of the open workspace; it is open again afterwards, whatever happened."""
        before, by = self._desk.workspace, self._desk.settings.reviewer or "-"
        path, key = before.path, before.key

        def work(progress: Progress) -> tuple[Workspace, Path | None]:
            from advocacy_desk.usecases import open_workspace, restore  # noqa: PLC0415 - as above

            _let_go(before)
            done = restore.restore(path, source, progress, by=by, key=key)
            return open_workspace.open_with(path, key), done.kept

        def done(found: tuple[Workspace, Path | None]) -> None:
            workspace, kept = found
            self._use(workspace)
            if kept is not None:
                self._desk.announce(text("The workspace from before lies in {file}.", file=kept.name))

        self._desk.jobs.run(text("Going back to the backup"), work, done=done, failed=self.failed.emit)

    # --- what follows

    def _warm(self) -> None:
        # The first number or date loads Babel, which would hold the window up.
        self._desk.language.moment(self._desk.now())

    def _back(self) -> None:
        """Show the start page where nothing is open behind a dialog."""
        if not self._desk.has_workspace:
            self._desk.use_workspace(None)

    def _use(self, workspace: Workspace) -> None:
        before = self._desk.workspace if self._desk.has_workspace else None
        place = str(workspace.path.resolve())
        self._desk.update_settings(recent=self._desk.settings.with_recent(place).recent)
        self._desk.use_workspace(workspace)
        if before is not None:
            before.close()
        self.care.begin(workspace)


def _let_go(workspace: Workspace) -> None:
    """Close every connection of this program; the next statement would open one again."""
    if workspace.is_busy:
        raise Refused(text("Something is still being read from this workspace. Please try again in a moment."))
    workspace.close()

"""Tells when something appeared in a folder, once it has come to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

if TYPE_CHECKING:
    from pathlib import Path

REST_MS = 1_500  # a download comes as several changes
AGAIN_MS = 2_500


class FolderWatch(QObject):
    """Emits ``stirred()`` some time after the folder changed, and after ``look_again()``."""

    stirred = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.stirred)

    def watch(self, folder: Path | None) -> None:
        """Watch this folder from now on and no other; None: none."""
        watched = self._watcher.directories()
        wanted = [str(folder)] if folder is not None and folder.is_dir() else []
        if watched == wanted:
            return
        if watched:
            self._watcher.removePaths(watched)
        if wanted:
            self._watcher.addPaths(wanted)

    def look_again(self) -> None:
        """Something was still being written: ask once more in a moment."""
        self._rest.start(AGAIN_MS)

    def _on_changed(self, _folder: str) -> None:
        self._rest.start(REST_MS)

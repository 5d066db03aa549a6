"""Shows one window and prints how many milliseconds passed from the start of the process to its first paint.

Run as ``python -m benchmarks.window_probe bare|ours STARTED``, where STARTED is the parent's monotonic clock.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget


class _Watcher(QObject):
    """Waits for the first paint of a window, lets it finish, prints the milliseconds and leaves."""

    def __init__(self, started: float) -> None:
        super().__init__()
        self._started = started
        self._painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See every event of the application; none is held back."""
        first = not self._painted and event.type() == QEvent.Type.Paint
        if first and isinstance(watched, QWidget) and watched.isWindow():
            self._painted = True
            QTimer.singleShot(0, self._report)
        return False

    def _report(self) -> None:
        sys.stdout.write(f"{(time.monotonic() - self._started) * 1000:.1f}")
        sys.stdout.flush()
        os._exit(0)  # closing down is not measured


def main() -> None:
    """Show one of the two windows and wait for its first paint."""
    watcher = _Watcher(float(sys.argv[2]))
    run = QApplication.exec

    def watched(*_application: object) -> int:
        if application := QApplication.instance():
            application.installEventFilter(watcher)
        return run()

    QApplication.exec = watched  # type: ignore[method-assign] # both windows end in exec(): from there the watcher sees what is painted
    if sys.argv[1] == "ours":
        from advocacy_desk.ui import window  # noqa: PLC0415 - the bare window must not pay for it

        window.run(None, Path(tempfile.mkdtemp()) / "settings.toml", "en")
        return
    application = QApplication(sys.argv[:1])
    bare = QMainWindow()
    bare.resize(1100, 720)
    bare.show()
    application.exec()


if __name__ == "__main__":
    main()

"""From the start of the process until the first window has been painted: ours beside a bare PySide6 window.

Run as ``python -m benchmarks.first_paint bare|ours STARTED``, where STARTED is the parent's monotonic clock.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from benchmarks import processes

ROUNDS = 7
TARGET = 150.0  # milliseconds after a bare window


class _Watcher(QObject):
    """Waits for the first paint of a window, lets it finish, prints the milliseconds and leaves."""

    def __init__(self, started: float) -> None:
        super().__init__()
        self._started = started
        self._painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See every event of the application; none is held back."""
        first = not self._painted and event.type() == QEvent.Type.Paint and isinstance(watched, QWidget)
        if first and watched.isWindow():
            self._painted = True
            QTimer.singleShot(0, self._report)
        return False

    def _report(self) -> None:
        sys.stdout.write(f"{(time.monotonic() - self._started) * 1000:.1f}")
        sys.stdout.flush()
        os._exit(0)  # closing down is not measured


def measure() -> dict[str, float]:
    """Return the median milliseconds of both, run in turns; key: bare, ours."""
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    platform = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    with tempfile.TemporaryDirectory(prefix="advocacy-desk-bench-") as home:
        private = platform | {"XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "XDG_STATE_HOME": home}
        private |= {"ADVOCACY_DESK_CONFIG": home, "ADVOCACY_DESK_WORKSPACE": ""}
        for _ in range(ROUNDS):
            for which, found in times.items():
                command = processes.python("-m", "benchmarks.first_paint", which, str(time.monotonic()))
                found.append(float(processes.run(command, more=private).output))
    return {which: statistics.median(found) for which, found in times.items()}


def main() -> None:
    """Show one of the two windows and wait for its first paint."""
    watcher = _Watcher(float(sys.argv[2]))
    run = QApplication.exec

    def watched(*_application: object) -> int:
        QApplication.instance().installEventFilter(watcher)
        return run()

    QApplication.exec = watched  # both windows end in exec(): from there the watcher sees what is painted
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

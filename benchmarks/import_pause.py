"""How long the window pauses while a file is imported beside it: ``python -m benchmarks.import_pause FILE [SCREEN]``.

A timer of the window's event loop notes when it is late, job by job: the import, then the check of what is new. These
are wall times, so upper bounds on a busy machine; beside them stands the processor time of the window's own thread.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from advocacy_desk.settings import Settings, save
from advocacy_desk.store import Workspace
from advocacy_desk.usecases.import_orders import ImportOrder
from advocacy_desk.usecases.import_posts import ImportOptions

TICK_MS = 5


class Ticks:
    """The gaps between ticks: (wall, processor) in milliseconds beyond the interval."""

    def __init__(self) -> None:
        self.gaps: list[tuple[float, float]] = []
        self.begin()

    def begin(self) -> None:
        """Forget what was and count from now."""
        self.gaps.clear()
        self._wall, self._cpu = time.perf_counter(), time.thread_time()

    def tick(self) -> None:
        """Note how late this tick is."""
        wall, cpu = time.perf_counter(), time.thread_time()
        self.gaps.append(((wall - self._wall) * 1000 - TICK_MS, (cpu - self._cpu) * 1000))
        self._wall, self._cpu = wall, cpu

    def report(self) -> str:
        """Say how long the window paused."""
        late = sorted(max(0.0, wall) for wall, _cpu in self.gaps)
        longest = max(self.gaps)
        at = {share: late[min(len(late) - 1, int(len(late) * share))] for share in (0.95, 0.99)}
        return (
            f"longest pause {longest[0]:.0f} ms (of it own processor time {longest[1]:.0f} ms), "
            f"99 % {at[0.99]:.1f} ms, 95 % {at[0.95]:.1f} ms, median {statistics.median(late):.1f} ms, "
            f"over 50 ms: {sum(one > 50 for one in late)}, ticks {len(late)}"
        )


def main() -> None:
    """Open the window on an empty workspace, import the file, and say how the event loop fared."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(tempfile.mkdtemp())
    workspace = Workspace.create(folder / "w.desk")
    workspace.close()
    save(folder / "settings.json", Settings(language="en", backups="never"))
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the platform is chosen

    from advocacy_desk.ui.desk import Desk  # noqa: PLC0415 - as above
    from advocacy_desk.ui.jobs import Jobs  # noqa: PLC0415 - as above
    from advocacy_desk.ui.window import MainWindow  # noqa: PLC0415 - as above

    application = QApplication(sys.argv[:1])
    desk = Desk(folder / "settings.json", jobs=Jobs(), language="en")
    window = MainWindow(desk)
    window.show()
    window.open_soon(folder / "w.desk")
    ticks, timer, look, ready = Ticks(), QTimer(), QTimer(), QTimer()
    job = ""
    timer.setInterval(TICK_MS)
    timer.timeout.connect(ticks.tick)
    began = time.perf_counter()

    def finished() -> None:
        nonlocal job, began
        running = next((one.title.message for one in desk.jobs.running() if one.title), "")
        if running == job and not desk.jobs.idle:
            return
        if job and ticks.gaps:
            print(f"{job}: {time.perf_counter() - began:.1f} s; {ticks.report()}")
        job, began = running, time.perf_counter()
        ticks.begin()
        if desk.jobs.idle:
            look.stop()
            timer.stop()
            window.close()
            application.quit()

    def begin() -> None:
        if not desk.has_workspace or not desk.jobs.idle:
            return
        ready.stop()
        desk.navigate("imports")
        order = ImportOrder((Path(sys.argv[1]),), ImportOptions())
        window.page.bring_in((order,))
        desk.navigate(sys.argv[2] if len(sys.argv) > 2 else "imports")
        ticks.begin()
        timer.start()
        look.start(20)

    look.timeout.connect(finished)
    ready.timeout.connect(begin)
    ready.start(500)
    application.exec()


if __name__ == "__main__":
    main()

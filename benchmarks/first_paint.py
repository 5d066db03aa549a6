"""From the start of the process until the first window has been painted: ours beside a bare PySide6 window."""

from __future__ import annotations

import os
import statistics
import tempfile
import time

from benchmarks import processes

ROUNDS = 7
TARGET = 150.0  # milliseconds after a bare window


def measure() -> dict[str, float]:
    """Return the median milliseconds of both, run in turns; key: bare, ours."""
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    platform = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    with tempfile.TemporaryDirectory(prefix="advocacy-desk-bench-") as home:
        private = platform | {"XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "XDG_STATE_HOME": home}
        private |= {"ADVOCACY_DESK_CONFIG": home, "ADVOCACY_DESK_WORKSPACE": ""}
        for _ in range(ROUNDS):
            for which, found in times.items():
                command = processes.python("-m", "benchmarks.window_probe", which, str(time.monotonic()))
                found.append(float(processes.run(command, more=private).output))
    return {which: statistics.median(found) for which, found in times.items()}

"""Runs whole processes and says what they cost: wall time, processor time, peak memory.

A child's peak begins with what its parent held when it forked, so the process that measures must stay small: numpy,
pandas and Qt are imported by children alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
_KIBIBYTES = 1 if sys.platform == "darwin" else 1024  # what ru_maxrss counts in


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process cost: seconds of wall and processor time, MiB at its peak; ``output`` is its stdout."""

    wall: float
    cpu: float
    peak: float
    output: str


def environment() -> dict[str, str]:
    """Return the environment in which processes are measured."""
    # Where Python may not keep its bytecode, every start compiles everything anew: not what people have.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def run(command: Sequence[str | Path], *, given: str = "", more: dict[str, str] | None = None) -> Cost:
    """Run a command to its end and measure it. Raises RuntimeError with its messages where it fails."""
    begin = time.perf_counter()
    with subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment() | (more or {}),
        cwd=ROOT,
    ) as process:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise RuntimeError("a pipe is missing")
        process.stdin.write(given)
        process.stdin.close()
        output, messages = process.stdout.read(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    if process.returncode:
        raise RuntimeError(f"{' '.join(str(part) for part in command)}\n{messages}{output}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _KIBIBYTES / 1024 / 1024, output)


def python(*arguments: str | Path) -> Sequence[str | Path]:
    """Return the command that runs this Python with the given arguments."""
    return (sys.executable, *arguments)


def desk(workspace: Path, *arguments: str | Path) -> Sequence[str | Path]:
    """Return the command line of Advocacy Desk on a workspace."""
    return python("-m", "advocacy_desk", "-w", workspace, "--json", *arguments)

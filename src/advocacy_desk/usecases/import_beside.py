"""Import in a process of its own, so that reading and cleaning never hold the lock that the window's thread needs.

The other process opens the workspace by itself: SQLite lets several programs write one after the other, and an import
is one transaction a file, so a process that is ended from outside leaves all of a file or nothing. Both talk through
a pipe: steps and the result come this way, "stop" goes the other way. A key travels through a pipe too and is on no
disk and in no list of processes. A process whose window is gone cannot tell its steps any more and stops by that.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from advocacy_desk.errors import Explained, Fault, Refused
from advocacy_desk.i18n import text
from advocacy_desk.progress import Cancelled, Progress, Step
from advocacy_desk.store import Workspace
from advocacy_desk.usecases.import_orders import import_orders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.i18n import Text
    from advocacy_desk.store.keys import Key
    from advocacy_desk.usecases.import_orders import Done, ImportOrder

ASK_EVERY_S = 0.05
PATIENCE_S = 20.0  # for a process that was asked to stop; ending it then is as safe as pulling the plug
SMALL = 4 << 20  # bytes: read here before another process has loaded its libraries
_STOP = "stop"
_BUG = 1  # how Python ends a process that raised
_POLITE = 5  # the window comes first


def is_small(orders: Sequence[ImportOrder]) -> bool:
    """Whether starting a process would take longer than the import; a folder may hold anything."""
    paths = [path for order in orders for path in order.paths]
    return all(path.is_file() for path in paths) and sum(path.stat().st_size for path in paths) < SMALL


def import_beside(workspace: Workspace, orders: Sequence[ImportOrder], progress: Progress) -> Outcome[Done]:
    """Import as ``import_orders`` does, in another process.

    Raises what it raises, Cancelled included, and Refused where the process was ended from outside: what was finished
    stays, of the file that it was at there is nothing. Fault where it raised anything else.
    """
    progress.at(text("Starting the import"))
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_child, args=(there, workspace.path, workspace.key, tuple(orders)), daemon=True)
    process.start()
    there.close()
    try:
        return _followed(here, progress)
    except EOFError as error:
        process.join(PATIENCE_S)
        if process.exitcode == _BUG:
            raise Fault("the process that imports failed; it wrote why to the terminal") from error
        raise Refused(
            text(
                "The import was ended from outside, perhaps because memory ran out. Files that were finished are in "
                "the workspace, of the one that was being read there is nothing. Please import again."
            )
        ) from error
    finally:
        with suppress(OSError):
            here.send(_STOP)
        process.join(PATIENCE_S)
        if process.is_alive():
            process.kill()
            process.join()
        here.close()


def _followed(pipe: Connection, progress: Progress) -> Outcome[Done]:
    """Report the other process's steps until it is done; returns or raises what it did."""
    latest = Step(text("Starting the import"), 0, None)
    stopping = False
    while True:
        if pipe.poll(ASK_EVERY_S):
            kind, value = pipe.recv()
            if kind == "done":
                outcome: Outcome[Done] = value
                return outcome
            if kind == "failed":
                raise value
            latest = value
        try:
            progress.at(latest.stage, latest.done, latest.total)
        except Cancelled:
            if not stopping:
                pipe.send(_STOP)
            stopping = True


class _Told(Progress):
    """Tells its steps through a pipe, ten times a second at most, and is cancelled through it."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__()
        self._pipe = pipe
        self._told_at = 0.0
        self._stage = ""

    def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
        now = time.monotonic()
        if stage.message != self._stage or now - self._told_at >= 2 * ASK_EVERY_S:
            self._pipe.send(("at", Step(stage, done, total)))
            self._told_at, self._stage = now, stage.message
        if self.is_cancelled:
            self.cancel()
        super().at(stage, done, total)

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled or self._pipe.poll()


def _child(pipe: Connection, path: Path, key: Key | None, orders: Sequence[ImportOrder]) -> None:
    """The whole life of the other process."""
    if sys.platform != "win32":
        os.nice(_POLITE)
    try:
        workspace = Workspace.open(path, key)
        try:
            answer: tuple[str, object] = ("done", import_orders(workspace, orders, _Told(pipe)))
        finally:
            workspace.close()
    except (Explained, Cancelled) as error:
        answer = ("failed", error)
    pipe.send(answer)

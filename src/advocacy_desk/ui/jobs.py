"""Work beside the window: the only place with threads.

Two workers: one for writing and other long work (``run``: one after the other, with progress and cancel), one for
what a screen wants to see next (``read``: a newer question with the same key replaces an older one). A worker gets a
``Progress`` and nothing of Qt; a timer in the window's thread fetches the results, so no signal crosses a thread.
Python's cyclic collector is switched off and run from that timer: in a worker it would destroy Qt objects there.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from advocacy_desk.i18n import Text
from advocacy_desk.progress import Cancelled, Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Result = TypeVar("Result")

LOOK_EVERY_MS = 50
LOOK_SOON_MS = 4  # while a screen waits for something to show
COLLECT_EVERY_MS = 2_000


@dataclass(eq=False, slots=True)
class Job(Generic[Result]):
    """One piece of work: ``title`` is shown while it runs (None: not shown)."""

    title: Text | None
    work: Callable[[Progress], Result]
    done: Callable[[Result], object] | None = None
    failed: Callable[[Exception], object] | None = None
    cancelled: Callable[[], object] | None = None
    busy: QWidget | None = None
    key: str | None = None
    progress: Progress = field(default_factory=Progress)
    dropped: bool = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self.progress.cancel()


class Jobs(QObject):
    """Runs work beside the window and hands results back in the window's thread.

    ``shown`` tells that the list of visible jobs, or the progress of one, changed. ``went_wrong(error)`` tells of a
    failure that no ``failed`` took. With ``at_once`` (tests) work runs inside the call.
    """

    shown = Signal()
    went_wrong = Signal(object)

    def __init__(self, parent: QObject | None = None, *, at_once: bool = False) -> None:
        super().__init__(parent)
        self.at_once = at_once
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="look")
        self._waiting: list[tuple[Job[Any], Future[Any]]] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._collector = QTimer(self)
        self._collector.timeout.connect(_collect)
        if not at_once:
            gc.disable()
            self._collector.start(COLLECT_EVERY_MS)

    def run(
        self,
        title: Text | None,
        work: Callable[[Progress], Result],
        *,
        done: Callable[[Result], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        busy: QWidget | None = None,
    ) -> Job[Result]:
        """Do ``work`` after everything that was asked before it; ``busy`` is disabled meanwhile.

        ``done``, ``failed`` and ``cancelled`` are called in the window's thread, never after the widget whose method
        they are is gone.
        """
        job = Job(title, work, done, failed, cancelled, busy)
        if busy is not None:
            busy.setEnabled(False)
        self._start(job, self._writer)
        return job

    def read(
        self,
        key: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        *,
        failed: Callable[[Exception], object] | None = None,
    ) -> Job[Result]:
        """Fetch something to show; an older question with the same ``key`` is cancelled and its answer dropped."""
        for old, future in self._waiting:
            if old.key == key:
                old.dropped = True
                old.cancel()
                future.cancel()
        job = Job(None, work, done, failed, key=key)
        self._start(job, self._reader)
        return job

    def running(self) -> tuple[Job[Any], ...]:
        """Return the jobs with a title that are not finished, the current one first."""
        return tuple(job for job, _future in self._waiting if job.title is not None)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._waiting

    def settle(self) -> None:
        """Take what is there now, modules above all, out of the collector's sight: it then needs 1 ms and not 30."""
        if not self.at_once:
            gc.freeze()

    def close(self) -> None:
        """Cancel everything and wait until the workers have let go of their files."""
        for job, future in self._waiting:
            job.dropped = True
            job.cancel()
            future.cancel()
        self._waiting.clear()
        self._timer.stop()
        self._collector.stop()
        for worker in (self._reader, self._writer):
            worker.shutdown(wait=True, cancel_futures=True)
        if not self.at_once:
            gc.unfreeze()
            gc.enable()

    def _start(self, job: Job[Any], worker: ThreadPoolExecutor) -> None:
        if self.at_once:
            future: Future[Any] = Future()
            try:
                future.set_result(job.work(job.progress))
            except Exception as error:  # noqa: BLE001 - handed on by _finish
                future.set_exception(error)
            self._finish(job, future)
            return
        self._waiting.append((job, worker.submit(job.work, job.progress)))
        self._timer.start(LOOK_SOON_MS if self._reading() else LOOK_EVERY_MS)
        self.shown.emit()

    def _reading(self) -> bool:
        return any(job.key is not None and not job.dropped for job, _future in self._waiting)

    def _look(self) -> None:
        finished = [(job, future) for job, future in self._waiting if future.done()]
        self._waiting = [pair for pair in self._waiting if pair not in finished]
        for job, future in finished:
            self._finish(job, future)
        if not self._waiting:
            self._timer.stop()
        elif not self._reading():
            self._timer.setInterval(LOOK_EVERY_MS)
        if finished or self.running():
            self.shown.emit()

    def _finish(self, job: Job[Any], future: Future[Any]) -> None:
        if job.busy is not None and shiboken6.isValid(job.busy):
            job.busy.setEnabled(True)
        if job.dropped or future.cancelled():
            return
        error = future.exception()
        if isinstance(error, Cancelled):
            _call(job.cancelled)
        elif isinstance(error, Exception):
            if job.failed is None or not _alive(job.failed):
                self.went_wrong.emit(error)
            else:
                job.failed(error)
        else:
            _call(job.done, future.result())


def _alive(receiver: Callable[..., object]) -> bool:
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _call(receiver: Callable[..., object] | None, *arguments: object) -> None:
    if receiver is not None and _alive(receiver):
        receiver(*arguments)


def _collect() -> None:
    """Collect young garbage; the old generation only when much has gathered, since that takes 30 ms."""
    if threading.current_thread() is not threading.main_thread():
        return
    young, middle, old = gc.get_count()
    if old > gc.get_threshold()[2]:
        gc.collect()
    elif middle > gc.get_threshold()[1]:
        gc.collect(1)
    elif young > gc.get_threshold()[0]:
        gc.collect(0)

"""The strip at the foot of the window while long work runs: what, how far, and a button that cancels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.progress import Step
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import button, label

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

PER_MILLE = 1000


class JobStrip(QFrame):
    """Follows ``desk.jobs``; hidden while nothing with a title runs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "strip")
        self._title = label(desk)
        self._stage = label(desk, role="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(22 * GRID)
        desk.say(self._bar, text("Progress"), "setAccessibleName")
        self._cancel = button(desk, text("Cancel"), self._on_cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 3 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(self._title)
        row.addWidget(self._stage, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        self.hide()
        desk.jobs.shown.connect(self._show)

    def _show(self) -> None:
        running = self._desk.jobs.running()
        self.setVisible(bool(running))
        if not running:
            return
        job = running[0]
        if job.title is not None:
            self._desk.say(self._title, job.title)
        self._cancel.setEnabled(not job.progress.is_cancelled)
        self._desk.say(self._stage, _stage(job.progress.latest, cancelling=job.progress.is_cancelled))
        step = job.progress.latest
        if step is None or not step.total:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, PER_MILLE)
            self._bar.setValue(min(PER_MILLE, round(step.done / step.total * PER_MILLE)))

    def _on_cancel(self) -> None:
        running = self._desk.jobs.running()
        if running:
            running[0].cancel()
            self._show()


def _stage(step: Step | None, *, cancelling: bool) -> Text:
    if cancelling:
        return text("Cancelling; what is finished stays …")
    if step is None:
        return literal("")
    if step.total:
        return text("{stage}: {done} of {total}", stage=step.stage, done=step.done, total=step.total)
    if step.done:
        return text("{stage}: {done}", stage=step.stage, done=step.done)
    return step.stage

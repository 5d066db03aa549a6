"""Decides cases for the review screen, remembers what was decided here, and takes it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from advocacy_desk.domain.review import Case, Decision, Verdict
from advocacy_desk.i18n import text
from advocacy_desk.ui.review_names import SAID
from advocacy_desk.ui.widgets.problem_dialog import tell
from advocacy_desk.usecases import decide_case

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk


class Decisions(QObject):
    """Emits ``made()`` after a decision, ``refused(case id)`` where it was not taken, ``undoing(case id)``."""

    made = Signal()
    refused = Signal(object)
    undoing = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._made: list[int] = []

    def decide(self, case: Case, verdict: Verdict, note: str) -> None:
        """Decide a case as it was seen."""
        workspace, by = self._desk.workspace, self._desk.settings.reviewer

        def work(_progress: Progress) -> Outcome[Decision]:
            return decide_case.decide(workspace, case.id, verdict, by=by, note=note, seen=case.revision)

        author = case.post.employee or case.post.account
        done, failed = partial(self._on_decided, case.id, author), partial(self._on_refused, case.id)
        self._desk.write(None, work, done=done, failed=failed)

    def _on_decided(self, case_id: int, author: str, decision: Decision) -> None:
        self._made.append(case_id)
        said = (
            text("{what}: {author}", what=SAID[decision.verdict], author=author) if author else SAID[decision.verdict]
        )
        self._desk.announce(said, undo=partial(self.take_back, case_id))
        self.made.emit()

    def _on_refused(self, case_id: int, error: Exception) -> None:
        self.refused.emit(case_id)
        tell(self._desk, error, self._page)

    def undo(self) -> None:
        """Take back what was decided last in this window."""
        if self._made:
            self.take_back(self._made[-1])

    def take_back(self, case_id: int) -> None:
        """Take back the newest decision on a case; both stay in its history."""
        workspace, by = self._desk.workspace, self._desk.settings.reviewer
        self._made = [one for one in self._made if one != case_id]
        self.undoing.emit(case_id)

        def work(_progress: Progress) -> Outcome[Decision]:
            return decide_case.decide(workspace, case_id, Verdict.UNDO, by=by)

        self._desk.write(None, work, done=self._on_undone)

    def _on_undone(self, _decision: Decision) -> None:
        self._desk.announce(text("The decision was taken back; both stay in the history."))

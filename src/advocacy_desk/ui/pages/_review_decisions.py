"""Decides cases for the review screen, remembers what was decided here, and takes it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from advocacy_desk.domain.review import Case, Decision, Verdict
from advocacy_desk.i18n import plural, text
from advocacy_desk.ui.review_names import SAID
from advocacy_desk.ui.widgets.problem_dialog import tell
from advocacy_desk.usecases import decide_alike, decide_case, second_opinion

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.decide_alike import Together


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

    def decide(self, case: Case, verdict: Verdict, note: str, *, alike: bool = False) -> None:
        """Decide a case as it was seen; ``alike``: and every waiting one with the same text and findings."""
        workspace, by = self._desk.workspace, self._desk.settings.reviewer
        if case.blind:
            self._second_opinion(case, verdict, note)
            return
        if alike:
            self._decide_alike(case, verdict, note)
            return

        def work(_progress: Progress) -> Outcome[Decision]:
            return decide_case.decide(workspace, case.id, verdict, by=by, note=note, seen=case.revision)

        author = case.post.employee or case.post.account
        done, failed = partial(self._on_decided, case.id, author), partial(self._on_refused, case.id)
        self._desk.write(None, work, done=done, failed=failed)

    def _second_opinion(self, case: Case, verdict: Verdict, note: str) -> None:
        workspace, by = self._desk.workspace, self._desk.settings.reviewer

        def work(_progress: Progress) -> Outcome[int]:
            return second_opinion.give_opinion(workspace, case.id, verdict, by=by, note=note)

        def done(_number: int) -> None:
            self._desk.announce(text("Your second opinion is kept; the case stays as it is."))
            self.made.emit()

        self._desk.write(None, work, done=done, failed=partial(self._on_refused, case.id))

    def _decide_alike(self, case: Case, verdict: Verdict, note: str) -> None:
        workspace, by = self._desk.workspace, self._desk.settings.reviewer

        def work(_progress: Progress) -> Outcome[Together]:
            return decide_alike.decide_alike(workspace, case.id, verdict, by=by, note=note, seen=case.revision)

        done, failed = partial(self._on_alike, case.id), partial(self._on_refused, case.id)
        self._desk.write(None, work, done=done, failed=failed)

    def _on_alike(self, case_id: int, together: Together) -> None:
        said = plural("{count} case decided", "{count} cases decided", len(together.decisions))
        if together.left_out:
            said = text("{what}, {left} left out", what=said, left=len(together.left_out))
        self._made.append(case_id)
        self._desk.announce(said, undo=partial(self.take_back, case_id))
        self.made.emit()

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
        """Take back the newest decision on a case, and those made with the same stroke; all stay in the history."""
        workspace, by = self._desk.workspace, self._desk.settings.reviewer
        self._made = [one for one in self._made if one != case_id]
        self.undoing.emit(case_id)

        def work(_progress: Progress) -> Outcome[Together]:
            return decide_alike.undo_alike(workspace, case_id, by=by)

        self._desk.write(None, work, done=self._on_undone)

    def _on_undone(self, together: Together) -> None:
        if len(together.decisions) > 1:
            self._desk.announce(text("{count} decisions were taken back.", count=len(together.decisions)))
        else:
            self._desk.announce(text("The decision was taken back; both stay in the history."))

"""What the review screen does with a case besides deciding it: claim, assign, ask, look, write."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from advocacy_desk.domain.review import Case, Decision, Verdict
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.review_names import SAID
from advocacy_desk.ui.widgets.message_dialog import MessageDialog
from advocacy_desk.ui.widgets.words_dialog import NameDialog, WordsDialog
from advocacy_desk.usecases import assign_case, decide_case, list_rules, message_author, review_cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtWidgets import QWidget

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.domain.posts import Post
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.message_author import Message

_ASKS = {
    Verdict.ANSWER: text("What did the author answer? It becomes part of the case."),
    Verdict.APPEAL: text("What does the author say against the decision? Somebody else will decide about it."),
}
_TITLES = {Verdict.ANSWER: text("Answer of the author"), Verdict.APPEAL: text("Appeal of the author")}


class CaseActions(QObject):
    """Each method takes the case that is shown. Emits ``author_opened(case id, Post)``."""

    author_opened = Signal(object, object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page

    @property
    def _me(self) -> str:
        return self._desk.settings.reviewer

    def claim(self, case: Case) -> None:
        """Work on the case, or let it go where it is claimed by this person already."""
        workspace, by = self._desk.workspace, self._me
        if case.claimed_by is not None and case.claimed_by == by:
            self._write(lambda: assign_case.release(workspace, case.id, by=by), text("Others can work on it again."))
        else:
            self._desk.write(None, lambda _p: assign_case.claim(workspace, case.id, by=by), done=self._on_claimed)

    def _on_claimed(self, until: datetime) -> None:
        self._desk.announce(text("It is yours until {when}.", when=self._desk.cells.moment(until)))

    def assign(self, case: Case) -> None:
        """Ask whose task the case is."""
        workspace = self._desk.workspace
        known = assign_case.reviewers(workspace)
        words = text("Who decides about this case? Leave it empty to give it to nobody.")
        dialog = NameDialog(self._desk, text("Whose task"), words, known, self._page, optional=True)
        dialog.given.connect(partial(self._assign, case.id))
        dialog.open()

    def _assign(self, case_id: int, to: str) -> None:
        workspace, by = self._desk.workspace, self._me
        said = text("Now the task of {who}.", who=to) if to else text("Now nobody’s task.")
        self._write(lambda: assign_case.assign(workspace, [case_id], to, by=by), said)

    def hear(self, verdict: Verdict, case: Case) -> None:
        """Enter what the author said: an answer or an appeal."""
        dialog = WordsDialog(self._desk, _TITLES[verdict], _ASKS[verdict], self._page)
        dialog.given.connect(partial(self._say, verdict, case))
        dialog.open()

    def _say(self, verdict: Verdict, case: Case, words: str) -> None:
        workspace, by = self._desk.workspace, self._me

        def work(_progress: Progress) -> Outcome[Decision]:
            return decide_case.decide(workspace, case.id, verdict, by=by, note=words, seen=case.revision)

        self._desk.write(None, work, done=lambda _made: self._desk.announce(SAID[verdict]))

    def dismiss(self, case: Case, rule_id: str, reason: str) -> None:
        """Dismiss one finding."""
        workspace, by = self._desk.workspace, self._me
        self._write(
            lambda: decide_case.dismiss(workspace, case.id, rule_id, by=by, reason=reason, seen=case.revision),
            SAID[Verdict.DISMISS],
        )

    def open_author(self, case: Case) -> None:
        """Show whose post it is; the audit trail tells who looked."""
        workspace, by = self._desk.workspace, self._me

        def opened(post: Post) -> None:
            self.author_opened.emit(case.id, post)
            self._desk.announce(text("That you looked is kept in the audit trail."))

        self._desk.write(None, lambda _p: review_cases.open_author(workspace, case.id, by=by), done=opened)

    def message(self, case: Case) -> None:
        """Show the message to the author."""
        dialog = MessageDialog(self._desk, self._composed(case, None), self._page)
        dialog.language_asked.connect(lambda code: dialog.show_message(self._composed(case, code)))
        dialog.draft_asked.connect(partial(self._draft, case.id))
        dialog.open()

    def _composed(self, case: Case, language: str | None) -> Message:
        workspace = self._desk.workspace
        under = list_rules.policy(workspace)
        return message_author.compose(workspace, under, case.id, by=self._me, language=language)

    def _draft(self, case_id: int, message: Message, path: Path) -> None:
        workspace, by = self._desk.workspace, self._me
        said = text("Written: {file}", file=literal(path.name))
        self._write(lambda: message_author.save_draft(workspace, case_id, message, path, by=by), said)

    def _write(self, work: Callable[[], Outcome[Any]], said: Text) -> None:
        self._desk.write(None, lambda _progress: work(), done=lambda _result: self._desk.announce(said))

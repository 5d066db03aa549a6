"""The review: the queue, the post with its marked passages, and the findings with note and verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import Case, CaseFilter, CaseRow, CaseState, Decision, Verdict
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Text, plural, text
from advocacy_desk.ui.names import CASE_STATES, SEVERITIES
from advocacy_desk.ui.review_names import SAID
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.case_post import CasePost
from advocacy_desk.ui.widgets.case_queue import CaseQueue
from advocacy_desk.ui.widgets.case_verdict import CaseVerdict
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.filter_bar import FilterBar
from advocacy_desk.ui.widgets.page import Page, Shortcut
from advocacy_desk.ui.widgets.pieces import button
from advocacy_desk.ui.widgets.problem_dialog import tell
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.usecases import check_posts, decide_case, list_people, list_rules, review_cases

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids
    from advocacy_desk.usecases.check_posts import CheckReport

_VERDICT_KEYS = {
    "A": (Verdict.APPROVE, text("Approve")),
    "C": (Verdict.REQUEST_CHANGES, text("Request changes")),
    "R": (Verdict.REJECT, text("Reject")),
    "E": (Verdict.ESCALATE, text("Escalate")),
}


@dataclass(frozen=True, slots=True)
class _Queue:
    """What the filters offer, and the cases that match."""

    ids: Ids
    teams: tuple[tuple[int, str], ...]
    rules: tuple[tuple[str, Text], ...]
    any_case: bool


class ReviewPage(Page):
    """The queue and one case. ``open_at(case=12)``, ``open_at(severity="critical")``."""

    cares_about: ClassVar[Changes] = Changes.CASES | Changes.FINDINGS | Changes.POSTS | Changes.MATCHES
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (
        Shortcut("J", text("Next case")),
        Shortcut("K", text("Previous case")),
        *(Shortcut(key, words) for key, (_verdict, words) in _VERDICT_KEYS.items()),
        Shortcut("Ctrl+Return", text("Send the verdict with its note")),
        Shortcut("U", text("Take the last decision back (also Ctrl+Z)")),
        Shortcut("Ctrl+F", text("Search the cases")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Review"), text("Posts in which a rule found something, the most severe first."))
        self._case: Case | None = None
        self._decided: list[int] = []
        self._place = 0
        self._leaving: int | None = None
        self._wanted_case: int | None = None
        self._check = button(desk, text("Check the posts"), self.check, icon="rules")
        self.add_action(self._check)
        self._build_filters()
        self.queue = CaseQueue(desk, self._fetch)
        self.queue.current_changed.connect(self._load)
        self.post = CasePost(desk)
        self.verdict = CaseVerdict(desk)
        self.verdict.decided.connect(self.decide)
        self.verdict.undo_asked.connect(self._undo_shown)
        self.verdict.left.connect(self.queue.setFocus)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.bar)
        column.addWidget(Split(desk, "review", (self.queue, self.post, self.verdict), (28, 36, 36)), 1)
        self._build_keys()

    def _build_filters(self) -> None:
        self.bar = FilterBar(self.desk, text("Search the cases"))
        self._states = self.bar.add_choice(text("State"))
        self._states.set_options([(state, CASE_STATES[state][0]) for state in CaseState])
        self._severities = self.bar.add_choice(text("Severity"))
        self._severities.set_options([(one, SEVERITIES[one][0]) for one in reversed(Severity) if one.rank])
        self._teams = self.bar.add_choice(text("Team"))
        self._rules = self.bar.add_choice(text("Rule"), many=False)
        self.bar.changed.connect(self.refresh)

    def _build_keys(self) -> None:
        keys = {"J": partial(self.step, 1), "K": partial(self.step, -1), "U": self.undo, "Ctrl+Z": self.undo}
        keys |= {key: partial(self.verdict.ask, verdict) for key, (verdict, _words) in _VERDICT_KEYS.items()}
        for key, work in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(work)

    # --- loading

    def wanted(self) -> CaseFilter:
        """Return what the filters ask for."""
        rule = self._rules.value()
        return CaseFilter(
            states=tuple(CaseState(str(value)) for value in self._states.values()),
            severities=tuple(Severity(str(value)) for value in self._severities.values()),
            teams=tuple(int(str(value)) for value in self._teams.values()),
            rule_id=None if rule is None else str(rule),
            words=self.bar.words(),
        )

    def refresh(self) -> None:
        """Ask for the cases that match."""
        workspace, wanted = self.desk.workspace, self.wanted()

        def work(_progress: Progress) -> _Queue:
            under = list_rules.policy()
            hits = list_rules.hits(workspace)
            return _Queue(
                ids=review_cases.case_ids(workspace, wanted),
                teams=tuple((team.id, team.name) for team in list_people.teams(workspace)),
                rules=tuple((rule.id, rule.title) for rule in under.rules if rule.id in hits and rule.severity.rank),
                any_case=any(review_cases.by_state(workspace).values()),
            )

        self.desk.jobs.read("review", work, self._show)

    def _show(self, queue: _Queue) -> None:
        self._teams.set_options(queue.teams)
        self._teams.setVisible(bool(queue.teams))
        self._rules.set_options(queue.rules)
        current = self._wanted_case or self.queue.current_id()
        self.queue.ids_model.set_ids(queue.ids)
        self.bar.show_found(plural("{count} case", "{count} cases", len(queue.ids)))
        if not len(queue.ids):
            self._show_nothing(queue)
            return
        self.show_body()
        leaving, self._leaving = self._leaving, None
        # A case that was just decided left the queue, and the next one moved up into its place; or it stays there,
        # waiting for its author, and the next one is below it.
        if current is None or not self.queue.go_to(current):
            self.queue.go_to_row(self._place)
        elif current == leaving:
            self.step(1)
        elif current == self._wanted_case:
            self._wanted_case = None

    def _show_nothing(self, queue: _Queue) -> None:
        self._show_case(None)
        if self.bar.is_active:
            self.show_body()
        elif queue.any_case:
            self.show_empty(
                EmptyState(
                    self.desk,
                    "check",
                    text("All done"),
                    text("No case waits for a decision. New ones appear here after the next import and check."),
                    (text("Show decided cases"), self.show_decided),
                )
            )
        else:
            self.show_empty(
                EmptyState(
                    self.desk,
                    "review",
                    text("Nothing to review yet"),
                    text(
                        "Import posts and check them: what a rule finds comes here, with a reason and a better wording."
                    ),
                    (text("Check the posts"), self.check),
                    (text("Import files …"), partial(self.desk.navigate, "imports", choose=True)),
                )
            )

    def _fetch(self, ids: Ids) -> tuple[CaseRow, ...]:
        return review_cases.case_rows(self.desk.workspace, ids.tolist())

    def _load(self, case_id: int | None) -> None:
        if case_id is None:
            return
        self._place = max(0, self.queue.currentIndex().row())
        workspace = self.desk.workspace

        def work(_progress: Progress) -> Case | None:
            return review_cases.case(workspace, list_rules.policy(), case_id)

        self.desk.jobs.read("review/case", work, self._show_case)

    def _show_case(self, case: Case | None) -> None:
        self._case = case
        self.post.show_case(case)
        self.verdict.show_case(case)

    # --- what the person does

    def step(self, by: int) -> None:
        """Go to the next or the previous case."""
        self.queue.go_to_row(self.queue.currentIndex().row() + by)

    def decide(self, verdict: Verdict, note: str = "") -> None:
        """Decide the shown case; the next one opens by itself."""
        case = self._case
        if case is None:
            return
        workspace, by = self.desk.workspace, self.desk.settings.reviewer

        def work(_progress: Progress) -> Outcome[Decision]:
            return decide_case.decide(workspace, case.id, verdict, by=by, note=note, seen=case.revision)

        self._case = None  # a second key press must not decide the same case twice
        self._leaving = case.id
        author = case.post.employee or case.post.account
        done = partial(self._on_decided, case.id, author)
        self.desk.write(None, work, done=done, failed=partial(self._on_refused, case))

    def _on_decided(self, case_id: int, author: str, decision: Decision) -> None:
        self._decided.append(case_id)
        said = text("{what}: {author}", what=SAID[decision.verdict], author=author)
        self.desk.announce(said, undo=self.undo)
        self.queue.setFocus()

    def _on_refused(self, case: Case, error: Exception) -> None:
        """Say why, and show the case as it is now."""
        self._leaving = None
        if isinstance(error, Refused):
            self._load(case.id)
        tell(self.desk, error, self)

    def undo(self) -> None:
        """Take back the decision that was made last in this window, and show its case again."""
        if self._decided:
            self._take_back(self._decided.pop())

    def _undo_shown(self) -> None:
        if self._case is not None:
            self._take_back(self._case.id)

    def _take_back(self, case_id: int) -> None:
        workspace, by = self.desk.workspace, self.desk.settings.reviewer

        def work(_progress: Progress) -> Outcome[Decision]:
            return decide_case.decide(workspace, case_id, Verdict.UNDO, by=by)

        self._wanted_case = case_id
        self.desk.write(None, work, done=self._on_undone)

    def _on_undone(self, _decision: Decision) -> None:
        self.desk.announce(text("The decision was taken back; both stay in the history."))

    def show_decided(self) -> None:
        """Show the cases that are decided."""
        self._states.choose(CaseState.APPROVED, CaseState.REJECTED)
        self.bar.changed.emit()

    def check(self) -> None:
        """Check the posts that are new or changed against the rules."""
        workspace = self.desk.workspace

        def work(progress: Progress) -> Outcome[CheckReport]:
            return check_posts.check_posts(workspace, list_rules.policy(), progress)

        self.desk.write(text("Checking posts"), work, done=self._on_checked, busy=self._check)

    def _on_checked(self, report: CheckReport) -> None:
        if report.evaluated:
            said = plural("{count} new case", "{count} new cases", report.opened)
            self.desk.announce(text("{posts} posts checked: {cases}.", posts=report.evaluated, cases=said))
        else:
            self.desk.announce(text("Everything was checked already."))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, so that the keys of the review work without a click."""
        super().showEvent(event)
        self.queue.setFocus()

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def open_at(self, **target: object) -> None:
        """Show a case, or the cases of a severity."""
        case, severity = target.get("case"), target.get("severity")
        self._wanted_case = int(str(case)) if case is not None else None
        self._severities.choose(*([Severity(str(severity))] if severity is not None else []))
        self.bar.changed.emit()

"""The review: the queue, the post with its marked passages, and the findings with note and verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import Case, CaseRow, CaseState, Queue, Verdict
from advocacy_desk.i18n import Text, plural, text
from advocacy_desk.ui.pages._review_actions import CaseActions
from advocacy_desk.ui.pages._review_decisions import Decisions
from advocacy_desk.ui.pages._review_filters import ReviewFilters
from advocacy_desk.ui.pages._review_keys import OTHER_KEYS, VERDICT_KEYS, Keyed, build_keys
from advocacy_desk.ui.pages._review_views import SavedViews
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.case_post import CasePost
from advocacy_desk.ui.widgets.case_queue import CaseQueue
from advocacy_desk.ui.widgets.case_verdict import CaseVerdict
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.page import Page, Shortcut
from advocacy_desk.ui.widgets.pieces import button
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.ui.widgets.words_dialog import offer_names
from advocacy_desk.usecases import assign_case, check_posts, list_people, list_rules, review_cases

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids
    from advocacy_desk.usecases.check_posts import CheckReport


@dataclass(frozen=True, slots=True)
class _Queue:
    """The cases that match, the teams that there are, and whether there is any case at all."""

    ids: Ids
    teams: tuple[tuple[int, str], ...]
    any_case: bool


class ReviewPage(Page):
    """The queue and one case. ``open_at(case=12)``, ``open_at(severity="critical")``."""

    cares_about: ClassVar[Changes] = Changes.CASES | Changes.FINDINGS | Changes.POSTS | Changes.MATCHES
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (
        Shortcut("J", text("Next case")),
        Shortcut("K", text("Previous case")),
        *(Shortcut(key, words) for key, (_verdict, words) in VERDICT_KEYS.items()),
        *(Shortcut(key, words) for key, words in OTHER_KEYS.items()),
        Shortcut("Ctrl+Return", text("Send the verdict with its note")),
        Shortcut("U", text("Take the last decision back (also Ctrl+Z)")),
        Shortcut("Ctrl+F", text("Search the cases")),
        Shortcut("V", text("Save the filters as a view")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Review"), text("Posts in which a rule found something, the most severe first."))
        self._case: Case | None = None
        self.decisions = Decisions(desk, self)
        self.decisions.refused.connect(self._on_refused)
        self.decisions.undoing.connect(partial(setattr, self, "_wanted_case"))
        self.case_actions = CaseActions(desk, self)
        self.views = SavedViews(desk, self)
        self._place = 0
        self._leaving: int | None = None
        self._wanted_case: int | None = None
        self._check = button(desk, text("Check the posts"), self.check, icon="rules")
        self.add_action(button(desk, text("Save view … (V)"), self.ask_view, quiet=True))
        self.add_action(self._check)
        self.bar = ReviewFilters(desk)
        self.bar.changed.connect(self.refresh)
        self.views.loaded.connect(self.bar.offer_views)
        self.queue = CaseQueue(desk, self._fetch)
        self.queue.current_changed.connect(self._load)
        self.post = CasePost(desk)
        self.verdict = CaseVerdict(desk)
        self.verdict.decided.connect(self.decide)
        self.verdict.dismissed.connect(self._dismiss)
        self.case_actions.author_opened.connect(self.post.show_author)
        self.verdict.undo_asked.connect(self._undo_shown)
        self.verdict.left.connect(self.queue.setFocus)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.bar)
        column.addWidget(Split(desk, "review", (self.queue, self.post, self.verdict), (27, 33, 40)), 1)
        self.decisions.made.connect(self.queue.setFocus)
        build_keys(
            desk,
            self,
            Keyed(
                verdict=self.verdict,
                decisions=self.decisions,
                post=self.post,
                actions=self.case_actions,
                step=self.step,
                ask_view=self.ask_view,
                shown_case=self.shown_case,
            ),
        )

    def ask_view(self) -> None:
        """Ask under which name the filters are kept."""
        self.views.ask_name(self.bar.wanted())

    def shown_case(self) -> Case | None:
        """Return the case that is open."""
        return self._case

    def _dismiss(self, rule_id: str, reason: str) -> None:
        if self._case is not None:
            self._wanted_case = self._case.id
            self.case_actions.dismiss(self._case, rule_id, reason)
            self.queue.setFocus()

    # --- loading

    def refresh(self) -> None:
        """Ask for the cases that match; the queue is there before the rules are read for the first time."""
        workspace, wanted, now = self.desk.workspace, self.bar.wanted(), self.desk.now()

        def work(_progress: Progress) -> _Queue:
            return _Queue(
                ids=review_cases.case_ids(workspace, wanted, now=now),
                teams=tuple((team.id, team.name) for team in list_people.teams(workspace)),
                any_case=any(review_cases.by_state(workspace).values()),
            )

        def rules(_progress: Progress) -> tuple[tuple[str, Text], ...]:
            hits = list_rules.hits(workspace)
            return tuple(
                (one.id, one.title)
                for one in list_rules.policy(workspace).rules
                if one.id in hits and one.severity.rank
            )

        self.desk.jobs.read("review", work, self._show)
        self.desk.jobs.read(
            "review/people", lambda _progress: assign_case.reviewers(workspace), partial(offer_names, self.verdict.name)
        )
        self.views.load()
        self.desk.jobs.read("review/rules", rules, self.bar.offer_rules)

    def _show(self, queue: _Queue) -> None:
        self.bar.offer_teams(queue.teams)
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
        return review_cases.case_rows(self.desk.workspace, ids.tolist(), now=self.desk.now())

    def _load(self, case_id: int | None) -> None:
        if case_id is None:
            return
        self._place = max(0, self.queue.currentIndex().row())
        workspace, now = self.desk.workspace, self.desk.now()
        blind = self.bar.queue() is Queue.SECOND_OPINION

        def work(_progress: Progress) -> Case | None:
            return review_cases.case(workspace, list_rules.policy(workspace), case_id, blind=blind, now=now)

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
        case, self._case = self._case, None  # a second key press must not decide the same case twice
        if case is not None:
            self._leaving = case.id
            self.decisions.decide(case, verdict, note, alike=self.verdict.alike.isChecked())

    def _on_refused(self, case_id: int) -> None:
        """Show the case as it is now."""
        self._leaving = None
        self._load(case_id)

    def _undo_shown(self) -> None:
        if self._case is not None:
            self.decisions.take_back(self._case.id)

    def show_decided(self) -> None:
        """Show the cases that are decided."""
        self.bar.states.choose(CaseState.APPROVED, CaseState.REJECTED)
        self.bar.changed.emit()

    def check(self) -> None:
        """Check the posts that are new or changed against the rules."""
        workspace = self.desk.workspace

        def work(progress: Progress) -> Outcome[CheckReport]:
            return check_posts.check_posts(workspace, list_rules.policy(workspace), progress)

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
        self.bar.severities.choose(*([Severity(str(severity))] if severity is not None else []))
        self.bar.changed.emit()

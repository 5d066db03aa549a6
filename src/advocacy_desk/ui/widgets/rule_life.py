"""The life of a rule: the state that it is in, who put it there, when and why, and putting it into another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advocacy_desk.i18n import literal, text
from advocacy_desk.policy import Status
from advocacy_desk.ui.review_names import STATUSES
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import Badge, Card, button, clear, label, scrolled
from advocacy_desk.ui.widgets.rule_state_dialog import RuleStateDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.domain.rules import RuleChange
    from advocacy_desk.policy import Rule
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk


class RuleLife(Card):
    """Shows the steps of one rule's life, newest first; ``show_rule(None)`` shows nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._rule: Rule | None = None
        self._state = Badge(desk)
        self.change = button(desk, text("Change the state …"), self.ask, icon="edit")
        head = QHBoxLayout()
        head.addWidget(self._state)
        head.addStretch(1)
        head.addWidget(self.change)
        self.column.addLayout(head)
        inner = QWidget()
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, GRID, GRID, 0)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(GRID // 2)
        outer.addLayout(self._steps)
        outer.addStretch(1)
        self.column.addWidget(scrolled(inner), 1)
        self.show_rule(None)

    def show_rule(self, rule: Rule | None) -> None:
        """Show a rule; its history comes from the workspace a moment later."""
        self._rule = rule
        self.setEnabled(rule is not None)
        self._state.setVisible(rule is not None)
        clear(self._steps)
        if rule is None:
            return
        self._state.show_as(*STATUSES[rule.status])
        workspace = self._desk.workspace

        def work(_progress: Progress) -> tuple[RuleChange, ...]:
            from advocacy_desk.usecases import activate_rule  # noqa: PLC0415 - SQLAlchemy loads after the first paint

            return activate_rule.history(workspace, rule.id)

        self._desk.jobs.read("rules/life", work, partial(self._show, rule))

    def _show(self, rule: Rule, steps: tuple[RuleChange, ...]) -> None:
        if rule is not self._rule:
            return
        clear(self._steps)
        if not steps:
            said = text("Nobody has changed the state of this rule in this workspace: it is as the pack says.")
            self._steps.addWidget(label(self._desk, said, "muted", wrap=True))
        for step in reversed(steps):
            told = text(
                "{state}, version {version}, by {who}, {when}",
                state=STATUSES[Status(step.status)][0],
                version=step.version,
                who=step.by,
                when=self._desk.cells.moment(step.at),
            )
            self._steps.addWidget(label(self._desk, told, "caption", wrap=True))
            self._steps.addWidget(label(self._desk, literal(step.note), wrap=True))
            self._steps.addSpacing(GRID)

    # --- what the person does

    def ask(self) -> None:
        """Ask for another state."""
        if self._rule is not None:
            dialog = RuleStateDialog(self._desk, self._rule, self)
            dialog.given.connect(partial(self._change, self._rule))
            dialog.open()

    def _change(self, rule: Rule, status: str, note: str, by: str) -> None:
        before = rule.status
        words = text("The rule is now: {state}.", state=STATUSES[Status(status)][0])
        taken_back = self._desk.of(text("Taken back: {note}", note=note))
        undo = partial(self._write, rule, before, taken_back, by)
        self._write(rule, Status(status), note, by, done=partial(self._desk.announce, words, undo))

    def _write(
        self, rule: Rule, status: Status, note: str, by: str, *, done: Callable[[], object] | None = None
    ) -> None:
        workspace = self._desk.workspace

        def work(_progress: Progress) -> Outcome[RuleChange]:
            from advocacy_desk.usecases import activate_rule  # noqa: PLC0415 - as above

            return activate_rule.set_status(workspace, rule.id, status, by=by, note=note)

        self._desk.write(text("Changing the rule"), work, done=lambda _change: None if done is None else done())

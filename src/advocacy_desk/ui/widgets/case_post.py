"""The post of a case: who, when, where, the text with its marked passages, its metrics, and what was decided so far."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout

from advocacy_desk.domain.review import CLOSED, LATE, PROGRAM, Case, Decision
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.names import CASE_STATES, METRICS, SEVERITIES, network_name
from advocacy_desk.ui.review_names import SAID
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.links import LinkQuestion
from advocacy_desk.ui.widgets.passages import PassageView
from advocacy_desk.ui.widgets.pieces import Badge, Card, clear, label, tool_button

if TYPE_CHECKING:
    from advocacy_desk.domain.posts import Post
    from advocacy_desk.ui.desk import Desk

SHOWN_METRICS = ("impressions", "reactions", "comments", "shares")


def _author(case: Case) -> Text:
    if case.author_hidden:
        return text("Author hidden")
    author = case.post.employee or case.post.account
    return literal(author) if author else text("Author unknown")


class CasePost(Card):
    """Shows the post of one case; ``show_case(None)`` shows nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._case: Case | None = None
        self._author = label(desk, role="section", wrap=True)
        self._byline = label(desk, role="muted", wrap=True)
        self._severity = Badge(desk)
        self._state = Badge(desk)
        badges = QHBoxLayout()
        badges.setSpacing(GRID // 2)
        badges.addWidget(self._severity)
        badges.addWidget(self._state)
        badges.addStretch(1)
        self.more = QToolButton()
        self.more.setProperty("role", "choice")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        desk.say(self.more, text("More ▾"))
        desk.say(self.more, text("What else can be done with this case"), "setAccessibleName")
        badges.addWidget(self.more)
        self._work = label(desk, role="muted", wrap=True)
        self._text = PassageView(desk, text("Text of the post"))
        self._text.setStyleSheet("QTextEdit { border: none; background: transparent; padding: 0; }")
        self._text.document().setDocumentMargin(0)
        self._metrics = label(desk, role="muted", wrap=True)
        self._history = QVBoxLayout()
        self._history.setSpacing(GRID // 2)
        self._link = tool_button(desk, text("Open the link …"), "link", self.open_link)
        head = QHBoxLayout()
        head.addWidget(self._author, 1)
        head.addWidget(self._link, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.column.addWidget(self._byline)
        self.column.addLayout(badges)
        self.column.addWidget(self._work)
        self.column.addWidget(self._text, 1)
        self.column.addWidget(self._metrics)
        self.column.addLayout(self._history)

    def show_case(self, case: Case | None) -> None:
        """Show a case's post."""
        self._case = case
        clear(self._history)
        self._metrics.setVisible(case is not None)
        for part in (self._severity, self._state, self._link, self.more, self._work):
            part.setVisible(case is not None)
        if case is None:
            self._desk.say(self._author, text("Choose a case to read it here."))
            self._desk.say(self._byline, literal(""))
            self._text.show_text("")
            return
        post = case.post
        self._desk.say(self._author, _author(case))
        when = self._desk.cells.moment(post.published_at)
        self._desk.say(
            self._byline, literal(" · ".join(part for part in (network_name(post.network), post.team, when) if part))
        )
        self._severity.show_as(*SEVERITIES[case.severity])
        self._state.show_as(*CASE_STATES[case.state])
        self._link.setVisible(post.url is not None)
        self._text.show_text(
            post.text,
            [
                (span, found.finding.severity)
                for found in case.findings
                if found.finding.rule_id not in case.dismissed
                for span in found.finding.spans
            ],
        )
        self._show_work(case)
        self._show_metrics(case)
        self._show_history(case.history)

    def show_author(self, case_id: int, post: Post) -> None:
        """Show whose post it is, once somebody asked to see it; until another case is shown."""
        if self._case is not None and self._case.id == case_id:
            self._case = replace(self._case, post=post, author_hidden=False)
            self._desk.say(self._author, _author(self._case))
            self._link.setVisible(post.url is not None)

    def _show_work(self, case: Case) -> None:
        """Say until when the case is due, who works on it, and whose task it is."""
        moment, now, parts = self._desk.cells.moment, self._desk.now(), []
        if case.due_at is not None and case.state not in CLOSED:
            late = case.due_at < now
            said = text("Overdue since {when}", when=moment(case.due_at)) if late else None
            parts.append(said or text("Due {when}", when=moment(case.due_at)))
        if case.claimed_by is not None:
            ends = moment(case.claim_ends_at)
            parts.append(text("{who} works on it until {when}", who=case.claimed_by, when=ends))
        if case.assigned_to is not None:
            parts.append(text("Task of {who}", who=case.assigned_to))
        self._desk.say(self._work, literal(" · ".join(self._desk.of(one) for one in parts)))
        self._work.setVisible(bool(parts))

    def _show_metrics(self, case: Case) -> None:
        of, number = self._desk.of, self._desk.cells.number
        figures = [f"{of(METRICS[key])}\u00a0{number(getattr(case.post.metrics, key))}" for key in SHOWN_METRICS]
        self._desk.say(self._metrics, literal("   ".join(figures)))

    def _show_history(self, history: tuple[Decision, ...]) -> None:
        if not history:
            return
        self._history.addWidget(label(self._desk, text("History"), "section"))
        for one in history:
            said = text(
                "{what} by {who}, {when}",
                what=SAID[one.verdict],
                who=one.reviewer,
                when=self._desk.cells.moment(one.at),
            )
            self._history.addWidget(label(self._desk, said, wrap=True))
            if one.note:
                note = LATE if one.reviewer == PROGRAM else literal(one.note)
                self._history.addWidget(label(self._desk, note, "muted", wrap=True))

    def open_link(self) -> None:
        """Ask, showing the real domain, then open the post in the browser."""
        if self._case is not None and self._case.post.url is not None:
            LinkQuestion(self._desk, self._case.post.url, self).open()

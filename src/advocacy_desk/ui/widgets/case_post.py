"""The post of a case: who, when, where, the text with its marked passages, its metrics, and what was decided so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from advocacy_desk.domain.review import Case, Decision
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.names import CASE_STATES, METRICS, SEVERITIES, network_name
from advocacy_desk.ui.review_names import SAID
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.links import LinkQuestion
from advocacy_desk.ui.widgets.passages import PassageView
from advocacy_desk.ui.widgets.pieces import Badge, Card, clear, label, tool_button

if TYPE_CHECKING:
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
        self.column.addWidget(self._text, 1)
        self.column.addWidget(self._metrics)
        self.column.addLayout(self._history)

    def show_case(self, case: Case | None) -> None:
        """Show a case's post."""
        self._case = case
        clear(self._history)
        self._metrics.setVisible(case is not None)
        for part in (self._severity, self._state, self._link):
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
            post.text, [(span, found.finding.severity) for found in case.findings for span in found.finding.spans]
        )
        self._show_metrics(case)
        self._show_history(case.history)

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
                self._history.addWidget(label(self._desk, literal(one.note), "muted", wrap=True))

    def open_link(self) -> None:
        """Ask, showing the real domain, then open the post in the browser."""
        if self._case is not None and self._case.post.url is not None:
            LinkQuestion(self._desk, self._case.post.url, self).open()

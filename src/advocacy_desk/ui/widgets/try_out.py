"""A box to try a text in: findings appear as one types, marked in the text and explained below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from advocacy_desk.i18n import literal, text
from advocacy_desk.policy import Subject
from advocacy_desk.ui.names import SEVERITIES
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.passages import PassageView
from advocacy_desk.ui.widgets.pieces import Badge, Card, clear, label, scrolled
from advocacy_desk.usecases import list_rules

if TYPE_CHECKING:
    from advocacy_desk.policy import Policy, Tried
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk

PAUSE_MS = 30
FIELD_LINES = 6


class TryOut(Card):
    """Nothing that is typed here is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._policy: Policy | None = None
        self._tried = ""
        said = text("Type or paste a text: all rules look at it at once. Nothing of it is kept.")
        self.column.addWidget(label(desk, said, "muted", wrap=True))
        self.field = PassageView(desk, text("Text to try"))
        self.field.setReadOnly(False)
        self.field.setProperty("role", "field")
        self.field.setAcceptRichText(False)
        self.field.setTabChangesFocus(True)
        self.field.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.field.setFixedHeight(FIELD_LINES * self.fontMetrics().lineSpacing() + 2 * GRID)
        desk.say(self.field, text("For example: our product is the best on the market, buy now!"), "setPlaceholderText")
        self.column.addWidget(self.field)
        self._summary = label(desk, role="muted", wrap=True)
        self.column.addWidget(self._summary)
        inner = QWidget()
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, GRID, 0)
        self._found = QVBoxLayout()
        self._found.setSpacing(GRID)
        outer.addLayout(self._found)
        outer.addStretch(1)
        self.column.addWidget(scrolled(inner), 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self.field.textChanged.connect(self._on_typing)

    def use_policy(self, policy: Policy) -> None:
        """Take the rules to try texts with."""
        self._policy = policy

    def _on_typing(self) -> None:
        if self.field.toPlainText() != self._tried:
            self._pause.start()

    def look(self) -> None:
        """Ask the rules, beside the window's thread."""
        under, words, today = self._policy, self.field.toPlainText(), self._desk.now().date()
        if under is None:
            return
        self._tried = words

        def work(_progress: Progress) -> Tried:
            return list_rules.try_texts(under, [Subject(text=words, posted=today)])[0]

        self._desk.jobs.read("rules/try", work, self._show)

    def _show(self, tried: Tried) -> None:
        marks = [(span, one.finding.severity) for one in tried.findings for span in one.finding.spans]
        self.field.mark(self._tried, marks)
        clear(self._found)
        if not self._tried.strip():
            self._desk.say(self._summary, literal(""))
        elif tried.not_evaluated:
            self._desk.say(self._summary, text("Some rules ran out of time on this text: they say nothing about it."))
        elif tried.findings:
            self._desk.say(self._summary, text("This is what a reviewer would see:"))
        else:
            self._desk.say(self._summary, text("No rule finds anything in this text."))
        for one in tried.findings:
            row = QHBoxLayout()
            row.setSpacing(GRID)
            row.addWidget(label(self._desk, one.title, "section", wrap=True), 1)
            row.addWidget(Badge(self._desk, *SEVERITIES[one.finding.severity]), 0, Qt.AlignmentFlag.AlignTop)
            self._found.addLayout(row)
            self._found.addWidget(label(self._desk, one.message, wrap=True))
            self._found.addWidget(label(self._desk, one.suggestion, "muted", wrap=True))

"""What the rules say about a draft, post by post: as help, with a better wording, and a way to the passage."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advocacy_desk.i18n import Text, plural, text
from advocacy_desk.ui.names import SEVERITIES
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import Badge, Card, clear, label, scrolled, tool_button

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.pre_check import DraftFinding, PreCheck

MOST_SHOWN = 100  # a widget or four each: more is no help to anybody


class DraftFindings(Card):
    """Emits ``wanted(Span)`` where somebody wants to see a passage."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._summary = label(desk, role="section", wrap=True)
        self._caution = label(desk, role="muted", wrap=True)
        desk.say(self._summary, text("Nothing to look at yet"), "setAccessibleName")
        self.column.addWidget(self._summary)
        self.column.addWidget(self._caution)
        inner = QWidget()
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, GRID, 0)
        self._list = QVBoxLayout()
        self._list.setSpacing(GRID)
        outer.addLayout(self._list)
        outer.addStretch(1)
        self.column.addWidget(scrolled(inner), 1)

    def show_findings(self, said: PreCheck) -> None:
        """Show what was said about a draft."""
        clear(self._list)
        summary, caution = _summary(said), _caution(said)
        self._desk.say(self._summary, summary)
        self._desk.say(self._summary, summary, "setAccessibleName")
        self._desk.say(self._caution, caution)
        number = 0
        for one in said.findings[:MOST_SHOWN]:
            if said.posts > 1 and one.post != number:
                self._list.addWidget(label(self._desk, text("Post {number}", number=one.post), "section"))
            number = one.post
            self._add(one)
        left_over = len(said.findings) - MOST_SHOWN
        if left_over > 0:
            more = plural(
                "{count} more finding is marked in the text.",
                "{count} more findings are marked in the text.",
                left_over,
            )
            self._list.addWidget(label(self._desk, more, "muted", wrap=True))

    def _add(self, one: DraftFinding) -> None:
        said = one.explained
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(label(self._desk, said.title, "section", wrap=True), 1)
        row.addWidget(Badge(self._desk, *SEVERITIES[said.finding.severity]), 0, Qt.AlignmentFlag.AlignTop)
        if one.spans:
            show = tool_button(self._desk, text("Show the passage"), "search", partial(self.wanted.emit, one.spans[0]))
            row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        self._list.addLayout(row)
        self._list.addWidget(self._selectable(said.message))
        if self._desk.of(said.suggestion):
            self._list.addWidget(label(self._desk, text("Better wording"), "caption"))
            self._list.addWidget(self._selectable(said.suggestion))
        self._list.addSpacing(GRID)

    def _selectable(self, words: Text) -> QWidget:
        made = label(self._desk, words, wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made


def _summary(said: PreCheck) -> Text:
    if not said.posts:
        return text("Nothing to look at yet")
    if said.findings:
        return plural("{count} thing to look at", "{count} things to look at", len(said.findings))
    return text("No rule finds anything")


def _caution(said: PreCheck) -> Text:
    if said.not_evaluated:
        return text("Some rules ran out of time on this text: they say nothing about it.")
    if not said.posts:
        return text("Findings appear here while you type, each with a proposal for a better wording.")
    return plural(
        "{count} post looked at with the active rules.", "{count} posts looked at with the active rules.", said.posts
    )

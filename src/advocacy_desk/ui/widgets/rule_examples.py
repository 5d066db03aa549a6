"""A rule's own examples: what it must find and what it must leave alone, each with whether it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import Card, IconLabel, clear, label, scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.policy import Example
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.list_rules import Proof


class RuleExamples(Card):
    """Shows what came of a rule's examples; ``show_proof(None)`` while they are put to the test."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.column.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._list.setSpacing(GRID)
        self.column.addWidget(scrolled(inner))

    def show_proof(self, proof: Proof | None) -> None:
        """Show a rule's examples with their outcome."""
        clear(self._list)
        if proof is None:
            return
        failed = {(one.line, one.text): one.why for one in proof.failures}
        must = [one for one in proof.rule.examples if one.matches]
        must_not = [one for one in proof.rule.examples if not one.matches]
        for heading, examples in ((text("Must be found"), must), (text("Must be left alone"), must_not)):
            self._list.addWidget(label(self._desk, heading, "section", wrap=True))
            self._add(examples, failed)
        self._list.addStretch(1)

    def _add(self, examples: Sequence[Example], failed: dict[tuple[int, str], Text]) -> None:
        for example in examples:
            self._list.addLayout(self._row(example, failed.get((example.line, example.subject.text))))
        if not examples:
            self._list.addWidget(label(self._desk, text("No example."), "muted"))

    def _row(self, example: Example, wrong: Text | None) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        icon = IconLabel(
            self._desk, "check" if wrong is None else "warning", size=16, colour="good" if wrong is None else "bad"
        )
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        said = label(self._desk, literal(example.subject.text), wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        outcome = text("As it should be") if wrong is None else wrong
        said.setAccessibleDescription(self._desk.of(outcome))
        words.addWidget(said)
        if wrong is not None:
            words.addWidget(label(self._desk, wrong, "caption", wrap=True))
        if example.why:
            words.addWidget(label(self._desk, literal(example.why), "caption", wrap=True))
        row.addLayout(words, 1)
        return row

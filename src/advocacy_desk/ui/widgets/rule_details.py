"""What a rule looks for, why, what helps instead, and the figures beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advocacy_desk.i18n import Text, literal, text, verbatim
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.names import SEVERITIES
from advocacy_desk.ui.review_names import STATUSES
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import Badge, Card, FactList, clear, label, scrolled

if TYPE_CHECKING:
    from advocacy_desk.domain.review import RuleRecord
    from advocacy_desk.policy import Rule
    from advocacy_desk.ui.desk import Desk

_FIELD = re.compile(r"\{[^{}]*\}")
_COSTS: dict[str, Text] = {
    "A": text("A: words only"),
    "B": text("B: a pattern behind rare words"),
    "C": text("C: a pattern behind common words"),
    "D": text("D: a pattern on every post"),
}


class RuleDetails(Card):
    """Shows one rule; ``show_rule(None)`` shows nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.column.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self._title = label(desk, role="section", wrap=True)
        self._severity, self._status = Badge(desk), Badge(desk)
        badges = QHBoxLayout()
        badges.setSpacing(GRID // 2)
        badges.addWidget(self._severity)
        badges.addWidget(self._status)
        badges.addStretch(1)
        self._words = QVBoxLayout()
        self._words.setSpacing(GRID)
        self._facts = FactList(desk)
        column.addWidget(self._title)
        column.addLayout(badges)
        column.addLayout(self._words)
        column.addSpacing(GRID)
        column.addWidget(self._facts)
        column.addStretch(1)
        self._area = scrolled(inner)
        self.column.addWidget(self._area)
        self.show_rule(None, None)

    def show_rule(self, rule: Rule | None, record: RuleRecord | None) -> None:
        """Show a rule and how it has done (None: no hit and no decision yet)."""
        self._area.setVisible(rule is not None)
        clear(self._words)
        if rule is None:
            return
        self._desk.say(self._title, rule.title)
        self._severity.show_as(*SEVERITIES[rule.severity])
        self._status.show_as(*STATUSES[rule.status])
        parts = (
            (text("What the author reads"), _without_fields(rule.message)),
            (text("Why"), rule.why),
            (text("Better wording"), rule.suggestion),
        )
        for heading, words in parts:
            if self._desk.of(words):
                self._words.addWidget(label(self._desk, heading, "caption"))
                said = label(self._desk, words, wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._words.addWidget(said)
        if rule.swap:
            self._words.addWidget(label(self._desk, text("Words to replace"), "caption"))
            for word, better in rule.swap.items():
                self._words.addWidget(label(self._desk, literal(f"{word} → {better}"), wrap=True))
        if rule.references:
            self._words.addWidget(label(self._desk, text("Rests on"), "caption"))
            self._words.addWidget(label(self._desk, literal(" · ".join(rule.references)), wrap=True))
        self._facts.set_facts(self._about(rule, record))

    def _about(self, rule: Rule, record: RuleRecord | None) -> list[tuple[Text, str] | tuple[Text, str, Text]]:
        number, share = self._desk.cells.number, self._desk.cells.share
        precision = DASH if record is None else share(record.precision, 0)
        if record is not None and record.low is not None:
            precision = f"{precision} ({share(record.low, 0)} – {share(record.high, 0)})"
        return [
            (text("Key"), rule.id),
            (text("Version"), number(rule.version), text("Content: {hash}", hash=rule.hash)),
            (text("Pack"), rule.pack),
            (text("Languages"), ", ".join(rule.languages) or DASH),
            (text("Posts found"), number(record.hits if record else 0)),
            (text("Precision"), precision, text("Upheld / (upheld + dismissed), 95 % Wilson interval")),
            (text("Cost"), self._desk.of(_COSTS.get(str(rule.cost_class), literal(str(rule.cost_class))))),
        ]


def _without_fields(words: Text) -> Text:
    """Return a message with an ellipsis where the words of a post will stand."""
    by_language = words.ready or {"en": words.message}
    return verbatim({code: _FIELD.sub("…", said) for code, said in by_language.items()})

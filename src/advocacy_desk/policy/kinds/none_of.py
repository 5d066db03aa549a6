"""``not``: a condition does not hold."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy_desk.policy._contract import Bound, Condition, Library, RuleKind, Vocabulary
from advocacy_desk.policy.conditions import NOWHERE
from advocacy_desk.policy.nodes import Node


@dataclass(frozen=True, slots=True)
class NoneOf(Condition):
    """Holds where its part does not; what is absent marks nothing."""

    part: Condition

    @property
    def labels(self) -> frozenset[str]:
        """Nothing is marked."""
        return frozenset()

    def bind(self, vocabulary: Vocabulary) -> Bound:
        """Bind the part; an absence has no trigger."""
        bound = self.part.bind(vocabulary)
        match = bound.match
        return Bound(
            match=lambda reading: NOWHERE if match(reading) is None else None,
            trigger=None,
            order=bound.order,
            uses_patterns=bound.uses_patterns,
            needs_facts=bound.needs_facts,
        )


def _read(node: Node, library: Library) -> Condition:
    return NoneOf(library.condition(node))


KIND = RuleKind(key="not", options={}, example="not: {terms: [werbung, anzeige]}", read=_read)

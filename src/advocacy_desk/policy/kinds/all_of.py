"""``all``: every one of several conditions holds; the cheap ones are asked first."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy_desk.domain.findings import Span
from advocacy_desk.policy._contract import Bound, Condition, Library, Matches, RuleKind, Vocabulary
from advocacy_desk.policy.conditions import needed
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.triggers import rarest


@dataclass(frozen=True, slots=True)
class AllOf(Condition):
    """Holds with the marks of all parts together."""

    parts: tuple[Condition, ...]

    @property
    def labels(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset().union(*(part.labels for part in self.parts))

    def bind(self, vocabulary: Vocabulary) -> Bound:
        """Bind every part, the cheap ones first."""
        bounds = sorted((part.bind(vocabulary) for part in self.parts), key=lambda bound: bound.order)
        matches = [bound.match for bound in bounds]
        words = needed(bounds, vocabulary)

        def match(reading: Reading) -> Matches | None:
            for numbers in words:
                if numbers.isdisjoint(reading.hits):
                    return None
            spans: list[Span] = []
            for part in matches:
                found = part(reading)
                if found is None:
                    return None
                spans.extend(found)
            return tuple(spans)

        return Bound(
            match=match,
            trigger=rarest(bound.trigger for bound in bounds),
            order=bounds[-1].order,
            uses_patterns=any(bound.uses_patterns for bound in bounds),
            needs=tuple(dict.fromkeys(one for bound in bounds for one in bound.word_sets)),
            scan=next((bound.scan for bound in bounds if bound.scan), ""),
            needs_facts=any(bound.needs_facts for bound in bounds),
        )


def _read(node: Node, library: Library) -> Condition:
    return AllOf(tuple(library.condition(item) for item in node.items()))


KIND = RuleKind(key="all", options={}, example="all: [{terms: [one]}, {terms: [other]}]", read=_read)

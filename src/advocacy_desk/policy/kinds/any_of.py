"""``any``: at least one of several conditions holds."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy_desk.domain.findings import Span
from advocacy_desk.policy._contract import Bound, Condition, Library, Matches, RuleKind, Vocabulary
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.triggers import any_of


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """Holds with the marks of every part that holds."""

    parts: tuple[Condition, ...]

    @property
    def labels(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset().union(*(part.labels for part in self.parts))

    def bind(self, vocabulary: Vocabulary) -> Bound:
        """Bind every part."""
        bounds = [part.bind(vocabulary) for part in self.parts]
        matches = [bound.match for bound in bounds]

        def match(reading: Reading) -> Matches | None:
            spans: list[Span] = []
            holds = False
            for part in matches:
                found = part(reading)
                if found is not None:
                    holds = True
                    spans.extend(found)
            return tuple(spans) if holds else None

        return Bound(
            match=match,
            trigger=any_of(bound.trigger for bound in bounds),
            order=max(bound.order for bound in bounds),
            uses_patterns=any(bound.uses_patterns for bound in bounds),
            needs_facts=any(bound.needs_facts for bound in bounds),
        )


def _read(node: Node, library: Library) -> Condition:
    return AnyOf(tuple(library.condition(item) for item in node.items()))


KIND = RuleKind(key="any", options={}, example="any: [{terms: [one]}, {terms: [other]}]", read=_read)

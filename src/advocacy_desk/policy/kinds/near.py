"""``near``: two conditions hold close to each other, measured in words or characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from advocacy_desk.domain.findings import Span
from advocacy_desk.i18n import text
from advocacy_desk.policy._contract import Bound, Condition, Library, Matches, Order, RuleKind, Vocabulary
from advocacy_desk.policy.conditions import needed
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.triggers import rarest


@dataclass(frozen=True, slots=True)
class Near(Condition):
    """Holds with the marks that have a partner: at most ``within`` words (or characters) lie between the two."""

    first: Condition
    second: Condition
    within: int
    in_words: bool
    same_sentence: bool
    in_order: bool

    @property
    def labels(self) -> frozenset[str]:
        """The names of both sides."""
        return self.first.labels | self.second.labels

    def bind(self, vocabulary: Vocabulary) -> Bound:
        """Bind both sides; the rarer one is the trigger."""
        first, second = self.first.bind(vocabulary), self.second.bind(vocabulary)
        one, other = sorted((first, second), key=lambda bound: bound.order)

        words = needed((first, second), vocabulary)

        def match(reading: Reading) -> Matches | None:
            for numbers in words:
                if numbers.isdisjoint(reading.hits):
                    return None
            cheap = one.match(reading)
            dear = other.match(reading) if cheap else None
            if not cheap or not dear:
                return None
            left, right = (cheap, dear) if one is first else (dear, cheap)
            kept = [*self._partnered(left, right, reading, before=True, after=not self.in_order)]
            kept += self._partnered(right, left, reading, before=not self.in_order, after=True)
            return tuple(kept) or None

        return Bound(
            match=match,
            trigger=rarest((first.trigger, second.trigger)),
            order=max(Order.DISTANCE, other.order),
            uses_patterns=first.uses_patterns or second.uses_patterns,
            needs=tuple(dict.fromkeys((*first.word_sets, *second.word_sets))),
            scan=first.scan or second.scan,
            needs_facts=first.needs_facts or second.needs_facts,
        )

    def _close(self, earlier: Span, later: Span, reading: Reading) -> bool:
        between = reading.words_between(earlier.end, later.start) if self.in_words else later.start - earlier.end
        if between > self.within:
            return False
        return not self.same_sentence or reading.same_sentence(earlier.end - 1, later.start)

    def _partnered(
        self, spans: Iterable[Span], others: Matches, reading: Reading, *, before: bool, after: bool
    ) -> Iterable[Span]:
        """Yield the spans ``before`` or ``after`` a close one of the others; only a neighbour can be closest."""
        by_start = sorted(others, key=lambda span: span.start)
        by_end = sorted(others, key=lambda span: span.end)
        starts, ends = [span.start for span in by_start], [span.end for span in by_end]
        for span in spans:
            following = bisect_left(starts, span.end)
            preceding = bisect_right(ends, span.start) - 1
            if (before and following < len(starts) and self._close(span, by_start[following], reading)) or (
                after and preceding >= 0 and self._close(by_end[preceding], span, reading)
            ):
                yield span


def _read(node: Node, library: Library) -> Condition:
    found = node.fields(OPTIONS, ("a", "b", "within"))
    for side in ("a", "b"):
        if not found[side].is_mapping:
            raise found[side].problem(text("Here one condition is expected, such as “terms: [...]”."))
    return Near(
        library.condition(found["a"]),
        library.condition(found["b"]),
        found["within"].whole(),
        "unit" not in found or found["unit"].choice({"words": True, "chars": False}),
        "same_sentence" in found and found["same_sentence"].flag(),
        "order" in found and found["order"].choice({"any": False, "a_first": True}),
    )


OPTIONS = {
    "a": "a condition that marks words",
    "b": "another one",
    "within": "how many words (or characters) may lie between them",
    "unit": "words (default) or chars",
    "same_sentence": "true: a sentence's end must not lie between them",
    "order": "any (default) or a_first",
}

KIND = RuleKind(
    key="near",
    options=OPTIONS,
    example="near: {a: {terms: [garant*]}, b: {terms: [rendite*]}, within: 5, same_sentence: true}",
    read=_read,
)

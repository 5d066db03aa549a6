"""What several kinds share: labels, tidy spans, predicates on facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from advocacy_desk.domain.findings import Span
from advocacy_desk.policy._contract import Bound, Condition, Matches, Order, Trigger, Vocabulary
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading

NOWHERE: Matches = ()


def label_of(found: dict[str, Node]) -> str:
    """Return the name under ``as:``, empty where there is none."""
    return found["as"].text() if "as" in found else ""


def named(label: str) -> frozenset[str]:
    """Return a label as a set, empty where there is none."""
    return frozenset({label}) if label else frozenset()


def needed(bounds: Iterable[Bound], vocabulary: Vocabulary) -> tuple[frozenset[int], ...]:
    """Return, for every part that depends on words, their numbers: where one set was not seen, not all parts hold.

    Asking this first spares most of the work on posts that show only one of several common words.
    """
    return tuple(frozenset(vocabulary.number(needle) for needle in one) for bound in bounds for one in bound.word_sets)


def tidy(spans: Iterable[Span]) -> Matches:
    """Return spans in order, the longest where several begin or lie at one place."""
    found = list(spans)
    if len(found) < 2:
        return tuple(found)
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class Fact(Condition):
    """A condition on what is known about a post besides its text; it marks nothing."""

    holds: Callable[[Reading], bool]
    trigger: Trigger | None = None

    @property
    def labels(self) -> frozenset[str]:
        """No words are marked."""
        return frozenset()

    def bind(self, vocabulary: Vocabulary) -> Bound:  # noqa: ARG002 - facts need no words
        """Return the predicate as a match."""
        holds = self.holds
        return Bound(
            match=lambda reading: NOWHERE if holds(reading) else None,
            trigger=self.trigger,
            order=Order.FACT,
            needs_facts=True,
        )

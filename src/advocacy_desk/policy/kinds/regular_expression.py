"""``regex``: a regular expression, run only where its anchors were seen and under a time limit."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import dataclass

from advocacy_desk.domain.findings import Span
from advocacy_desk.policy._contract import Bound, Condition, Library, Matches, Order, RuleKind, Trigger, Vocabulary
from advocacy_desk.policy.conditions import label_of, named
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.patterns import MOST_MARKS, TIMEOUT, PatternRefused, compiled, inspect, needs
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.scans import wider
from advocacy_desk.policy.triggers import is_common


@dataclass(frozen=True, slots=True)
class RegularExpression(Condition):
    """Holds with every match of the pattern, at most ``MOST_MARKS``; raises TimeoutError where it takes too long."""

    pattern: str
    exact: bool
    label: str
    trigger: Trigger | None

    @property
    def labels(self) -> frozenset[str]:
        """The one name of the matches."""
        return named(self.label)

    def bind(self, vocabulary: Vocabulary) -> Bound:
        """Compile the pattern and number its anchors."""
        expression = compiled(self.pattern, exact=self.exact)
        anchors = {vocabulary.number(needle) for needle in self.trigger.needles} if self.trigger else None
        label = self.label

        def match(reading: Reading) -> Matches | None:
            if anchors is not None and anchors.isdisjoint(reading.hits):
                return None
            found = expression.finditer(reading.text.plain, timeout=TIMEOUT)
            return (
                tuple(
                    Span(*reading.text.plain_span(*one.span()), label)
                    for one in itertools.islice(found, MOST_MARKS)
                    if one.end() > one.start()
                )
                or None
            )

        return Bound(
            match=match,
            trigger=self.trigger,
            order=Order.PATTERN,
            uses_patterns=True,
            needs=needs(self.pattern),
            scan=wider(self.pattern, exact=self.exact) if is_common(self.trigger) else "",
        )


def _read(node: Node, library: Library) -> Condition:  # noqa: ARG001 - an expression needs no shared file
    found = node.fields(OPTIONS, ("pattern",))
    pattern = unicodedata.normalize("NFC", found["pattern"].text())
    exact = "case" in found and found["case"].choice({"fold": False, "exact": True})
    try:
        trigger = inspect(pattern)
        compiled(pattern, exact=exact)
    except PatternRefused as refused:
        raise found["pattern"].problem(refused.message) from None
    return RegularExpression(pattern, exact, label_of(found), trigger)


OPTIONS = {
    "pattern": "the expression, in Python's syntax, between single quotes",
    "case": "fold (default: upper case does not matter, ß is ss) or exact",
    "as": "the name of the marked words, for the message",
}

KIND = RuleKind(key="regex", options=OPTIONS, example=r"regex: {pattern: '\d+ ?%', as: figure}", read=_read)

"""``similar``: the post says the same as an approved text, word for word up to a share.

The measure is 2·m / (a + b), where a and b are the numbers of words and m the most words that both have in the same
order (Indel similarity; 1: the same words). Approved texts stand in ``approved/<name>.txt``, empty lines with ``---``
between them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from advocacy_desk.domain.findings import Span
from advocacy_desk.i18n import text
from advocacy_desk.policy._contract import (
    Bound,
    Condition,
    Library,
    Matches,
    Needle,
    Order,
    RuleKind,
    Trigger,
    Vocabulary,
)
from advocacy_desk.policy.conditions import label_of, named
from advocacy_desk.policy.folding import fold
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.triggers import any_of, frequency

_WORD = re.compile(r"\w+")
_MOST_WORDS = 5_000  # of a post; comparing grows with both lengths
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Similar(Condition):
    """Holds where the likeness to the closest approved text lies between ``low`` and ``high``; marks what is alike."""

    approved: tuple[tuple[str, ...], ...]
    low: float
    high: float
    label: str

    @property
    def labels(self) -> frozenset[str]:
        """The one name of the passage that is alike."""
        return named(self.label)

    def bind(self, vocabulary: Vocabulary) -> Bound:
        """Ask only where one of the words stands without which no post can be similar enough."""
        trigger = any_of(_trigger(words, self.low) for words in self.approved)
        for needle in trigger.needles if trigger is not None else ():
            vocabulary.number(needle)
        return Bound(match=self._match, trigger=trigger, order=Order.PATTERN, uses_patterns=True)

    def _match(self, reading: Reading) -> Matches | None:
        places = [found.span() for found in _WORD.finditer(reading.text.folded)][:_MOST_WORDS]
        words = [reading.text.folded[start:end] for start, end in places]
        best, closest = 0.0, self.approved[0]
        for approved in self.approved:
            likeness = Indel.normalized_similarity(words, approved, score_cutoff=self.low)
            if likeness > best:
                best, closest = likeness, approved
        if not self.low <= best <= self.high:
            return None
        alike = [block for block in Indel.opcodes(words, closest) if block.tag == "equal"]
        if not alike:
            return ()
        first, last = places[alike[0].src_start][0], places[alike[-1].src_end - 1][1]
        return (Span(*reading.text.folded_span(first, last), self.label),)


def _trigger(words: Sequence[str], low: float) -> Trigger:
    """Return needles of which every text that is similar enough shows one.

    From 2m / (a + b) >= low and b >= m follows m >= low·a / (2 - low): so many of the a words must stand in the post,
    and of any a - m + 1 of them at least one. The rarest are taken (prefix filtering: Chaudhuri, Ganti and Kaushik,
    "A primitive operator for similarity joins", ICDE 2006).
    """
    needed = max(1, math.ceil(low * len(words) / (2 - low) - 1e-9))
    single = [Trigger(frozenset({Needle(word)})) for word in words]
    rare = sorted(single, key=frequency)[: len(words) - needed + 1]
    return Trigger(frozenset().union(*(one.needles for one in rare)))


def _read(node: Node, library: Library) -> Condition:
    found = node.fields(OPTIONS)
    texts: tuple[str, ...] = found["list"].words() if "list" in found else ()
    if "file" in found:
        texts += library.approved(found["file"])
    if not texts:
        raise node.problem(text("Please give approved texts under “list” or a file under “file”."))
    approved = tuple(tuple(_WORD.findall(fold(one))) for one in texts)
    if min(len(words) for words in approved) < _FEWEST_WORDS:
        raise node.problem(text("An approved text needs at least {few} words.", few=_FEWEST_WORDS))
    low = found["min"].share() if "min" in found else 0.8
    high = found["max"].share() if "max" in found else 1.0
    if not 0 < low <= high:
        raise node.problem(text("“min” must be above 0 and not above “max”."))
    return Similar(approved, low, high, label_of(found))


OPTIONS = {
    "list": "approved texts",
    "file": "the name of a file of approved texts in approved/",
    "min": "at least so similar (0.8; 1 is the same words in the same order)",
    "max": "at most so similar (1); 0.97 leaves out the unchanged text",
    "as": "the name of the passage that is alike, for the message",
}

KIND = RuleKind(
    key="similar",
    options=OPTIONS,
    example='similar: {list: ["We are happy to announce results"], min: 0.6}',
    read=_read,
)

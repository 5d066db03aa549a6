"""``terms``: words and phrases, in any spelling that a reader takes for the same.

``word`` is a whole word, ``word*`` a beginning, ``*word`` an end, ``*word*`` any part, ``#tag`` a hashtag. A phrase
keeps its spaces and also matches across a line break. ``terms: [a, b]`` is short for ``terms: {list: [a, b]}``.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

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
from advocacy_desk.policy.conditions import label_of, named, tidy
from advocacy_desk.policy.disguises import DISGUISES
from advocacy_desk.policy.folding import fold
from advocacy_desk.policy.lexicons import (
    ALWAYS,
    MOST_FORMS,
    Period,
    Term,
    english_forms,
    german_forms,
    umlaut_forms,
)
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading

_Ends = tuple[bool, bool]  # whether a word must begin and end where the term does
_MATCHES: dict[str, tuple[_Ends, ...]] = {
    "word": ((True, True),),
    "prefix": ((True, False),),
    "infix": ((False, False),),
    "compound": ((True, False), (False, True)),
    "hashtag": ((True, True),),
}
_INFLECTIONS: dict[str, Callable[[str], set[str]]] = {"de": german_forms, "en": english_forms}
_FOLDS = {name: name for name in ("umlaut", *DISGUISES)}
_SHORTEST_PART = 3  # shorter parts of words are found in every second post


@dataclass(frozen=True, slots=True)
class Position:
    """Where in the post a term counts; all that are set must hold."""

    first_chars: int | None = None
    before_hashtag_block: bool = False
    last_line: bool = False

    def allows(self, span: Span, reading: Reading) -> bool:
        """Whether a span lies where it counts."""
        if self.first_chars is not None and span.end - reading.first_character > self.first_chars:
            return False
        if self.before_hashtag_block and span.start >= reading.hashtag_block:
            return False
        return not self.last_line or span.start >= reading.last_line


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of one term: what to look for, when it counts, and its exact spelling where that matters."""

    needle: Needle
    during: Period = ALWAYS
    exact: str | None = None


@dataclass(frozen=True, slots=True)
class Terms(Condition):
    """Holds where one of the entries is seen at an allowed position on a day on which it counts."""

    entries: tuple[Entry, ...]
    label: str
    position: Position | None
    least: int = 1

    @property
    def labels(self) -> frozenset[str]:
        """The one name of the terms."""
        return named(self.label)

    def bind(self, vocabulary: Vocabulary) -> Bound:
        """Number the needles; the pass over all words has found them before this is asked."""
        by_number: dict[int, list[Entry]] = {}
        for entry in self.entries:
            by_number.setdefault(vocabulary.number(entry.needle), []).append(entry)
        numbers = by_number.keys()
        whole = frozenset(number for number, entries in by_number.items() if _ends_are_words(entries[0].needle))
        dated = any(entry.during != ALWAYS for entry in self.entries)
        plain_words = not dated and all(entry.exact is None for entry in self.entries)
        label, position, least = self.label, self.position, self.least

        def places(reading: Reading, number: int) -> list[Span]:
            mark = reading.text.folded_span if number in whole else reading.text.marked_span
            if plain_words:
                return [Span(*mark(start, end), label) for start, end in reading.hits[number]]
            return [
                Span(*mark(start, end), label)
                for start, end in reading.hits[number]
                if any(_counts(entry, reading, start, end) for entry in by_number[number])
            ]

        def match(reading: Reading) -> Matches | None:
            seen = numbers & reading.hits.keys()
            if not seen or (least > 1 and sum(len(reading.hits[number]) for number in seen) < least):
                return None
            spans = (
                [span for number in seen for span in places(reading, number)]
                if len(seen) > 1
                else places(reading, *seen)
            )
            if position is not None:
                spans = [span for span in spans if position.allows(span, reading)]
            kept = tidy(spans)
            return kept if len(kept) >= least else None

        trigger = Trigger(frozenset(entry.needle for entry in self.entries))
        return Bound(match=match, trigger=trigger, order=Order.WORDS, needs_facts=dated)


def _ends_are_words(needle: Needle) -> bool:
    """Whether what is found ends where words end, so that there is nothing more of them to mark."""
    return needle.left and needle.right and not needle.disguise and needle.literal.isalnum()


def _counts(entry: Entry, reading: Reading, start: int, end: int) -> bool:
    if entry.during is not ALWAYS and not entry.during.holds(reading.subject.posted):
        return False
    if entry.exact is None:
        return True
    first, last = reading.text.folded_to_plain(start, end)
    return reading.text.plain[first:last] == entry.exact


def _read(node: Node, library: Library) -> Condition:
    if not node.is_mapping:
        return Terms(_entries(node, {}, tuple(Term(item.text()) for item in node.items())), "", None)
    found = node.fields(OPTIONS)
    terms: tuple[Term, ...] = ()
    if "list" in found:
        terms += tuple(Term(item.text()) for item in found["list"].items())
    if "file" in found:
        terms += library.lexicon(found["file"])
    if not terms:
        raise node.problem(text("Please name words under “list” or a word list under “file”."))
    position = _position(found["position"]) if "position" in found else None
    least = found["min"].whole(1) if "min" in found else 1
    return Terms(_entries(node, found, terms), label_of(found), position, least)


def _position(node: Node) -> Position:
    found = node.fields(("first_chars", "before_hashtag_block", "last_line"))
    return Position(
        found["first_chars"].whole(1) if "first_chars" in found else None,
        "before_hashtag_block" in found and found["before_hashtag_block"].flag(),
        "last_line" in found and found["last_line"].flag(),
    )


def _entries(node: Node, found: dict[str, Node], terms: tuple[Term, ...]) -> tuple[Entry, ...]:
    ends = found["match"].choice(_MATCHES) if "match" in found else _MATCHES["word"]
    hashtag = "match" in found and found["match"].text() == "hashtag"
    exact = "case" in found and found["case"].choice({"fold": False, "exact": True})
    inflect = found["inflect"].choice({**_INFLECTIONS, "none": None}) if "inflect" in found else None
    folds = frozenset(item.choice(_FOLDS) for item in _listed(found["fold"])) if "fold" in found else frozenset()
    disguises = ("", *sorted(folds & DISGUISES.keys()))
    entries: dict[Entry, None] = {}
    for term in terms:
        words, sides = _wildcards(("#" + term.words.lstrip("#")) if hashtag else term.words, ends)
        if not words.strip() or (((False, False) in sides or len(sides) > 1) and len(words) < _SHORTEST_PART):
            raise node.problem(
                text("“{term}” is too short to look for inside words. Please write a longer part.", term=term.words)
            )
        for form in _forms(node, words, inflect, umlauts="umlaut" in folds):
            spelling = unicodedata.normalize("NFKC", form) if exact else None
            for disguise, (left, right) in itertools.product(disguises, sides):
                entries[Entry(Needle(fold(form), left, right, disguise), term.during, spelling)] = None
    return tuple(entries)


def _listed(node: Node) -> tuple[Node, ...]:
    return node.items() if node.is_list else (node,)


def _wildcards(words: str, sides: tuple[_Ends, ...]) -> tuple[str, tuple[_Ends, ...]]:
    left, right = words.startswith("*"), words.endswith("*")
    if left or right:
        sides = tuple((begins and not left, ends and not right) for begins, ends in sides)
    return words[1 if left else 0 : -1 if right else None], sides


def _forms(node: Node, words: str, inflect: Callable[[str], set[str]] | None, *, umlauts: bool) -> set[str]:
    forms = {words}
    if inflect is not None:
        parts = [sorted(inflect(word)) for word in words.split()]
        count = 1
        for part in parts:
            count *= len(part)
        if count > MOST_FORMS:
            raise node.problem(
                text("“{term}” has too many words to inflect. Please list its forms instead.", term=words)
            )
        forms = {" ".join(choice) for choice in itertools.product(*parts)}
    if umlauts:
        forms = {form for one in forms for form in umlaut_forms(one)}
    return forms


OPTIONS = {
    "list": "the words",
    "file": "the name of a word list in lexicons/",
    "as": "the name of the marked words, for the message",
    "match": "word, prefix, infix, compound (begins or ends a word) or hashtag: how words without * count",
    "case": "fold (default) or exact",
    "inflect": "de or en: also with the usual endings",
    "fold": "umlaut: ä also as ae; homoglyph: letters of other alphabets; leet: digits for letters; spaced: w o r d",
    "min": "at least so many places (1)",
    "position": "first_chars, before_hashtag_block, last_line: where in the post it counts",
}

KIND = RuleKind(
    key="terms", options=OPTIONS, example='terms: {list: [garant*, "ohne risiko"], as: promise}', read=_read
)

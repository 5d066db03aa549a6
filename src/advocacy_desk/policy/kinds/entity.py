"""``entity``: personal data and secrets, recognised by form and checksum, and by the words around them."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass, replace

from advocacy_desk.domain.findings import Span
from advocacy_desk.i18n import text
from advocacy_desk.policy._contract import Bound, Condition, Library, Matches, Order, RuleKind, Vocabulary
from advocacy_desk.policy.conditions import label_of, named
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.recognisers import RECOGNISERS, Recogniser
from advocacy_desk.policy.triggers import rarest

_REACH = 60  # characters between a context word and the entity


@dataclass(frozen=True, slots=True)
class Entity(Condition):
    """Holds with every valid entity that stands near a context word and is not on the list of exceptions."""

    recogniser: Recogniser
    context: Condition | None
    label: str
    validate: bool = True
    region: str = "DE"
    only: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def labels(self) -> frozenset[str]:
        """The one name of the entities."""
        return named(self.label)

    def bind(self, vocabulary: Vocabulary) -> Bound:
        """Use the context words as the trigger where they are rarer than the form."""
        own = self.recogniser.trigger
        numbers = {vocabulary.number(needle) for needle in own.needles}
        context = self.context.bind(vocabulary) if self.context is not None else None

        def match(reading: Reading) -> Matches | None:
            plain = reading.text.plain
            if numbers.isdisjoint(reading.hits) and not any(gate(plain) for gate in own.gates):
                return None
            around = context.match(reading) if context is not None else None
            if context is not None and around is None:
                return None
            return tuple(self._found(reading, around)) or None

        return Bound(
            match=match,
            trigger=own if context is None else rarest((own, context.trigger)),
            order=Order.PATTERN,
            uses_patterns=True,
            needs=((own.needles,) if own.is_words else ()) + (context.word_sets if context is not None else ()),
            scan=self.recogniser.scan,
            needs_facts=context is not None and context.needs_facts,
        )

    def _found(self, reading: Reading, around: Matches | None) -> Iterator[Span]:
        plain = reading.text.plain
        for start, end in self.recogniser.find(plain, self.validate, self.region):
            span = Span(*reading.text.plain_span(start, end), self.label)
            if self._wanted(plain[start:end]) and (around is None or any(_within_reach(span, word) for word in around)):
                yield span

    def _wanted(self, words: str) -> bool:
        folded = words.casefold()
        if self.only and not any(fnmatch.fnmatchcase(folded, pattern) for pattern in self.only):
            return False
        return not any(fnmatch.fnmatchcase(folded, pattern) for pattern in self.never)


def _within_reach(span: Span, word: Span) -> bool:
    return word.end > span.start - _REACH and word.start < span.end + _REACH


def _read(node: Node, library: Library) -> Condition:
    found = node.fields(OPTIONS, ("type",))
    entity = Entity(found["type"].choice(RECOGNISERS), None, label_of(found))
    if "context" in found:
        entity = replace(entity, context=library.condition_of("terms", found["context"]))
    if "validate" in found:
        entity = replace(entity, validate=found["validate"].flag())
    if "region" in found:
        region = found["region"].text()
        if len(region) != 2 or not region.isupper():  # ISO 3166
            raise found["region"].problem(text("Here the two letters of a country are expected, such as DE."))
        entity = replace(entity, region=region)
    return replace(entity, only=_globs(found, "in", library), never=_globs(found, "not_in", library))


def _globs(found: dict[str, Node], key: str, library: Library) -> tuple[str, ...]:
    if key not in found:
        return ()
    if found[key].is_mapping:
        return tuple(term.words.casefold() for term in library.lexicon(found[key].fields(("file",), ("file",))["file"]))
    return tuple(value.casefold() for value in found[key].words())


OPTIONS = {
    "type": "iban, credit_card, de_tax_id, de_pension_number, de_health_number, email, phone or secret",
    "validate": "false: count it even where its checksum is wrong",
    "context": "words of which one must stand nearby",
    "region": "the country of phone numbers without a country code",
    "in": "only these, with * for anything; a list or {file: name}",
    "not_in": "all but these",
    "as": "the name of the marked words, for the message",
}

KIND = RuleKind(key="entity", options=OPTIONS, example="entity: {type: iban, as: iban}", read=_read)

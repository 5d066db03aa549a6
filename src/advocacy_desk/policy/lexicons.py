"""Word lists and calendars that several rules share, as plain files beside the packs.

A lexicon is a text file: one term a line, ``# `` begins a comment (``#tag`` is a term), and two spaces or a tab divide
a term from its dates: ``projekt falke  from=2026-01-01 until=2027-01-15`` (``until`` is the first day on which it no
longer counts). A calendar is YAML: a list of ``{from, until, why}`` under ``periods``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advocacy_desk.errors import PackProblem
from advocacy_desk.i18n import text
from advocacy_desk.policy.nodes import Node, parse, read_file

_DATES = {"from": "from", "until": "until"}


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days: ``first`` belongs to it, ``end`` does not; None is open."""

    first: date | None = None
    end: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether a day lies inside; an unknown day lies only in a period that is open on both sides."""
        if day is None:
            return self.first is None and self.end is None
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Term:
    """One term as written, with the days on which it counts."""

    words: str
    during: Period = ALWAYS


def read_lexicon(path: Path) -> tuple[Term, ...]:
    """Read a word list; raises PackProblem with the line where a date is wrong or the list is empty."""
    terms: list[Term] = []
    for number, line in enumerate(read_file(path).splitlines(), start=1):
        stripped = line.strip()
        if stripped and stripped != "#" and not stripped.startswith("# "):
            terms.append(_term(stripped, str(path), number))
    if not terms:
        raise PackProblem(text("This word list is empty. Please add one term a line."), file=str(path), record=1)
    return tuple(terms)


def _term(line: str, file: str, number: int) -> Term:
    words, *attributes = re.split(r" {2,}|\t+", line)
    days: dict[str, date] = {}
    for attribute in " ".join(attributes).split():
        key, _, day = attribute.partition("=")
        try:
            days[_DATES[key]] = date.fromisoformat(day)
        except (KeyError, ValueError):
            wrong = text(
                "“{attribute}” is not understood. After two spaces only from= and until= with a date may follow, such"
                " as until=2027-01-15.",
                attribute=attribute,
            )
            raise PackProblem(wrong, file=file, record=number) from None
    return Term(words, Period(days.get("from"), days.get("until")))


def read_approved(path: Path) -> tuple[str, ...]:
    """Read approved texts, divided by lines of ``---``; raises PackProblem where there is none."""
    texts = tuple(one.strip() for one in re.split(r"(?m)^---+\s*$", read_file(path)) if one.strip())
    if not texts:
        raise PackProblem(text("This file holds no approved text. Please add one."), file=str(path), record=1)
    return texts


def read_calendar(path: Path) -> tuple[Period, ...]:
    """Read a calendar; raises PackProblem with the line where it is wrong."""
    root = parse(read_file(path), str(path))
    return tuple(_period(item) for item in root.fields(("periods",), ("periods",))["periods"].items())


def _period(node: Node) -> Period:
    found = node.fields(("from", "until", "why"), ("from", "until"))
    period = Period(found["from"].day(), found["until"].day())
    if period.first is not None and period.end is not None and period.end <= period.first:
        raise found["until"].problem(text("This period ends before it begins. Please check both dates."))
    return period


_DE_ENDINGS = ("e", "en", "em", "er", "es")
_DE_MORE = ("n", "s", "ns")
_SHORTEST_STEM = 3
MOST_FORMS = 600


_DE_PLURALS = ("", "e", "en", "er", "ern", "n")
_LAST_VOWEL = re.compile(r"(au|[aou])(?=[^aeiouäöü]*$)")
_PLURAL_VOWEL = {"a": "ä", "o": "ö", "u": "ü", "au": "äu"}


def german_forms(word: str) -> set[str]:
    """Return a German word with the usual endings of adjectives and nouns: ``blauer`` gives ``blauen`` ...

    Plurals that change their vowel are among them: ``haus`` gives ``häuser``.
    """
    stems = {word}
    for ending in sorted(_DE_ENDINGS, key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stems.add(word[: -len(ending)])
            break
    changed = _LAST_VOWEL.sub(lambda vowel: _PLURAL_VOWEL[vowel[1]], word.lower())
    plurals = {changed + ending for ending in _DE_PLURALS} if changed != word.lower() else set()
    return {word} | {stem + ending for stem in stems for ending in (*_DE_ENDINGS, *_DE_MORE)} | stems | plurals


def english_forms(word: str) -> set[str]:
    """Return an English word with plural, genitive and the usual verb endings."""
    forms = {word, word + "s", word + "es", word + "'s", word + "ed", word + "d", word + "ing"}
    if word.endswith("e"):
        forms.add(word[:-1] + "ing")
    if word.endswith("y"):
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
    return forms


_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))


def umlaut_forms(words: str) -> set[str]:
    """Return folded words with umlauts spelled both ways: ``übernahme`` and ``uebernahme``."""
    spelled, drawn = words, words
    for letter, pair in _UMLAUTS:
        spelled = spelled.replace(letter, pair)
        drawn = drawn.replace(pair, letter)
    return {words, spelled, drawn}

"""What a rule kind is, and what the engine evaluates: ``KIND = RuleKind(...)`` in ``kinds/<x>.py``.

A kind reads its options from a rule file into a ``Condition``. The engine binds every condition of a policy to one
shared ``Vocabulary`` of literals, runs a single pass over the folded text of a post and asks only the rules whose
trigger was seen. A match is a tuple of spans in code points of the original text (empty where the condition holds
without a place, such as a date), or None where the condition does not hold.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Protocol

from advocacy_desk.domain.findings import Span
from advocacy_desk.policy.lexicons import Period, Term
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.subject import Subject

__all__ = [
    "Bound",
    "Condition",
    "CostClass",
    "Gate",
    "Library",
    "Match",
    "Matches",
    "Needle",
    "Order",
    "RuleKind",
    "Subject",
    "Trigger",
    "Vocabulary",
]


Matches = tuple[Span, ...]
Match = Callable[[Reading], Matches | None]
Gate = Callable[[str], bool]  # a cheap test on the plain text; False means the condition cannot hold


@dataclass(frozen=True, slots=True)
class Needle:
    """A literal of the folded text; ``left`` and ``right`` say whether the word must end there.

    ``disguise`` names the key of ``disguises.DISGUISES`` behind which it is looked for; empty: it stands there openly.
    """

    literal: str
    left: bool = True
    right: bool = True
    disguise: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a post must show before a condition can hold on it: one of the needles, one open gate, or an attachment."""

    needles: frozenset[Needle] = frozenset()
    gates: tuple[Gate, ...] = ()
    attached: bool = False

    @property
    def is_words(self) -> bool:
        """Whether only words open it."""
        return not self.gates and not self.attached


class Order(IntEnum):
    """How much a condition costs to ask; ``all`` asks the cheap ones first."""

    FACT = 0  # dates, authors, attachments: one look at the post's fields
    WORDS = 1  # the words that the one pass has found already
    DISTANCE = 2
    PATTERN = 3  # a regular expression or a checksum


class CostClass(StrEnum):
    """How dear a whole rule is, as its author is told."""

    A = "A"  # words only
    B = "B"  # a pattern behind rare words
    C = "C"  # a pattern behind common words or a cheap test
    D = "D"  # a pattern that runs on every post


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A condition tied to a vocabulary. ``trigger`` None: it can hold on any post, so it is asked for every one.

    ``needs`` are sets of needles of which each must show one before it can hold; empty: the trigger alone tells.
    ``scan`` is an expression in the syntax of RE2 that is found in every plain text on which it can hold.
    """

    match: Match
    trigger: Trigger | None
    order: Order
    uses_patterns: bool = False
    needs: tuple[frozenset[Needle], ...] = ()
    scan: str = ""
    needs_facts: bool = False  # the same text may turn out differently by its date, author or attachments

    @property
    def word_sets(self) -> tuple[frozenset[Needle], ...]:
        """The sets of needles of which each must be seen; none where words do not tell."""
        if self.needs or self.trigger is None or not self.trigger.is_words:
            return self.needs
        return (self.trigger.needles,)


class Vocabulary(Protocol):
    """Gives every needle of a policy one number, under which a ``Reading`` lists where it was seen."""

    def number(self, needle: Needle) -> int:
        """Return the needle's number, the same for equal needles."""


class Condition(ABC):
    """One condition of a rule as its file states it; immutable and free of any engine."""

    @property
    @abstractmethod
    def labels(self) -> frozenset[str]:
        """The names (``as:``) under which this condition marks words."""

    @abstractmethod
    def bind(self, vocabulary: Vocabulary) -> Bound:
        """Tie the condition to the words of one engine."""


class Library(Protocol):
    """What a kind may ask for while a rule file is read; every answer becomes part of the rule's hash."""

    def condition(self, node: Node) -> Condition:
        """Read a nested condition."""

    def condition_of(self, kind: str, node: Node) -> Condition:
        """Read the options of a condition whose kind is given."""

    def lexicon(self, node: Node) -> tuple[Term, ...]:
        """Return the terms of the word list that ``node`` names."""

    def calendar(self, node: Node) -> tuple[Period, ...]:
        """Return the periods of the calendar that ``node`` names."""

    def approved(self, node: Node) -> tuple[str, ...]:
        """Return the approved texts in the file that ``node`` names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleKind:
    """One kind of condition. ``options`` are the keys it takes with what they mean, empty where it takes a list.

    ``example`` is a smallest valid use, as YAML; the documentation and the conformance tests take it from here.
    ``read`` raises PackProblem with the line where an option is wrong.
    """

    key: str
    options: Mapping[str, str]
    example: str
    read: Callable[[Node, Library], Condition]

"""What a rule file says, once it is read: rules, their examples and their packs. Free of files and engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from advocacy_desk.domain.findings import Severity
from advocacy_desk.i18n import Text
from advocacy_desk.policy._contract import Condition, CostClass
from advocacy_desk.policy.authors import Predicate
from advocacy_desk.policy.lexicons import ALWAYS, Period
from advocacy_desk.policy.subject import TEXT, Subject


class Status(StrEnum):
    """Where a rule is in its life: shadow rules are evaluated and counted but shown to no reviewer."""

    DRAFT = "draft"
    SHADOW = "shadow"
    ACTIVE = "active"
    RETIRED = "retired"


EVALUATED = frozenset({Status.SHADOW, Status.ACTIVE})


class Action(StrEnum):
    """What is done about a finding; independent of how much it weighs."""

    NOTE = "note"
    WARN = "warn"
    RETURN = "return"
    HOLD = "hold"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text that a rule must, or must not, match. ``marks`` are passages that must be marked, in any order.

    ``todo`` is a known miss: its failure is expected, so its success is told.
    """

    subject: Subject
    matches: bool
    marks: tuple[str, ...] = ()
    why: str = ""
    todo: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """To which posts a rule applies; empty does not restrict. Only a known other value excludes a post."""

    languages: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset({TEXT})  # which of a post's texts are looked at
    authors: Predicate | None = None
    not_authors: Predicate | None = None

    def holds(self, subject: Subject) -> bool:
        """Whether the rule applies to a post."""
        if self.languages and (subject.known_language() or "") not in self.languages | {""}:
            return False
        if self.channels and (subject.network or "") not in self.channels | {""}:
            return False
        if self.kinds and subject.kind not in self.kinds:
            return False
        if self.authors is not None and not self.authors(subject.author):
            return False
        return self.not_authors is None or not self.not_authors(subject.author)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """When a rule applies: ``when``, and neither ``require`` nor ``unless`` nor a guard."""

    when: Condition
    require: Condition | None = None
    unless: Condition | None = None
    guards: tuple[Condition, ...] = ()

    @property
    def exceptions(self) -> tuple[Condition, ...]:
        """Every condition that takes a hit back."""
        return tuple(part for part in (self.require, self.unless, *self.guards) if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """How cases of a rule are handled; carried for the review, not used by the engine."""

    queue: str = ""
    sla_hours: int | None = None
    four_eyes: bool = False
    sample_pass: float | None = None
    escalate_after_hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a rule's author expects; a rule that leaves it deserves a look."""

    max_hit_rate: float | None = None
    min_precision: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. ``hash`` changes with everything that can change a result, and with nothing else."""

    id: str
    version: int
    hash: str
    status: Status
    owner: str
    category: str
    severity: Severity
    action: Action
    title: Text
    message: Text
    why: Text
    suggestion: Text
    references: tuple[str, ...]
    pack: str
    languages: tuple[str, ...]
    cost_class: CostClass
    scope: Scope
    valid: Period = ALWAYS
    logic: Logic
    swap: Mapping[str, str] = field(default_factory=dict)
    mask: bool = False
    review: Review = Review()
    expect: Expectation = Expectation()
    examples: tuple[Example, ...]
    file: str
    guards: tuple[str, ...] = ()

    @property
    def is_evaluated(self) -> bool:
        """Whether the engine asks this rule: shadow and active ones."""
        return self.status in EVALUATED

    @property
    def depends_on_author(self) -> bool:
        """Whether its scope asks who the author is, so that a reviewer cannot judge without knowing it."""
        return self.scope.authors is not None or self.scope.not_authors is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A folder of rules that belong together."""

    key: str
    version: str
    title: Text
    description: Text
    languages: tuple[str, ...]
    jurisdictions: tuple[str, ...]
    rules: tuple[Rule, ...]
    folder: str

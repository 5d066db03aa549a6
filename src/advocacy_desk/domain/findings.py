"""What a rule found in a post."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advocacy_desk.i18n import Text


class Severity(StrEnum):
    """How much a finding weighs; not what is done about it (that is the rule's action)."""

    INFO = "info"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for info up to 3 for critical."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Span:
    """A marked part of a text in code points, end exclusive; ``label`` is the rule's name for it (``as:``)."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that applies to one post. ``fields`` fill the rule's message: label -> marked words."""

    rule_id: str
    rule_version: int
    rule_hash: str
    severity: Severity
    spans: tuple[Span, ...]
    fields: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEvaluated:
    """A rule that could not be evaluated on a post (it ran out of time); never the same as passed."""

    rule_id: str
    rule_hash: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedFinding:
    """A finding as a reviewer reads it: what, why, a better wording and the reference."""

    finding: Finding
    title: Text
    message: Text
    why: Text
    suggestion: Text
    references: tuple[str, ...]

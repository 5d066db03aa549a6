"""What a report consists of, whatever it is written as: key figures, charts with tables, findings, definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.i18n import Text, text

if TYPE_CHECKING:
    from advocacy_desk.analysis._contract import Definition
    from advocacy_desk.charts._contract import Table
    from advocacy_desk.charts._drawing import Drawing
    from advocacy_desk.i18n import Language

KEY_FIGURES = text("Key figures")
FINDINGS = text("Findings by rule")
DEFINITIONS = text("How this was counted")
COVERAGE = text("What the figures rest on")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One figure of the whole period, written out; ``before`` is that of the period before, empty where unknown."""

    title: str
    value: str
    detail: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One chart with its table; ``name`` is that of its files."""

    name: str
    title: str
    drawing: Drawing
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """In how many posts a rule found something: a reason to help, not to blame."""

    title: str
    severity: str
    posts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A metric and how it is counted."""

    title: str
    version: int
    definition: Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in one language."""

    language: Language
    title: str
    period: str
    made: str
    key_figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    findings: tuple[RuleCount, ...]
    counted: tuple[Counted, ...]
    coverage: tuple[str, ...]

    def say(self, words: Text) -> str:
        """Translate a text."""
        return self.language.of(words)


def defined(said: Definition, language: Language) -> tuple[tuple[str, str], ...]:
    """Return a definition as pairs of heading and words; what does not apply is left out."""
    pairs: tuple[tuple[Text, Text | None], ...] = (
        (text("Counted"), said.numerator),
        (text("Divided by"), said.denominator),
        (text("Window"), said.window),
        (text("Repeats"), said.deduplication),
        (text("Keep in mind"), said.caveat),
    )
    return (
        *[(language.of(heading), language.of(words)) for heading, words in pairs if words is not None],
        (language.of(text("Source fields")), ", ".join(said.source_fields)),
        (language.of(text("Reference")), said.reference),
    )

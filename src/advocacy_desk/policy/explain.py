"""Findings as a reviewer or an author reads them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advocacy_desk.domain.findings import ExplainedFinding, Finding, NotEvaluated
from advocacy_desk.i18n import LANGUAGES, Text, verbatim
from advocacy_desk.policy.pack import Policy
from advocacy_desk.policy.rule import Rule
from advocacy_desk.policy.subject import Subject

_GAPS = re.compile(r"[ \t]{2,}")
_EMPTY_QUOTES = re.compile(r"\s?(?:\((?:„“|“”)?\)|„“|“”)")


def explain(rule: Rule, finding: Finding) -> ExplainedFinding:
    """Return a finding with its rule's texts, their fields filled with the marked words, in every language.

    ``rule`` may be another version than the one that found it: labels that it no longer knows stay empty.
    """
    return ExplainedFinding(
        finding=finding,
        title=rule.title,
        message=_filled(rule.message, finding.fields),
        why=rule.why,
        suggestion=_with_swaps(_filled(rule.suggestion, finding.fields), _swaps(rule, finding.fields.values())),
        references=rule.references,
    )


def _filled(template: Text, fields: Mapping[str, str]) -> Text:
    known: dict[str, str] = defaultdict(str, fields)
    return verbatim({code: _tidy(words.format_map(known)) for code, words in _by_language(template).items()})


def _tidy(words: str) -> str:
    return _GAPS.sub(" ", _EMPTY_QUOTES.sub("", words)).strip()


def _by_language(words: Text) -> Mapping[str, str]:
    return words.ready if words.ready is not None else dict.fromkeys(LANGUAGES, words.message)


def _swaps(rule: Rule, passages: Iterable[str]) -> list[str]:
    """Return ``words → better words`` for every marked passage that begins like a key of the rule's ``swap``."""
    return [
        f"{passage} → {better}"
        for passage in dict.fromkeys(word for words in passages for word in words.split(", "))
        for words, better in rule.swap.items()
        if passage.casefold().startswith(words)
    ]


def _with_swaps(suggestion: Text, swaps: Sequence[str]) -> Text:
    if not swaps:
        return suggestion
    return verbatim({code: "\n".join([words, *swaps]) for code, words in _by_language(suggestion).items()})


@dataclass(frozen=True, slots=True)
class Tried:
    """What a policy says about one text."""

    findings: tuple[ExplainedFinding, ...]
    not_evaluated: tuple[NotEvaluated, ...]


def try_texts(policy: Policy, texts: Sequence[str | Subject]) -> list[Tried]:
    """Return what the evaluated rules of a policy say about texts, one answer a text, in order."""
    subjects = [Subject(text=one) if isinstance(one, str) else one for one in texts]
    return [
        Tried(tuple(explain(policy.by_id[finding.rule_id], finding) for finding in findings), unknown)
        for findings, unknown in policy.engine().evaluate(subjects)
    ]

"""Proves a rule, or a guard, by its own examples."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy_desk.domain.findings import Finding
from advocacy_desk.i18n import Text, text
from advocacy_desk.policy.batch import Batch
from advocacy_desk.policy.engine import Engine, Result
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.rule import Example, Rule
from advocacy_desk.policy.rule_file import Guard
from advocacy_desk.policy.vocabulary import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An example that does not turn out as its rule says, with the line in the rule's file."""

    rule_id: str
    file: str
    line: int
    text: str
    why: Text


def run_examples(rule: Rule) -> tuple[Failure, ...]:
    """Evaluate a rule, whatever its status, on its own examples and return those that fail."""
    results = Engine([rule]).evaluate([example.subject for example in rule.examples])
    failures: list[Failure] = []
    for example, result in zip(rule.examples, results, strict=True):
        why = _failing(example, result)
        if example.todo:
            why = None if why is not None else text("This known miss works now. Please remove “todo”.")
        if why is not None:
            failures.append(
                Failure(rule_id=rule.id, file=rule.file, line=example.line, text=example.subject.text, why=why)
            )
    return tuple(failures)


def run_guard_examples(guard: Guard) -> tuple[Failure, ...]:
    """Ask a guard about its own examples and return those that it covers, or leaves, against its word."""
    words = Words()
    covers = guard.condition.bind(words).match
    words.close()
    failures: list[Failure] = []
    for example in guard.examples:
        batch = Batch([example.subject.text])
        hits = dict(words.find(batch).by_text([0])).get(0, {})
        reading = Reading(example.subject, batch.text(0), hits)
        if (covers(reading) is not None) is not example.matches:
            why = (
                text("The guard should cover this text, but it does not.")
                if example.matches
                else text("The guard should not cover this text, but it does.")
            )
            failures.append(
                Failure(rule_id=guard.id, file=guard.file, line=example.line, text=example.subject.text, why=why)
            )
    return tuple(failures)


def _failing(example: Example, result: Result) -> Text | None:
    findings, unknown = result
    if unknown:
        return text("The rule ran out of time on this text.")
    if not example.matches:
        return _unwanted(example, findings[0]) if findings else None
    if not findings:
        return text("The rule should match this text, but it does not.")
    marked = {example.subject.text[span.start : span.end] for span in findings[0].spans}
    missing = [mark for mark in example.marks if mark not in marked]
    if missing:
        return text(
            "“{missing}” should be marked. Marked are: {marked}.",
            missing=missing[0],
            marked=" | ".join(sorted(marked)) or "–",
        )
    return None


def _unwanted(example: Example, finding: Finding) -> Text:
    marked = " | ".join(example.subject.text[span.start : span.end] for span in finding.spans)
    return text("The rule should leave this text alone, but it matches: {marked}.", marked=marked or "–")

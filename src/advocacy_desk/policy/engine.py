"""Evaluates rules on posts: one pass over all words of all rules, then only the rules whose trigger was seen.

Order of work per post: fold, find the needles, open the gates, then for each candidate rule validity and scope (one
look at fields), ``when``, and the exceptions only where ``when`` holds. A rule that runs out of time on a post is
``NotEvaluated`` there, never passed; after ``MOST_STRIKES`` such posts it is stopped for the rest of the call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from advocacy_desk.domain.findings import Finding, NotEvaluated
from advocacy_desk.policy._contract import Bound, CostClass, Gate, Match, Matches
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.rule import Logic, Rule
from advocacy_desk.policy.subject import HASHTAGS, TEXT, Subject
from advocacy_desk.policy.triggers import cost_class
from advocacy_desk.policy.vocabulary import Words

ENGINE_VERSION = 1  # part of every rule's hash: raise it where the same rule may find something else than before
MOST_STRIKES = 5
MOST_MARKS = 50
MOST_FIELD_WORDS = 3
TIMED_OUT = "timeout"
STOPPED = "stopped"

Result = tuple[tuple[Finding, ...], tuple[NotEvaluated, ...]]
_NOTHING: Result = ((), ())
_ONLY_TEXT = frozenset({TEXT})


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    when: Match
    exceptions: tuple[Match, ...]
    always: bool  # applies to every day and every post: nothing to look up before asking


def _bind(logic: Logic, words: Words) -> tuple[Bound, tuple[Bound, ...]]:
    """Bind ``when`` and the exceptions, the cheap exceptions first."""
    exceptions = sorted((part.bind(words) for part in logic.exceptions), key=lambda bound: bound.order)
    return logic.when.bind(words), tuple(exceptions)


def cost_of(logic: Logic) -> CostClass:
    """Return how dear a rule's conditions are."""
    when, exceptions = _bind(logic, Words())
    return cost_class((when, *exceptions))


class Engine:
    """The rules of a policy, compiled; holds no state between calls, so one engine serves several threads."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._words = Words()
        self._rules: list[_Compiled] = []
        self._by_needle: dict[int, tuple[int, ...]] = {}
        self._gates: dict[Gate, list[int]] = {}
        self._always: list[int] = []
        self._attached: list[int] = []  # asked where something hangs on a post
        self._elsewhere: dict[int, frozenset[str]] = {}  # rules that look at more, or at less, than the text
        for index, rule in enumerate(rules):
            when, exceptions = _bind(rule.logic, self._words)
            unlimited = rule.valid.holds(None) and rule.scope == type(rule.scope)()
            self._rules.append(_Compiled(rule, when.match, tuple(part.match for part in exceptions), unlimited))
            self._file(index, when)
            if rule.scope.parts != {TEXT}:
                self._elsewhere[index] = rule.scope.parts
        self._words.close()
        self._other_parts = frozenset().union(*self._elsewhere.values()) - _ONLY_TEXT

    def _file(self, index: int, when: Bound) -> None:
        """File a rule under what must be seen before it is asked."""
        if when.trigger is None:
            self._always.append(index)
            return
        if when.trigger.attached:
            self._attached.append(index)
        for gate in when.trigger.gates:
            self._gates.setdefault(gate, []).append(index)
        for needle in when.trigger.needles:
            number = self._words.number(needle)
            self._by_needle[number] = (*self._by_needle.get(number, ()), index)

    def evaluate(self, subjects: Sequence[Subject], only: Collection[str] | None = None) -> list[Result]:
        """Return findings and rules that could not be evaluated, one pair a subject, in order.

        ``only`` restricts to some rule ids. Identical texts are read once. Never raises for what a post holds.
        """
        ids = None if only is None else frozenset(only)
        wanted = None if ids is None else {i for i, one in enumerate(self._rules) if one.rule.id in ids}
        repeated = {words for words, times in Counter(subject.text for subject in subjects).items() if times > 1}
        readings: dict[str, tuple[Reading, tuple[int, ...]]] = {}
        strikes: Counter[int] = Counter()
        results: list[Result] = []
        for subject in subjects:
            known = readings.get(subject.text) if repeated else None
            if known is None:
                known = self._read(subject)
                if subject.text in repeated:
                    readings[subject.text] = known
            reading, candidates = known
            if subject.attachments and self._attached:
                candidates = tuple(sorted({*candidates, *self._attached}))
            if wanted is not None:
                candidates = tuple(index for index in candidates if index in wanted)
            if self._elsewhere:
                in_text = tuple(index for index in candidates if TEXT in self._elsewhere.get(index, _ONLY_TEXT))
                here = self._judge_on(subject, reading, in_text, strikes)
                results.append(self._with_parts(subject, here, wanted, strikes))
            else:
                results.append(self._judge_on(subject, reading, candidates, strikes))
        return results

    def _judge_on(
        self, subject: Subject, reading: Reading, candidates: tuple[int, ...], strikes: Counter[int]
    ) -> Result:
        if not candidates:
            return _NOTHING
        reading.subject = subject
        return self._judge(reading, candidates, strikes)

    def _with_parts(self, subject: Subject, here: Result, wanted: set[int] | None, strikes: Counter[int]) -> Result:
        """Add what rules find in other parts of the post, one finding a rule; only in hashtags it has a place."""
        findings, unknown = list(here[0]), list(here[1])
        told = {one.rule_id for one in findings} | {one.rule_id for one in unknown}
        for part, words in subject.parts(self._other_parts):
            asked = {index for index, parts in self._elsewhere.items() if part in parts}
            asked = asked if wanted is None else asked & wanted
            inside = replace(subject, text=words)
            reading, candidates = self._read(inside) if asked else (None, ())
            chosen = tuple(index for index in candidates if index in asked and self._rules[index].rule.id not in told)
            if reading is None or not chosen:
                continue
            more, open_questions = self._judge_on(inside, reading, chosen, strikes)
            findings += more if part == HASHTAGS else [replace(one, spans=()) for one in more]
            unknown += open_questions
            told |= {one.rule_id for one in more} | {one.rule_id for one in open_questions}
        return tuple(findings), tuple(unknown)

    def _read(self, subject: Subject) -> tuple[Reading, tuple[int, ...]]:
        """Read a text once: its words, and the rules that could apply to it, in order."""
        reading = Reading(subject)
        reading.hits = self._words.find(reading.text.folded)
        candidates = set(self._always)
        for number in reading.hits.keys() & self._by_needle.keys():
            candidates.update(self._by_needle[number])
        plain = reading.text.plain
        for gate, indexes in self._gates.items():
            if gate(plain):
                candidates.update(indexes)
        return reading, tuple(sorted(candidates))

    def _judge(self, reading: Reading, candidates: tuple[int, ...], strikes: Counter[int]) -> Result:
        findings: list[Finding] = []
        unknown: list[NotEvaluated] = []
        for index in candidates:
            compiled = self._rules[index]
            rule = compiled.rule
            if not compiled.always and not _applies(rule, reading.subject):
                continue
            if strikes[index] >= MOST_STRIKES:
                unknown.append(NotEvaluated(rule_id=rule.id, rule_hash=rule.hash, why=STOPPED))
                continue
            try:
                spans = _matches(compiled, reading)
            except TimeoutError:
                strikes[index] += 1
                unknown.append(NotEvaluated(rule_id=rule.id, rule_hash=rule.hash, why=TIMED_OUT))
                continue
            if spans is not None:
                findings.append(_finding(rule, reading.subject.text, spans))
        return (tuple(findings), tuple(unknown)) if findings or unknown else _NOTHING


def _applies(rule: Rule, subject: Subject) -> bool:
    return rule.valid.holds(subject.posted) and rule.scope.holds(subject)


def _matches(compiled: _Compiled, reading: Reading) -> Matches | None:
    spans = compiled.when(reading)
    if spans is None or any(exception(reading) is not None for exception in compiled.exceptions):
        return None
    return spans


def _finding(rule: Rule, words: str, spans: Matches) -> Finding:
    named = {span for span in spans if span.label}  # what has no name is circumstance, marked only for want of better
    ordered = tuple(sorted(named or set(spans), key=lambda span: (span.start, span.end, span.label)))[:MOST_MARKS]
    return Finding(
        rule_id=rule.id,
        rule_version=rule.version,
        rule_hash=rule.hash,
        severity=rule.severity,
        spans=ordered,
        fields=_fields(ordered, words, mask=rule.mask),
    )


def _fields(spans: Matches, words: str, *, mask: bool) -> dict[str, str]:
    """Return label -> the first few different passages that it marks, masked where the rule says so."""
    found: dict[str, dict[str, None]] = {}
    for span in spans:
        if span.label:
            passage = " ".join(words[span.start : span.end].split())
            found.setdefault(span.label, {})[masked(passage) if mask else passage] = None
    return {label: ", ".join(list(passages)[:MOST_FIELD_WORDS]) for label, passages in found.items()}


def masked(passage: str) -> str:
    """Return a passage that shows its beginning and its form only: ``DE** **** …``."""
    shown = 2
    return passage[:shown] + "".join("*" if sign.isalnum() else sign for sign in passage[shown:])

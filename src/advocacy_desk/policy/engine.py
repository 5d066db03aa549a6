"""Evaluates rules on posts: one pass over all words of all rules, then only the rules whose trigger was seen.

Order of work per post: fold, find the needles, open the gates, then for each candidate rule validity and scope (one
look at fields), ``when``, and the exceptions only where ``when`` holds. A rule that runs out of time on a post is
``NotEvaluated`` there, never passed; after ``MOST_STRIKES`` such posts it is stopped for the rest of the call.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from advocacy_desk.domain.findings import Finding, NotEvaluated
from advocacy_desk.policy._contract import Bound, CostClass, Match, Matches
from advocacy_desk.policy.batch import Batch
from advocacy_desk.policy.candidates import Candidates
from advocacy_desk.policy.reading import Hits, Reading
from advocacy_desk.policy.rule import Logic, Rule
from advocacy_desk.policy.subject import HASHTAGS, TEXT, Subject
from advocacy_desk.policy.triggers import cost_class
from advocacy_desk.policy.vocabulary import Words

ENGINE_VERSION = 2  # part of every rule's hash: raise it where the same rule may find something else than before
MOST_STRIKES = 5
MOST_TOGETHER = 512  # texts in one pass
MOST_CHARACTERS = 400_000
MOST_MARKS = 50
MOST_FIELD_WORDS = 3
TIMED_OUT = "timeout"
STOPPED = "stopped"

Result = tuple[tuple[Finding, ...], tuple[NotEvaluated, ...]]
_NOTHING: Result = ((), ())
_Part = tuple[str, frozenset[int], Subject]  # its name, the rules that look at it, the post with its words
_ONLY_TEXT = frozenset({TEXT})


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    when: Match
    exceptions: tuple[Match, ...]
    always: bool  # applies to every day and every post: nothing to look up before asking
    text_only: bool  # the same text gives the same result, whoever wrote it and when


@dataclass(slots=True)
class _Known:
    """A text that was read: the rules that could apply to it, and its result once that is known for every post."""

    batch: Batch
    place: int
    candidates: tuple[int, ...]
    hits: Hits
    result: Result | None = None
    _reading: Reading | None = None

    def reading(self, subject: Subject) -> Reading:
        """Return the text as the rules see it, with the facts of a post."""
        if self._reading is None:
            self._reading = Reading(subject, self.batch.text(self.place), self.hits)
        self._reading.subject = subject
        return self._reading


_NOT_ASKED = _Known(Batch(()), 0, (), {})  # a text about which no rule is asked


@dataclass(frozen=True, slots=True)
class _Run:
    """What one call remembers: which texts come again, what is known of them, and which rules ran out of time."""

    repeated: frozenset[str]
    known: dict[str, _Known] = field(default_factory=dict)
    strikes: Counter[int] = field(default_factory=Counter)


def _repeated(texts: Sequence[str]) -> frozenset[str]:
    if len(set(texts)) == len(texts):
        return frozenset()
    return frozenset(words for words, times in Counter(texts).items() if times > 1)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Pause Python's cyclic collector: findings hold no cycles, and it would look at all of them again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _batches(subjects: Sequence[Subject], texts: Sequence[str]) -> Iterator[tuple[Sequence[Subject], Sequence[str]]]:
    """Cut subjects into batches that are small enough for the processor's cache."""
    for begin in range(0, len(subjects), MOST_TOGETHER):
        some, words = subjects[begin : begin + MOST_TOGETHER], texts[begin : begin + MOST_TOGETHER]
        if sum(map(len, words)) <= MOST_CHARACTERS:
            yield some, words
        else:
            yield from (([subject], [subject.text]) for subject in some)


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
        self._elsewhere: dict[int, frozenset[str]] = {}  # rules that look at more, or at less, than the text
        whens: list[Bound] = []
        for index, rule in enumerate(rules):
            when, exceptions = _bind(rule.logic, self._words)
            unlimited = rule.valid.holds(None) and rule.scope == type(rule.scope)()
            text_only = unlimited and not any(part.needs_facts for part in (when, *exceptions))
            exact = tuple(part.match for part in exceptions)
            self._rules.append(_Compiled(rule, when.match, exact, always=unlimited, text_only=text_only))
            whens.append(when)
            if rule.scope.parts != {TEXT}:
                self._elsewhere[index] = rule.scope.parts
        self._candidates = Candidates(whens, self._words)
        self._words.close()
        self._other_parts = frozenset().union(*self._elsewhere.values()) - _ONLY_TEXT

    def evaluate(self, subjects: Sequence[Subject]) -> list[Result]:
        """Return findings and rules that could not be evaluated, one pair a subject, in order.

        Identical texts are read once. Never raises for what a post holds.
        """
        texts = [subject.text for subject in subjects]
        run = _Run(_repeated(texts))
        evaluate = self._evaluate_each if not run.repeated and not self._other_parts else self._evaluate
        results: list[Result] = []
        with _without_collector():
            for some, words in _batches(subjects, texts):
                results += evaluate(some, words, run)
        return results

    def _evaluate_each(self, subjects: Sequence[Subject], texts: Sequence[str], run: _Run) -> list[Result]:
        """Read different texts together, then judge those about which a rule is asked."""
        results: list[Result] = [_NOTHING] * len(subjects)
        for at, known in self._read(texts, self._attached(subjects)).items():
            results[at] = self._judge_text(subjects[at], known, run)
        return results

    def _evaluate(self, subjects: Sequence[Subject], texts: Sequence[str], run: _Run) -> list[Result]:
        """Read texts together, each once, with the other texts of the posts; then judge one post after the other."""
        inside = [self._parts(subject) for subject in subjects]
        different = dict.fromkeys(words for words in texts if words not in run.known)
        different.update(dict.fromkeys(one.text for parts in inside for _, _, one in parts))
        pictured = {texts[at] for at in self._attached(subjects)}
        read = self._read([*different], [at for at, words in enumerate(different) if words in pictured])
        here_known = {words: read[at] for at, words in enumerate(different) if at in read}
        run.known.update({words: here_known.get(words, _NOT_ASKED) for words in different.keys() & run.repeated})
        results: list[Result] = []
        for subject, words, parts in zip(subjects, texts, inside, strict=True):
            known = here_known.get(words) or run.known.get(words, _NOT_ASKED)
            here = _NOTHING if known is _NOT_ASKED else self._judge_text(subject, known, run)
            results.append(self._with_parts(here, parts, here_known, run) if parts else here)
        return results

    def _attached(self, subjects: Sequence[Subject]) -> Collection[int]:
        """Return the places of the posts about which rules are asked because something hangs on them."""
        if not self._candidates.attached:
            return ()
        return [at for at, subject in enumerate(subjects) if subject.attachments]

    def _read(self, texts: Sequence[str], attached: Collection[int]) -> dict[int, _Known]:
        """Read texts in one pass: those about which a rule is asked, with the words that it will ask for."""
        if not texts:
            return {}
        batch = Batch(texts)
        seen = self._words.find(batch)
        candidates = self._candidates.find(batch, seen)
        asked = candidates.keys() | attached
        hits = dict(seen.by_text(asked))
        return {at: _Known(batch, at, candidates.get(at, ()), hits.get(at, {})) for at in asked}

    def _judge_text(self, subject: Subject, known: _Known, run: _Run) -> Result:
        candidates = known.candidates
        if subject.attachments and self._candidates.attached:
            candidates = tuple(sorted({*candidates, *self._candidates.attached}))
        elif known.result is not None:
            return known.result
        if self._elsewhere:
            candidates = tuple(index for index in candidates if TEXT in self._elsewhere.get(index, _ONLY_TEXT))
        if not candidates:
            return _NOTHING
        result = self._judge(known.reading(subject), candidates, run.strikes)
        if not result[1] and subject.text in run.repeated and all(self._rules[one].text_only for one in candidates):
            known.result = result if not subject.attachments else None
        return result

    def _parts(self, subject: Subject) -> list[_Part]:
        """Return the other texts of a post, each with the rules that look at it."""
        found = []
        for part, words in subject.parts(self._other_parts):
            asked = frozenset(index for index, parts in self._elsewhere.items() if part in parts)
            found.append((part, asked, replace(subject, text=words)))
        return found

    def _with_parts(self, here: Result, parts: Sequence[_Part], read: Mapping[str, _Known], run: _Run) -> Result:
        """Add what rules find in other parts of the post, one finding a rule; only in hashtags it has a place."""
        findings, unknown = list(here[0]), list(here[1])
        told = {one.rule_id for one in findings} | {one.rule_id for one in unknown}
        for part, asked, inside in parts:
            known = read.get(inside.text, _NOT_ASKED)
            chosen = tuple(
                index for index in known.candidates if index in asked and self._rules[index].rule.id not in told
            )
            if not chosen:
                continue
            more, open_questions = self._judge(known.reading(inside), chosen, run.strikes)
            findings += more if part == HASHTAGS else [replace(one, spans=()) for one in more]
            unknown += open_questions
            told |= {one.rule_id for one in more} | {one.rule_id for one in open_questions}
        return tuple(findings), tuple(unknown)

    def _judge(self, reading: Reading, candidates: tuple[int, ...], strikes: Counter[int]) -> Result:
        findings: list[Finding] = []
        unknown: list[NotEvaluated] = []
        for index in candidates:
            compiled = self._rules[index]
            rule = compiled.rule
            if not compiled.always and not _applies(rule, reading.subject):
                continue
            if strikes and strikes[index] >= MOST_STRIKES:
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
    if spans is None or not compiled.exceptions:
        return spans
    return None if any(exception(reading) is not None for exception in compiled.exceptions) else spans


def _finding(rule: Rule, words: str, spans: Matches) -> Finding:
    ordered = spans
    if len(spans) > 1:
        named = {span for span in spans if span.label}  # what has no name is circumstance, marked for want of better
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
    if not spans:
        return {}
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

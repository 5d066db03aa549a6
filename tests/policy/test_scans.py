"""No match is lost behind a scan or behind the words that a pattern needs; texts are read together as one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import re2
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy_desk.policy import Engine, Rule, Subject, load_policy, shipped_packs
from advocacy_desk.policy.batch import Batch
from advocacy_desk.policy.folding import FoldedText, fold
from advocacy_desk.policy.patterns import PatternRefused, compiled, inspect, needs
from advocacy_desk.policy.scans import wider

RuleMaker = Callable[..., Rule]

SIGNS = ["a", "Str", "ß", "ss", "s", "É", "%", " ", ".", "[xyß]", "[^a-c]", "[A-F]", "^", "$", "(?<!a)", "(?=ß)"]
CLASSES = [r"\d", r"\b", r"\w", r"\W", r"\s", r"\S", r"[\W\d]"]
PIECES = st.recursive(
    st.sampled_from([*SIGNS, *CLASSES]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: "(?:" + "|".join(parts) + ")"),
        inner.map(lambda part: f"(?:{part}){{1,2}}"),
        inner.map(lambda part: f"({part})?"),
        inner.map(lambda part: f"(?:{part})+"),
    ),
    max_leaves=6,
)
WORDS = st.text("abcßẞsSStrxyÉé0٣% .,_\n\u2003…A", max_size=24)


@settings(max_examples=400, deadline=None)
@given(pattern=PIECES, words=WORDS, exact=st.booleans())
def test_no_match_is_lost_behind_a_scan_or_the_words_it_needs(pattern: str, words: str, exact: bool) -> None:  # noqa: FBT001 - drawn
    try:
        inspect(pattern)
        expression = compiled(pattern, exact=exact)
    except PatternRefused:
        return
    plain = FoldedText(words).plain
    if not any(found.end() > found.start() for found in expression.finditer(plain, timeout=1)):
        return
    scan = wider(pattern, exact=exact)
    assert not scan or re2.search(scan.encode(), plain.encode())
    for one in needs(pattern):
        assert any(needle.literal in fold(words) for needle in one)


@pytest.mark.parametrize("pattern", [r"(a)\1x", r"(?i:a)b", r"(?x) a b", "a{900}b"])
def test_what_cannot_be_told_to_re2_has_no_scan(pattern: str) -> None:
    assert wider(pattern, exact=True) == ""


def test_a_pattern_needs_all_of_its_words() -> None:
    found = {
        frozenset(one.literal for one in words)
        for words in needs(r"(?:umsatz|gewinn)\W+(?:\w+\W+){0,5}(?:steigt|fällt)")
    }
    assert found == {frozenset({"umsatz", "gewinn"}), frozenset({"steigt", "fällt"})}


STRANGE = st.sampled_from(["", "\0", "a\0b", "Ａ\u200b", "\ud83d"])
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=12), STRANGE), min_size=1, max_size=8)


@given(TEXTS)
def test_a_batch_holds_the_forms_that_each_text_has_alone(texts: list[str]) -> None:
    batch = Batch(texts)
    assert [batch.text(place).plain for place in range(len(texts))] == [FoldedText(words).plain for words in texts]
    whole = [FoldedText(words).folded.replace("\ud83d", "\ufffd") for words in texts]
    assert [words.replace("\ud83d", "\ufffd") for words in batch.each_folded()] == whole


POLICY = load_policy([shipped_packs()])
SEEDS = [example.subject for rule in POLICY.rules for example in rule.examples]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SEEDS), min_size=1, max_size=40))
def test_posts_turn_out_together_as_they_do_alone(subjects: list[Subject]) -> None:
    engine = POLICY.engine()
    assert engine.evaluate(subjects) == [result for one in subjects for result in engine.evaluate([one])]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(WORDS, min_size=1, max_size=20), pattern=st.sampled_from([r"\d ?%", r"[A-F]\w+x", r"\S\W\S"]))
def test_a_scan_over_many_texts_finds_what_is_in_each(rule_with: RuleMaker, texts: list[str], pattern: str) -> None:
    found = Engine([rule_with(f"regex: {{pattern: '{pattern}', as: it}}")]).evaluate(
        [Subject(text=one) for one in texts]
    )
    expression = compiled(pattern, exact=False)
    assert [bool(one) for one, _ in found] == [
        expression.search(FoldedText(words).plain) is not None for words in texts
    ]


def test_a_repeated_text_is_judged_anew_where_facts_matter(rule_with: RuleMaker) -> None:
    rule = rule_with("all: [{terms: [werbung]}, {date: {from: 2026-09-27}}]")
    early, late = (Subject(text="Werbung", posted=day) for day in (date(2026, 9, 26), date(2026, 9, 27)))
    assert [bool(findings) for findings, _ in Engine([rule]).evaluate([early, late, early, late])] == [False, True] * 2

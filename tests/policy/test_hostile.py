"""Hostile rules and hostile posts together: refused with the reason, or not evaluated, and the other rules go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from advocacy_desk.errors import PackProblem
from advocacy_desk.policy import Engine, Rule, Subject

pytestmark = pytest.mark.timeout(120)  # a hang is what these are about

RuleMaker = Callable[..., Rule]

CLASSIC = [  # what OWASP and the papers on ReDoS list
    "(a+)+$",
    "([a-zA-Z]+)*$",
    "(a|aa)+$",
    "(a|a?)+$",
    "(.*a){20}",
    r"(\w+\s?)*$",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
]
BOMBS = [
    "(?:(?:(?:a{100}){100}){100}){10}",
    "(?:(?:(?:a{0,9}){0,9}){0,9}){0,9}",
    "(?:a?){900}(?:a{900}){2}",
    "(?:[ab]{30}){30}{30}",
    "a{1,100000}",
    "(" * 300 + "a" + ")" * 300,
]
POSTS = ["a" * 25 + "!", "a" * 400 + "!", "a" * 1_000_000, "ab " * 333_333, "aA! " * 250_000]


def tried(rule_with: RuleMaker, pattern: str) -> Rule | PackProblem:
    """Return the rule with a pattern, or why it is refused."""
    try:
        return replace(rule_with(f"regex: {{pattern: '{pattern}', as: it}}"), id="test.hostile")
    except PackProblem as refused:
        return refused


@pytest.mark.parametrize("pattern", CLASSIC)
def test_a_classic_hostile_pattern_is_refused_or_never_taken_for_passed(rule_with: RuleMaker, pattern: str) -> None:
    harmless = rule_with("terms: {list: ['aA!', 'a*'], as: it}")
    hostile = tried(rule_with, pattern)
    if isinstance(hostile, PackProblem):
        assert hostile.record is not None
        assert "repetition" in str(hostile) or "nothing at all" in str(hostile)
        return
    for findings, unknown in Engine([hostile, harmless]).evaluate([Subject(text=post) for post in POSTS]):
        assert harmless.id in {one.rule_id for one in findings}, "the other rule goes on"
        assert {one.rule_id for one in unknown} <= {hostile.id}


def test_a_pattern_that_takes_too_long_is_told_for_every_such_post(rule_with: RuleMaker) -> None:
    rule = rule_with("regex: {pattern: '(a|aa)+$'}")
    results = Engine([rule]).evaluate([Subject(text="a" * size + "!") for size in (60, 400, 4_000)])
    assert [(findings, len(unknown)) for findings, unknown in results] == [((), 1)] * 3


@pytest.mark.parametrize("pattern", BOMBS)
def test_a_bomb_is_refused_with_file_line_and_reason_or_harmless(rule_with: RuleMaker, pattern: str) -> None:
    rule = tried(rule_with, pattern)
    if isinstance(rule, PackProblem):
        assert rule.file is not None
        assert rule.record is not None
        return
    ((findings, unknown),) = Engine([rule]).evaluate([Subject(text=POSTS[2])])
    assert findings or unknown


def test_very_long_posts_do_not_hold_up_their_neighbours(rule_with: RuleMaker) -> None:
    rule = rule_with(r"any: [{regex: {pattern: '\d+ ?%', as: it}}, {count: {what: caps_words, min: 8, as: it}}]")
    long = ["WORT " * 200_000, "5" * 1_000_000, "5 % " * 250_000, "ß" * 1_000_000, "Ａ" * 1_000_000]
    texts = [words for one in long for words in (one, "7 %")]
    results = Engine([rule]).evaluate([Subject(text=words) for words in texts])
    assert all(len(findings) == 1 for findings, _ in results[1::2])
    assert [bool(findings or unknown) for findings, unknown in results[::2]] == [True, False, True, False, False]

"""Patterns that could hang are refused with a reason, or run out of time and say so; all others get their anchors."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.policy.folding import fold
from advocacy_desk.policy.patterns import PatternRefused, compiled, inspect

CLASSIC = [
    "(a+)+$",
    "([a-zA-Z]+)*$",
    "(a|aa)+$",
    "(a|a?)+$",
    "(.*a){20}",
    r"(\w+\s?)*$",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
]


@pytest.mark.parametrize("pattern", CLASSIC)
def test_classic_hostile_patterns_are_refused_or_stopped(pattern: str) -> None:
    began = time.monotonic()
    with contextlib.suppress(PatternRefused, TimeoutError):
        inspect(pattern)
        compiled(pattern, exact=False).search("a" * 400 + "!", timeout=0.1)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "pattern", ["(?:(?:(?:a{100}){100}){100}){10}", "a{5000}", "(?:a{40}){40}", "((a{1,30}){1,30}){1,30}"]
)
def test_compile_bombs_are_refused_before_they_are_compiled(pattern: str) -> None:
    began = time.monotonic()
    with pytest.raises(PatternRefused, match="more than"):
        inspect(pattern)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("pattern", ["", "a*", "x?", "(", "(?P<n", "[a", "(?R)", "a" * 3000, r"\b"])
def test_useless_and_broken_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(PatternRefused):
        inspect(pattern)


@pytest.mark.parametrize(
    ("pattern", "anchors"),
    [
        (r"password\s*[:=]\s*\S{6,40}", {"password"}),
        ("(?:alpha|beta) x", {"alpha", "beta"}),
        (r"\d+ ?%", {"%"}),
        (r"\d+", None),
        ("(?:key)?secret", {"secret"}),
        ("STRASSE", {"strasse"}),
        ("straße", {"strasse"}),
        ("(?:ab){2}", {"ab"}),
        (r"(?:ab|\d)c", None),
        (r"foo\bbar", {"foobar"}),
    ],
)
def test_anchors_are_what_every_match_contains(pattern: str, anchors: set[str] | None) -> None:
    trigger = inspect(pattern)
    assert (None if trigger is None else {needle.literal for needle in trigger.needles}) == anchors


PIECES = st.recursive(
    st.sampled_from(["ab", "Straße", "c", "ß", r"\d", "[xy]", "%", "k ", r"\b"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: "(?:" + "|".join(parts) + ")"),
        inner.map(lambda part: f"(?:{part}){{1,2}}"),
        inner.map(lambda part: f"(?:{part})?"),
    ),
    max_leaves=6,
)


@given(PIECES, st.text("abcßsStraßekxy0% ", max_size=30))
def test_no_match_is_lost_behind_its_anchors(pattern: str, words: str) -> None:
    try:
        trigger = inspect(pattern)
    except PatternRefused:
        return
    if trigger is not None and compiled(pattern, exact=False).search(words, timeout=1):
        assert any(needle.literal in fold(words) for needle in trigger.needles)

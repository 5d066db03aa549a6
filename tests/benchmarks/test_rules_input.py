"""The rules and posts of the benchmark are the same each time, and the engine finds in them what a loop finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks import rules, rules_input

if TYPE_CHECKING:
    from pathlib import Path

POSTS = 80


def test_there_are_as_many_rules_and_terms_as_promised() -> None:
    made = rules_input.rules()
    assert len([rule for rule in made if rule.terms]) == 210
    assert len([rule for rule in made if rule.pattern]) == 90
    assert 6_500 < sum(len(rule.terms) for rule in made) < 7_500


def test_the_posts_are_different_and_the_same_each_time() -> None:
    texts = rules_input.texts(POSTS)
    assert texts == rules_input.texts(POSTS)
    assert len(set(texts)) == POSTS


def test_the_engine_finds_what_the_loop_finds(tmp_path: Path) -> None:
    chosen = [*rules_input.rules()[:60], *rules_input.rules()[210:]]
    found = rules.compared(rules.engine_of(tmp_path, chosen), chosen, rules_input.texts(POSTS))
    assert found["found by both"]
    assert (found["only the loop"], found["only ours"]) == ([], [])

"""Rules may look at hashtags, image descriptions and link titles, beside the text or instead of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advocacy_desk.domain.findings import Finding
from advocacy_desk.policy import Engine, Rule, Subject
from tests.policy.conftest import RuleMaker

HIDDEN = "Streng geheim"
POST = Subject(
    text="Ein Tag im Werk #geheim #Team",
    attachments=({"type": "image", "alt_text": HIDDEN}, {"type": "link", "link_title": "Unser Blog"}),
)


def said(rule: Rule, subject: Subject = POST) -> tuple[Finding, ...]:
    ((findings, _),) = Engine([rule]).evaluate([subject])
    return findings


def looking_at(rule_with: RuleMaker, *parts: str, word: str = "geheim") -> Rule:
    return rule_with(f"terms: {{list: [{word}], as: word}}", f"scope: {{parts: [{', '.join(parts)}]}}\n")


def test_hashtags_alone_are_looked_at_and_keep_their_place(rule_with: RuleMaker) -> None:
    (found,) = said(looking_at(rule_with, "hashtags"))
    ((start, end),) = [(span.start, span.end) for span in found.spans]
    assert POST.text[start:end] == "geheim"
    assert said(looking_at(rule_with, "hashtags", word="werk")) == ()


def test_words_in_a_description_are_found_and_have_no_place_in_the_text(rule_with: RuleMaker) -> None:
    (found,) = said(looking_at(rule_with, "alt_text"))
    assert (found.spans, found.fields) == ((), {"word": "geheim"})
    (found,) = said(looking_at(rule_with, "link_title", word="blog"))
    assert found.fields == {"word": "Blog"}


def test_one_rule_has_one_finding_and_the_text_comes_first(rule_with: RuleMaker) -> None:
    (found,) = said(looking_at(rule_with, "text", "alt_text", "hashtags"))
    assert found.spans


@pytest.mark.parametrize("parts", [("alt_text",), ("link_title",)])
def test_what_is_not_there_is_no_finding(rule_with: RuleMaker, parts: tuple[str, ...]) -> None:
    assert said(looking_at(rule_with, *parts), Subject(text="geheim #geheim")) == ()
    assert said(looking_at(rule_with, *parts), Subject(text="x", attachments=({"alt_text": None},))) == ()


def test_a_rule_of_parts_leaves_the_other_rules_alone(rule_with: RuleMaker) -> None:
    plain = rule_with("terms: [werk]")
    parts = replace(looking_at(rule_with, "alt_text"), id="test.parts")
    ((findings, _),) = Engine([plain, parts]).evaluate([POST])
    assert len(findings) == 2
    ((findings, _),) = Engine([plain]).evaluate([POST])
    assert len(findings) == 1

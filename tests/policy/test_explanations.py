"""A finding explains itself, an example that fails says why, and texts can be tried."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Language
from advocacy_desk.policy import (
    Engine,
    Rule,
    Subject,
    explain,
    load_policy,
    run_examples,
    shipped_packs,
    subject_of,
    try_texts,
)
from tests.policy.pack_folder import PackFolder

RuleMaker = Callable[..., Rule]
GERMAN, ENGLISH = Language("de"), Language("en")


def test_a_finding_says_what_was_found_in_both_languages() -> None:
    (tried,) = try_texts(load_policy([shipped_packs()]), ["Globex ist Schrott {x}"])
    (explained,) = tried.findings
    assert GERMAN.of(explained.message) == "„Schrott“ über Globex wirkt abwertend."
    assert ENGLISH.of(explained.message) == "“Schrott” about Globex comes across as disparaging."
    assert explained.references


def test_labels_that_were_not_marked_leave_no_gap(packs: PackFolder) -> None:
    packs.rule("when: {any: [{terms: {list: [one], as: a}}, {terms: {list: [two], as: b}}]}\n")
    path = packs.folder / "pack/rules/rule.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("en: Text", "en: 'Found {a} (“{b}”) here'"), encoding="utf-8"
    )
    rule = packs.load()
    ((findings, _),) = Engine([rule]).evaluate([Subject(text="{one}")])
    assert ENGLISH.of(explain(rule, findings[0]).message) == "Found one here"


def test_a_better_word_is_proposed_for_the_word_that_was_used(rule_with: RuleMaker) -> None:
    rule = rule_with("terms: {list: [umweltfreundlich*], as: claim}", "swap: {umweltfreundlich: recycelbar}\n")
    ((findings, _),) = Engine([rule]).evaluate([Subject(text="Umweltfreundliche Box")])
    assert GERMAN.of(explain(rule, findings[0]).suggestion) == "Rat\nUmweltfreundliche → recycelbar"


def test_failing_examples_say_what_went_wrong(packs: PackFolder) -> None:
    tests = """\
tests:
  match:
    - {text: nothing here}
    - {text: word here, marks: [other]}
    - {text: word here}
    - {text: nothing yet, todo: true}
    - {text: word at last, todo: true}
  no_match:
    - {text: a word}
    - {text: quiet}
"""
    packs.rule("when: {terms: [word]}\n", tests=tests)
    failures = run_examples(packs.load())
    assert [failure.text for failure in failures] == ["nothing here", "word here", "word at last", "a word"]
    reasons = [failure.why.in_english() for failure in failures]
    assert "should match" in reasons[0]
    assert "should be marked" in reasons[1]
    assert "works now" in reasons[2]
    assert "leave this text alone" in reasons[3]
    assert [failure.line for failure in failures] == sorted(failure.line for failure in failures)


def test_texts_can_be_tried_one_by_one() -> None:
    policy = load_policy([shipped_packs()])
    quiet, loud = try_texts(policy, ["Guten Morgen", Subject(text="Idioten!", language="de")])
    assert quiet.findings == ()
    assert [one.finding.rule_id for one in loud.findings] == ["respect.insult"]


def test_a_line_of_json_becomes_a_subject() -> None:
    record = {
        "text": "x",
        "lang": "de",
        "posted": "2026-10-01T10:00:00Z",
        "author": {"role": "ir"},
        "attachments": [{}],
    }
    subject = subject_of(record)
    assert subject.language == "de"
    assert subject.posted is not None
    assert subject.posted.isoformat() == "2026-10-01"
    assert subject.author == {"role": "ir"}


@pytest.mark.parametrize("record", [{}, {"text": None}, {"text": "x", "posted": "soon"}])
def test_a_line_without_text_or_with_a_wrong_date_is_refused_in_words(record: dict[str, object]) -> None:
    with pytest.raises(Refused):
        subject_of(record)

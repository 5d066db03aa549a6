"""Likeness to approved texts: the same words, a share of them, and never a text that the trigger let slip."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.policy import Engine, Subject, load_policy
from advocacy_desk.policy.kinds.similar import Similar, _trigger
from advocacy_desk.policy.reading import Reading
from tests.policy.conftest import RuleMaker
from tests.policy.pack_folder import PackFolder

APPROVED = "Nordlicht hat im dritten Quartal 2026 gut gearbeitet und bestätigt die Prognose für das ganze Jahr."
WORDS = st.lists(st.sampled_from(["a", "team", "umsatz", "die", "neu", "werk", "kiel"]), min_size=3, max_size=9)


def share(when: RuleMaker, low: float, high: float, words: str) -> bool:
    rule = when(f'similar: {{list: ["{APPROVED}"], min: {low}, max: {high}, as: passage}}')
    ((findings, _),) = Engine([rule]).evaluate([Subject(text=words)])
    return bool(findings)


def test_the_unchanged_text_is_told_from_the_changed_one(rule_with: RuleMaker) -> None:
    changed = APPROVED.replace("gut", "grandios").replace("bestätigt", "übertrifft")
    assert share(rule_with, 0.97, 1, f"  {APPROVED.upper()} ")
    assert not share(rule_with, 0.97, 1, changed)
    assert share(rule_with, 0.5, 0.97, changed)
    assert not share(rule_with, 0.5, 0.97, APPROVED)
    assert not share(rule_with, 0.5, 1, "Heute gab es Kuchen.")


def test_what_is_alike_is_marked_in_the_original(rule_with: RuleMaker) -> None:
    rule = rule_with(f'similar: {{list: ["{APPROVED}"], min: 0.7, as: passage}}')
    words = f"🚀 Größe: {APPROVED} Wow!"
    ((findings, _),) = Engine([rule]).evaluate([Subject(text=words)])
    (span,) = findings[0].spans
    assert words[span.start : span.end] == APPROVED.rstrip(".")


@given(approved=WORDS, post=WORDS, low=st.sampled_from([0.3, 0.5, 0.8, 1.0]))
def test_the_trigger_lets_no_similar_text_slip(approved: list[str], post: list[str], low: float) -> None:
    condition = Similar((tuple(approved),), low, 1.0, "")
    if condition._match(Reading(Subject(text=" ".join(post)))) is not None:
        assert {needle.literal for needle in _trigger(approved, low).needles} & set(post)


def test_approved_texts_stand_in_a_file_and_belong_to_the_hash(packs: PackFolder) -> None:
    packs.write("approved/statements.txt", f"{APPROVED}\n\n---\n\nWir sagen dazu nichts weiter.\n")
    packs.rule("when: {similar: {file: statements}}\n")
    before = packs.load()
    ((findings, _),) = Engine([before]).evaluate([Subject(text="Wir sagen dazu nichts weiter!")])
    assert findings
    packs.write("approved/statements.txt", APPROVED)
    (after,) = load_policy([packs.folder]).rules
    assert after.hash != before.hash

"""The packs that come with the program prove themselves; the tests find them the way the program does."""

from __future__ import annotations

import pytest

from advocacy_desk.i18n import LANGUAGES, Language
from advocacy_desk.policy import (
    Guard,
    Rule,
    Subject,
    load_policy,
    run_examples,
    run_guard_examples,
    shipped_packs,
    try_texts,
)

POLICY = load_policy([shipped_packs()])
EVERY_RULE = pytest.mark.parametrize("rule", POLICY.rules, ids=lambda rule: rule.id)
FEWEST_EXAMPLES = 6
FEWEST_NEAR_MISSES = 2


@EVERY_RULE
def test_every_example_turns_out_as_the_rule_says(rule: Rule) -> None:
    assert [f"{failure.line}: {failure.text}: {failure.why.in_english()}" for failure in run_examples(rule)] == []


@EVERY_RULE
def test_every_rule_shows_matches_and_near_misses(rule: Rule) -> None:
    near_misses = [example for example in rule.examples if not example.matches]
    assert len(rule.examples) >= FEWEST_EXAMPLES
    assert len(near_misses) >= FEWEST_NEAR_MISSES
    assert (
        any(example.marks for example in rule.examples) or rule.id == "craft.missing-alt-text" or "hashtags" in rule.id
    )


@EVERY_RULE
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rule_says_what_why_and_a_better_wording(rule: Rule, code: str) -> None:
    language = Language(code)
    for words in (rule.title, rule.message, rule.why, rule.suggestion):
        assert language.of(words).strip()
    assert rule.references
    assert rule.expect.max_hit_rate is not None


def test_the_packs_cover_both_languages_and_every_severity() -> None:
    assert {code for pack in POLICY.packs for code in pack.languages} == set(LANGUAGES)
    assert {rule.severity.value for rule in POLICY.rules} == {"info", "minor", "major", "critical"}


@pytest.mark.parametrize(
    "words",
    [
        "Nordlicht Werke zahlt schlecht und die Führung hört nicht zu.",
        "My employer is a terrible place to work and I am leaving.",
        "Unser Chef versteht nichts von Schichtplänen, wir sind alle müde.",
        "The management at Nordlicht lied to us about overtime. Join the union.",
        "Der neue Vorstand macht alles schlechter, ich bin enttäuscht von Nordlicht.",
        "Unsere Löhne sind eine Lachnummer, Globex zahlt besser.",
    ],
)
def test_criticism_of_the_employer_is_never_a_finding(words: str) -> None:
    (tried,) = try_texts(POLICY, [words])
    assert tried.findings == ()


def test_the_guard_never_covers_hard_findings() -> None:
    words = "Wir Kolleginnen streiken für mehr Lohn. Passwort: Falke2026!"
    (tried,) = try_texts(POLICY, [words])
    assert [one.finding.rule_id for one in tried.findings] == ["confidential.secrets"]


def test_harmless_posts_stay_without_findings() -> None:
    posts = [
        "Heute war Tag der offenen Tür, danke an alle, die da waren!",
        "Zwei Jahre Ausbildung, ein Team, viele Fragen. Danke für eure Geduld.",
        "Great talks at the conference today. My favourite: testing without fear.",
        "We’re hiring two engineers in Leipzig. Questions? Ask me!",
        "Unser Kunde fragt, wir hören zu – so entsteht gute Software.",
        "",
        "   ",
        "👍",
    ]
    assert [tried.findings for tried in try_texts(POLICY, posts)] == [()] * len(posts)


@pytest.mark.parametrize("guard", POLICY.guards, ids=lambda guard: guard.id)
def test_every_guard_proves_itself_by_its_own_examples(guard: Guard) -> None:
    assert guard.examples
    assert run_guard_examples(guard) == ()


def test_every_engine_evaluates_the_same_rules() -> None:
    subject = Subject(text="Globex ist Schrott", language="de")
    assert POLICY.engine() is POLICY.engine()
    ((findings, unknown),) = POLICY.engine().evaluate([subject])
    assert [finding.rule_id for finding in findings] == ["respect.competitor"]
    assert unknown == ()

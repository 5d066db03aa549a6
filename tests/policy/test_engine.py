"""The engine finds what a naive reading of a rule would find, marks it exactly, and never takes unknown for passed."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy_desk.policy import Engine, Rule, Subject, load_policy, shipped_packs

RuleMaker = Callable[..., Rule]


def found(rule: Rule, words: str, **facts: object) -> list[str] | None:
    """Return the marked passages of one rule on one text, None where it does not apply."""
    ((findings, unknown),) = Engine([rule]).evaluate([Subject(text=words, **facts)])  # type: ignore[arg-type]  # facts are a subject's fields
    assert unknown == ()
    return [words[span.start : span.end] for span in findings[0].spans] if findings else None


@pytest.mark.parametrize(
    ("term", "words", "marked"),
    [
        ("straße", "Die STRASSE ist nass", ["STRASSE"]),
        ("strasse", "🚀 ß ẞ Straße!", ["Straße"]),
        ("ärger", "Viel A\u0308rger heute", ["A\u0308rger"]),
        ("rendite", "Ren\u200bdi\u00adte, bitte", ["Ren\u200bdi\u00adte"]),
        ("acme", "Ａｃｍｅ und 𝗔𝗰𝗺𝗲", ["Ａｃｍｅ", "𝗔𝗰𝗺𝗲"]),
        ("garant*", "Wir garantieren das", ["garantieren"]),
        ("'*rendite'", "Traumrendite!", ["Traumrendite"]),
        ("'*neutral*'", "Klimaneutralität", ["Klimaneutralität"]),
        ("ohne risiko", "Ganz ohne\nRisiko", ["ohne\nRisiko"]),
        ("we're", "We’re here", ["We’re"]),
        ("ad", "bad ads add up", None),
        ("'#ad'", "#adorable #AD", ["#AD"]),
        ("'#ad'", "x#ad", None),
        ("team", "#team_nord", None),
    ],
)
def test_terms_find_what_a_reader_would(rule_with: RuleMaker, term: str, words: str, marked: list[str] | None) -> None:
    assert found(rule_with(f"terms: [{term}]"), words) == marked


def test_the_longest_of_overlapping_terms_is_marked(rule_with: RuleMaker) -> None:
    assert found(rule_with("terms: [nordlicht, nordlicht home]"), "Mein Nordlicht Home") == ["Nordlicht Home"]


def test_exact_case_is_exact(rule_with: RuleMaker) -> None:
    rule = rule_with("terms: {list: [FALKE], case: exact}")
    assert found(rule, "Der Falke fliegt, FALKE nicht") == ["FALKE"]


def test_german_endings_are_known(rule_with: RuleMaker) -> None:
    rule = rule_with("terms: {list: [blauer engel], inflect: de}")
    assert found(rule, "Sie trägt den Blauen Engel") == ["Blauen Engel"]


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("haus", "Häuser Häusern Hauses Haus"),
        ("vertrag", "Vertrag Vertrages Verträge Verträgen"),
        ("kündigung", "Kündigung Kündigungen"),
        ("neuer kunde", "neuen Kunden"),
        ("traum", "Träume"),
    ],
)
def test_german_nouns_are_found_in_their_plurals(rule_with: RuleMaker, term: str, words: str) -> None:
    marked = found(rule_with(f"terms: {{list: [{term}], inflect: de}}"), words)
    assert marked is not None
    assert " ".join(marked) == words


def test_compounds_begin_or_end_with_the_word(rule_with: RuleMaker) -> None:
    rule = rule_with("terms: {list: [garantie], match: compound, inflect: de}")
    words = "Renditegarantie Garantieversprechen Garantien Preisgarantien Übergarantiert"
    assert found(rule, words) == ["Renditegarantie", "Garantieversprechen", "Garantien", "Preisgarantien"]


def test_umlauts_may_be_spelled_out(rule_with: RuleMaker) -> None:
    assert found(rule_with("terms: {list: [übernahme], fold: umlaut}"), "Die UEBERNAHME") == ["UEBERNAHME"]


def test_a_label_in_the_closing_hashtags_does_not_count(rule_with: RuleMaker) -> None:
    rule = rule_with("terms: {list: ['#ad'], position: {before_hashtag_block: true}}")
    assert found(rule, "#ad Tolles Ding\n\n#one #two") == ["#ad"]
    assert found(rule, "Tolles Ding\n\n#one #ad https://a.example @b") is None
    assert found(rule, "Tolles Ding #ad") == ["#ad"], "one hashtag is no block"


def test_positions_count_from_the_first_letter(rule_with: RuleMaker) -> None:
    rule = rule_with("terms: {list: [werbung], position: {first_chars: 10}}")
    assert found(rule, "\n\n   Werbung: neu") == ["Werbung"]
    assert found(rule, "Hier ist die Werbung") is None


def test_the_last_line_is_the_last_that_is_not_empty(rule_with: RuleMaker) -> None:
    rule = rule_with("terms: {list: [werbung], position: {last_line: true}}")
    assert found(rule, "Neu!\nWerbung\n\n") == ["Werbung"]
    assert found(rule, "Werbung\nNeu!") is None


def test_near_counts_the_words_between(rule_with: RuleMaker) -> None:
    rule = rule_with("near: {a: {terms: [one]}, b: {terms: [two]}, within: 2}")
    assert found(rule, "one x y two") == ["one", "two"]
    assert found(rule, "two x y one") == ["two", "one"]
    assert found(rule, "one x y z two") is None


def test_near_can_ask_for_order_and_sentence(rule_with: RuleMaker) -> None:
    rule = rule_with("near: {a: {terms: [one]}, b: {terms: [two]}, within: 9, order: a_first, same_sentence: true}")
    assert found(rule, "one and two") == ["one", "two"]
    assert found(rule, "two and one") is None
    assert found(rule, "This is one. Then two came.") is None
    assert found(rule, "one at 8.5 and two") == ["one", "two"]


def test_patterns_mark_places_in_the_original(rule_with: RuleMaker) -> None:
    rule = rule_with(r"regex: {pattern: '\d+ ?%', as: figure}")
    assert found(rule, "…ß \u200b um 12\u00a0% mehr") == ["12\u00a0%"]


def test_patterns_take_sharp_s_for_double_s(rule_with: RuleMaker) -> None:
    assert found(rule_with("regex: {pattern: 'grösse[nr]'}"), "GRÖẞEN") == ["GRÖẞEN"]


@pytest.mark.parametrize(
    ("condition", "words", "holds"),
    [
        ("count: {what: hashtags, min: 2}", "#eins #zwei", True),
        ("count: {what: hashtags, min: 2}", "#eins #2", False),
        ("count: {what: mentions, min: 1}", "an @anna", True),
        ("count: {what: mentions, min: 1}", "a@b.example", False),
        ("count: {what: emoji, min: 2}", "🚀🎉", True),
        ("count: {what: caps_words, min: 1}", "GANZ wichtig", True),
        ("count: {what: exclamation, max: 1}", "Hallo!!", False),
        ("count: {what: exclamation, max: 1}", "Hallo!", True),
        ("count: {what: links, min: 1}", "www.nordlicht.example/x.", True),
        ("link: {domain: [nordlicht.example], path: ['/shop*']}", "https://www.nordlicht.example/shop/a", True),
        ("link: {domain: [nordlicht.example]}", "https://boesenordlicht.example/", False),
        ("link: {params: [affid]}", "https://a.example/?x=1&AffID=2", True),
        ("link: {shortener: true}", "(bit.ly/abc)", True),
        ("entity: {type: iban}", "DE89 3704 0044 0532 0130 00", True),
        ("entity: {type: iban}", "DE89 3704 0044 0532 0130 01", False),
        ("entity: {type: iban, validate: false}", "DE89 3704 0044 0532 0130 01", True),
        ("entity: {type: iban}", "GB33BUKB20201555555555", True),
        ("entity: {type: credit_card}", "3782 822463 10005", True),
        ("entity: {type: de_pension_number}", "65 170839 J 003", True),
        ("entity: {type: de_pension_number}", "65 170839 J 008", False),
        ("entity: {type: de_pension_number}", "Nr. 15070649C103!", True),
        ("entity: {type: de_pension_number}", "15071349C103", False),
        ("entity: {type: de_health_number}", "A123456780", True),
        ("entity: {type: de_health_number}", "A123456781", False),
        ("entity: {type: de_health_number, validate: false}", "a 123 456 781", True),
        ("entity: {type: email, not_in: ['jobs@*']}", "jobs@nordlicht.example", False),
        ("entity: {type: email}", "Danke @erika@social.example", False),
        ("entity: {type: email}", "an erika@social.example", True),
        ("entity: {type: email, in: ['*@nordlicht.example']}", "anna@nordlicht.example", True),
        ("entity: {type: phone, region: DE}", "0171 2345678", True),
        ("entity: {type: secret}", "-----BEGIN RSA PRIVATE KEY-----", True),
        ("entity: {type: secret}", "das Passwort: bitte fragen", False),
        ("not: {terms: [werbung]}", "Anzeige", True),
    ],
)
def test_conditions_hold_where_they_should(rule_with: RuleMaker, condition: str, words: str, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (found(rule_with(condition), words) is not None) is holds


@pytest.mark.parametrize(
    ("condition", "facts", "holds"),
    [
        ("author: {attr: role, is: sales}", {"author": {"role": "Sales"}}, True),
        ("author: {attr: role, not_in: [sales]}", {"author": {"role": "press"}}, True),
        ("author: {attr: role, not_in: [sales]}", {}, False),
        ("date: {from: 2026-01-01, until: 2026-02-01}", {"posted": date(2026, 2, 1)}, False),
        ("date: {from: 2026-01-01}", {}, False),
        ("date: {weekday: [sun]}", {"posted": date(2026, 11, 22)}, True),
        ("language: {is: [de]}", {"language": "de-AT"}, True),
        ("language: {not: [de]}", {"language": "und"}, False),
        ("attachment: {has: image, missing: alt_text}", {"attachments": ({"type": "image", "alt_text": ""},)}, True),
        ("attachment: {has: image, missing: alt_text}", {"attachments": ({"type": "image"},)}, False),
        ("attachment: {flag: ai_generated}", {"attachments": ({"type": "image", "ai_generated": True},)}, True),
    ],
)
def test_facts_hold_only_where_they_are_known(
    rule_with: RuleMaker,
    condition: str,
    facts: dict[str, object],
    holds: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert (found(rule_with(condition), "x", **facts) is not None) is holds


def test_what_has_no_name_is_marked_only_for_want_of_better(rule_with: RuleMaker) -> None:
    rule = rule_with("all: [{terms: [wir]}, {terms: {list: [umsatz], as: metric}}]")
    assert found(rule, "wir und Umsatz") == ["Umsatz"]


def test_require_unless_and_scope_take_a_hit_back(rule_with: RuleMaker) -> None:
    rule = rule_with(
        "terms: [kaufen]",
        "require: {terms: [werbung]}\nunless: {terms: [jobs]}\n"
        "scope: {languages: [de], not_authors: {attr: role, is: press}}\n",
    )
    assert found(rule, "kaufen") == ["kaufen"], "an unknown language does not exclude"
    assert found(rule, "kaufen", language="de") == ["kaufen"]
    assert found(rule, "kaufen", language="en") is None
    assert found(rule, "Werbung: kaufen") is None
    assert found(rule, "kaufen, jobs") is None
    assert found(rule, "kaufen", author={"role": "press"}) is None


def test_masked_rules_hide_the_words_but_not_their_place(rule_with: RuleMaker) -> None:
    rule = rule_with("entity: {type: iban, as: iban}", "mask: true\n")
    ((findings, _),) = Engine([rule]).evaluate([Subject(text="An DE89 3704 0044 0532 0130 00")])
    assert findings[0].fields == {"iban": "DE** **** **** **** **** **"}
    assert (findings[0].spans[0].start, findings[0].spans[0].end) == (3, 30)


def test_identical_texts_with_different_days_are_judged_each_by_its_own(rule_with: RuleMaker) -> None:
    rule = rule_with("all: [{terms: [umsatz]}, {date: {from: 2026-01-01}}]")
    days = [date(2026, 5, 1), date(2025, 5, 1), None]
    results = Engine([rule]).evaluate([Subject(text="Umsatz", posted=day) for day in days])
    assert [bool(findings) for findings, _ in results] == [True, False, False]


def test_only_asks_the_named_rules() -> None:
    policy = load_policy([shipped_packs()])
    subject = Subject(text="Globex ist Schrott. Was für ein Idiot!")
    ((findings, _),) = policy.engine({"respect.insult"}).evaluate([subject])
    assert [finding.rule_id for finding in findings] == ["respect.insult"]


# --- agreement with a naive reader ---------------------------------------------------------------------------------

Tree = tuple[Any, ...]  # (kind, its parts)
WORDS = ("kauf", "kaufen", "straße", "STRASSE", "ähre", "profit", "no", "risk", "werbung")
TEXT_PARTS = st.lists(
    st.sampled_from([*WORDS, "Kaufhaus", "xkauf", "Ähre", "ährend", ".", "#werbung", "…", "🚀"]), max_size=14
)
TERM = st.sampled_from(WORDS)
CONDITION = st.recursive(
    st.one_of(
        st.builds(lambda terms: ("terms", tuple(terms)), st.lists(TERM, min_size=1, max_size=3)),
        st.builds(lambda one, two, n: ("near", one, two, n), TERM, TERM, st.integers(0, 4)),
    ),
    lambda inner: st.one_of(
        st.builds(lambda parts: ("any", tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: ("all", tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: ("not", part), inner),
    ),
    max_leaves=6,
)


def _yaml(condition: Tree) -> str:
    kind = condition[0]
    if kind == "terms":
        return "{terms: [" + ", ".join(f"'{term}'" for term in condition[1]) + "]}"
    if kind == "near":
        return (
            f"{{near: {{a: {{terms: ['{condition[1]}']}}, b: {{terms: ['{condition[2]}']}}, within: {condition[3]}}}}}"
        )
    if kind == "not":
        return "{not: " + _yaml(condition[1]) + "}"
    return f"{{{kind}: [" + ", ".join(_yaml(part) for part in condition[1]) + "]}"


def _naive(condition: Tree, words: list[str]) -> bool:
    kind = condition[0]
    if kind == "terms":
        return any(term.casefold() in words for term in condition[1])
    if kind == "near":
        ones = [index for index, word in enumerate(words) if word == condition[1].casefold()]
        twos = [index for index, word in enumerate(words) if word == condition[2].casefold()]
        return any(one != two and abs(one - two) - 1 <= condition[3] for one in ones for two in twos)
    if kind == "not":
        return not _naive(condition[1], words)
    return (any if kind == "any" else all)(_naive(part, words) for part in condition[1])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(condition=CONDITION, texts=st.lists(TEXT_PARTS, min_size=1, max_size=4))
def test_the_engine_agrees_with_a_naive_reader(
    rule_with: RuleMaker,
    condition: Tree,
    texts: list[list[str]],
) -> None:
    rule = rule_with(_yaml(condition)[1:-1])
    posts = [" ".join(parts) for parts in texts]
    for post, (findings, unknown) in zip(
        posts, Engine([rule]).evaluate([Subject(text=post) for post in posts]), strict=True
    ):
        assert unknown == ()
        assert bool(findings) is _naive(condition, [word.casefold() for word in re.findall(r"\w+", post)])
        for finding in findings:
            for span in finding.spans:
                assert 0 <= span.start < span.end <= len(post)


ENGINE = load_policy([shipped_packs()]).engine()
SEEDS = [example.subject.text for rule in load_policy([shipped_packs()]).rules for example in rule.examples]


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(SEEDS), st.text(max_size=20)), max_size=4),
    st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)
def test_every_span_lies_inside_its_text_and_is_what_is_told(parts: list[str], day: date) -> None:
    words = " ".join(parts)
    ((findings, _),) = ENGINE.evaluate([Subject(text=words, posted=day)])
    for finding in findings:
        for span in finding.spans:
            assert 0 <= span.start < span.end <= len(words)
            if not finding.fields.get(span.label, "").count("*"):
                passage = " ".join(words[span.start : span.end].split())
                assert passage in finding.fields.get(span.label, "") or finding.fields[span.label].count(", ") >= 2


# --- hostile input -------------------------------------------------------------------------------------------------


def test_a_rule_that_runs_out_of_time_is_not_evaluated_and_never_passed(rule_with: RuleMaker) -> None:
    rule = rule_with("regex: {pattern: '(a|aa)+$'}")
    hostile = Subject(text="a" * 60 + "!")
    results = Engine([rule]).evaluate([hostile, Subject(text="caa")])
    assert [unknown[0].why for _, unknown in results[:1]] == ["timeout"]
    assert results[0][0] == ()
    assert len(results[1][0]) == 1


def test_a_rule_that_runs_out_of_time_again_and_again_is_stopped(rule_with: RuleMaker) -> None:
    rule = rule_with("regex: {pattern: '(a|aa)+$'}")
    posts = [Subject(text="a" * (60 + index) + "!") for index in range(40)]
    began = time.monotonic()
    results = Engine([rule]).evaluate(posts)
    assert time.monotonic() - began < 10
    assert {unknown[0].why for _, unknown in results} == {"timeout", "stopped"}


@pytest.mark.parametrize(
    "words",
    [
        ".",
        "a-",
        "a.",
        "#1 ",
        "!?",
        "(",
        "wir unser Umsatz 5 % ",
        "Ruf 0171 234567 ",
        "x@y.z ",
        "www.",
        "#a ",
        "a",
        "nordlicht ",
        "#",
        "@",
        "DE89 3704 ",
        "ß",
        "Ａ\u200b",
        "https://bit.ly/",
        "Passwort: a1",
        "\n",
    ],
)
def test_a_post_of_a_megabyte_does_not_hang(words: str) -> None:
    post = (words * (1_000_000 // len(words)))[:1_000_000]
    began = time.process_time()
    ENGINE.evaluate([Subject(text=post, posted=date(2026, 10, 1))])
    assert time.process_time() - began < 20


def test_real_samples_are_evaluated_in_full(real_samples: Path) -> None:
    shares = real_samples / "linkedin_export" / "Shares.csv"
    lines = shares.read_text(encoding="utf-8").splitlines()
    results = ENGINE.evaluate([Subject(text=line) for line in lines])
    assert all(unknown == () for _, unknown in results)

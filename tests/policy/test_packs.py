"""A broken pack says where and what would be right; a rule's hash follows what can change a result."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from advocacy_desk.errors import PackProblem
from advocacy_desk.policy import Engine, Rule, Subject, all_kinds, load_policy, run_guard_examples
from tests.policy.pack_folder import HEAD_LINES, PackFolder

RuleMaker = Callable[..., Rule]
SIMPLE = "when: {terms: [x]}\n"


def complaint(packs: PackFolder) -> PackProblem:
    with pytest.raises(PackProblem) as caught:
        load_policy([packs.folder])
    return caught.value


# --- where and what ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("when: {terms: [x]}\nwhenn: 1\n", 2, "Did you mean “when”"),
        ("when: {termz: [x]}\n", 1, "Did you mean “terms”"),
        ("when:\n  terms: {list: [x], inflect: fr}\n", 2, "Possible: de, en, none"),
        ("when:\n  terms: {list: [x], as: a, as: b}\n", 2, "stands here twice"),
        ("when: {terms: []}\n", 1, "empty"),
        ("when:\n  any:\n    - terms: [x]\n    - terms: ['']\n", 4, "empty"),
        ("when: {terms: [x], regex: {pattern: y}}\n", 1, "any:"),
        ("when: {terms: ['*a*']}\n", 1, "too short"),
        ("when: {terms: [*a]}\n", 1, "quotes"),
        ("when: &a {terms: [x]}\n", 1, "Anchors"),
        ("when: {terms: {as: x}}\n", 1, "list"),
        ("when: {terms: {file: nowhere}}\n", 1, "no “nowhere”"),
        ("when:\n  near: {a: {terms: [x]}, within: 3}\n", 2, "“b” is missing"),
        ("when:\n  near:\n    a: {terms: [x]}\n    b: {terms: [y]}\n    within: soon\n", 5, "whole number"),
        ("when:\n  count: {what: hashtags}\n", 2, "min"),
        ("when:\n  count: {what: hashtags, min: 5, max: 2}\n", 2, "swap"),
        ("when:\n  regex:\n    pattern: '(a+)+'\n", 3, "repetition"),
        ("when:\n  regex: {pattern: '('}\n", 2, "not valid"),
        ("when:\n  link: {domain: ['https://a.example/x']}\n", 2, "no domain"),
        ("when:\n  entity: {type: iban, region: de}\n", 2, "two letters"),
        ("when:\n  date: {from: tomorrow}\n", 2, "2026-09-27"),
        ("when: {terms: [x]}\nvalid: {from: 2026-13-01}\n", 2, "date"),
        ("when: {terms: [x]}\nguards: [guards.none]\n", 2, "not known"),
        ("when: {terms: [x]}\nmask: maybe\n", 2, "true"),
        ("when: {terms: [x]}\nexpect: {max_hit_rate: 3}\n", 2, "share"),
        ("when: {author: {attr: role}}\n", 1, "exactly one"),
        ("when: {terms: [x]\n", 2, "YAML"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_would_be_right(
    packs: PackFolder, body: str, line: int, words: str
) -> None:
    path = packs.rule(body)
    problem = complaint(packs)
    assert problem.file == str(path)
    assert abs((problem.record or 0) - HEAD_LINES - line) <= (1 if words == "YAML" else 0)
    assert words in problem.message.in_english()


def test_a_message_names_only_what_is_marked(packs: PackFolder) -> None:
    path = packs.rule(SIMPLE)
    path.write_text(path.read_text(encoding="utf-8").replace("en: Text", "en: 'About {words}'"), encoding="utf-8")
    assert "marks “words”" in complaint(packs).message.in_english()


@pytest.mark.parametrize("evil", ["{words.__class__}", "{words[0]}", "{}", "{words"])
def test_a_message_cannot_reach_into_the_program(packs: PackFolder, evil: str) -> None:
    path = packs.rule("when: {terms: {list: [x], as: words}}\n")
    path.write_text(path.read_text(encoding="utf-8").replace("en: Text", f"en: '{evil}'"), encoding="utf-8")
    assert complaint(packs).record is not None


def test_an_id_is_used_once(packs: PackFolder) -> None:
    packs.rule(SIMPLE)
    packs.rule(SIMPLE, name="rule2")
    assert "used by" in complaint(packs).message.in_english()


def test_both_languages_are_needed(packs: PackFolder) -> None:
    path = packs.rule(SIMPLE)
    path.write_text(path.read_text(encoding="utf-8").replace("{de: Titel, en: Title}", "{en: Title}"), encoding="utf-8")
    assert "“de” is missing" in complaint(packs).message.in_english()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"- 1\n", b"a: [", b"&a [*a]", b"\x00", b"? ? ?", b"x" * 2_000_000]
)
def test_a_file_that_is_no_rule_is_refused_in_words(packs: PackFolder, content: bytes) -> None:
    packs.rule(SIMPLE).write_bytes(content)
    assert complaint(packs).message.in_english()


def test_a_missing_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(PackProblem):
        load_policy([tmp_path / "nowhere"])


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("lexicons/names.txt", "# none\n", 1),
        ("lexicons/names.txt", "one\ntwo  until=soon\n", 2),
        ("lexicons/names.txt", "one\n\ntwo  colour=red\n", 3),
        ("calendars/quiet.yaml", "periods:\n  - {from: 2026-02-01, until: 2026-01-01}\n", 2),
    ],
)
def test_a_mistake_in_a_shared_file_is_told_there(packs: PackFolder, name: str, content: str, line: int) -> None:
    path = packs.write(name, content)
    condition = "terms: {file: names}" if "lexicons" in name else "date: {calendar: quiet}"
    packs.rule(f"when: {{{condition}}}\n")
    problem = complaint(packs)
    assert (problem.file, problem.record) == (str(path), line)


# --- conformance of every kind -------------------------------------------------------------------------------------

KINDS = pytest.mark.parametrize("key", sorted(all_kinds()))


def _body(example: str, spoil: str = "") -> str:
    return "when:\n" + textwrap.indent(example, "  ") + spoil + "\n"


@KINDS
def test_the_example_of_every_kind_is_valid(rule_with: RuleMaker, key: str) -> None:
    rule = rule_with(all_kinds()[key].example)
    assert Engine([rule]).evaluate([Subject(text="one garantierte Rendite ohne Risiko")]) is not None


@KINDS
def test_every_kind_refuses_an_unknown_option_with_its_line(packs: PackFolder, key: str) -> None:
    path = packs.rule(f"when:\n  {key}:\n    no such option: 1\n")
    problem = complaint(packs)
    assert (problem.file, problem.record) in {(str(path), HEAD_LINES + line) for line in (2, 3)}


@KINDS
@pytest.mark.parametrize("wrong", ["''", "[]", "{}", "[[[]]]", "7"])
def test_every_kind_refuses_nonsense_with_its_line(packs: PackFolder, key: str, wrong: str) -> None:
    path = packs.rule(f"when:\n  {key}: {wrong}\n")
    problem = complaint(packs)
    assert (problem.file, problem.record) == (str(path), HEAD_LINES + 2)


@KINDS
@pytest.mark.parametrize(
    "words", ["", "\x00", "\u0308", "#", "@", "www.", "https://[", "a" * 5000, "\u202e\ufeff", "1 " * 2000]
)
def test_every_kind_takes_every_text(rule_with: RuleMaker, key: str, words: str) -> None:
    ((_, unknown),) = Engine([rule_with(all_kinds()[key].example)]).evaluate([Subject(text=words)])
    assert unknown == ()


@KINDS
def test_every_kind_explains_its_options(key: str) -> None:
    kind = all_kinds()[key]
    assert all(meaning for meaning in kind.options.values())
    assert kind.example.startswith(f"{key}:")


# --- hashes, shared files, folders ---------------------------------------------------------------------------------


def _hash_after(packs: PackFolder, old: str, new: str) -> tuple[str, str]:
    packs.write("lexicons/names.txt", "# the names\nalpha\nbeta  until=2027-01-01\n")
    path = packs.rule("when: {terms: {file: names, as: name}}\n")
    before = packs.load().hash
    for file in (path, packs.folder / "lexicons/names.txt"):
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return before, packs.load().hash


@pytest.mark.parametrize(
    ("old", "new"),
    [("severity: minor", "severity: major"), ("as: name", "as: names"), ("alpha", "gamma"), ("2027", "2028")],
)
def test_the_hash_changes_with_what_can_change_a_result(packs: PackFolder, old: str, new: str) -> None:
    before, after = _hash_after(packs, old, new)
    assert before != after


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("en: Reason", "en: A better reason"),
        ("text: yes", "text: ja"),
        ("# the names", "# all names"),
        ("alpha\nbeta  until=2027-01-01", "beta  until=2027-01-01\n\nalpha"),
    ],
)
def test_the_hash_stays_where_no_result_can_change(packs: PackFolder, old: str, new: str) -> None:
    before, after = _hash_after(packs, old, new)
    assert before == after


def test_a_term_counts_only_on_its_days(packs: PackFolder) -> None:
    packs.write("lexicons/names.txt", "heron  from=2026-02-01 until=2026-03-01\n")
    packs.rule("when: {terms: {file: names}}\n")
    engine = Engine([packs.load()])
    from datetime import date  # noqa: PLC0415 - one test

    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1), None]
    results = engine.evaluate([Subject(text="The heron flies", posted=day) for day in days])
    assert [bool(findings) for findings, _ in results] == [False, True, True, False, False]


def test_a_later_folder_replaces_words_and_packs(packs: PackFolder, tmp_path: Path) -> None:
    packs.write("lexicons/names.txt", "acme\n")
    packs.rule("when: {terms: {file: names}}\n")
    own = tmp_path / "own"
    (own / "lexicons").mkdir(parents=True)
    (own / "lexicons/names.txt").write_text("muster\n", encoding="utf-8")
    policy = load_policy([packs.folder, own])
    results = policy.engine().evaluate([Subject(text="acme"), Subject(text="Muster")])
    assert [bool(findings) for findings, _ in results] == [False, True]


def test_drafts_and_retired_rules_are_kept_but_not_evaluated(packs: PackFolder) -> None:
    path = packs.rule("when: {terms: [x]}\n")
    path.write_text(path.read_text(encoding="utf-8").replace("status: active", "status: retired"), encoding="utf-8")
    policy = load_policy([packs.folder])
    assert len(policy.rules) == 1
    assert policy.engine().evaluate([Subject(text="x")]) == [((), ())]


def test_the_fingerprint_follows_the_rules(packs: PackFolder) -> None:
    packs.rule("when: {terms: [x]}\n")
    before = load_policy([packs.folder]).fingerprint
    packs.rule("when: {terms: [y]}\n")
    assert load_policy([packs.folder]).fingerprint != before


GUARD = """\
schema: 1
id: guards.speech
title: {de: Schutz, en: Guard}
when: {terms: [union]}
applies_to_categories: [test]
"""


def test_a_rule_of_a_guarded_category_must_name_the_guard(packs: PackFolder) -> None:
    packs.write("guards/speech.yaml", GUARD)
    packs.rule(SIMPLE)
    assert "must name the guard" in complaint(packs).message.in_english()
    packs.rule(SIMPLE + "guards: [guards.speech]\n")
    results = Engine([packs.load()]).evaluate([Subject(text="x"), Subject(text="x for the union")])
    assert [bool(findings) for findings, _ in results] == [True, False]


def test_a_guard_that_breaks_its_word_is_told(packs: PackFolder) -> None:
    tests = "tests:\n  match: [{text: no such word}]\n  no_match: [{text: my union}, {text: quiet}]\n"
    packs.write("guards/speech.yaml", GUARD + tests)
    packs.rule(SIMPLE + "guards: [guards.speech]\n")
    (guard,) = load_policy([packs.folder]).guards
    failures = run_guard_examples(guard)
    assert [(failure.text, failure.line) for failure in failures] == [("no such word", 7), ("my union", 8)]


def test_a_guard_is_refused_where_it_was_not_made_for(packs: PackFolder) -> None:
    packs.write("guards/speech.yaml", GUARD.replace("[test]", "[tone]"))
    packs.rule(SIMPLE + "guards: [guards.speech]\n")
    assert "not made for" in complaint(packs).message.in_english()

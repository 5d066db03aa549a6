"""What another version of a rule would change is known before it becomes active, and the index loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy_desk.policy import Engine, Subject, index_words, load_policy
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.store import Workspace, rule_diff
from advocacy_desk.usecases import diff_rules
from advocacy_desk.usecases.diff_rules import Change
from tests.policy.pack_folder import PackFolder
from tests.review_scene import Pack, checked, posts_imported


def told(workspace: Workspace, old: Pack, new: Pack) -> list[tuple[int, str, Change]]:
    found = diff_rules.diff(workspace, old.load(), new.load(), Progress())
    return [(one.post_id, one.rule_id, one.change) for one in found.changes]


@pytest.fixture
def newer(tmp_path: Path) -> Pack:
    made = Pack(tmp_path / "newer")
    made.rule("alarm", "major", version=2, also="siren")
    made.rule("whisper", "info")
    return made


def test_added_dropped_and_changed_findings_are_told_with_their_posts(
    workspace: Workspace, pack: Pack, newer: Pack, tmp_path: Path
) -> None:
    posts_imported(workspace, tmp_path, "an alarm", "a siren", "alarm and siren", "nothing", "a whisper")
    both = [(2, "test.alarm", Change.ADDED), (3, "test.alarm", Change.CHANGED)]
    assert told(workspace, pack, newer) == both
    assert told(workspace, newer, pack) == [(2, "test.alarm", Change.DROPPED), both[1]]
    newer.remove("whisper")
    assert (5, "test.whisper", Change.DROPPED) in told(workspace, pack, newer)


def test_only_rules_that_differ_ask_and_only_posts_that_matter_are_looked_at(
    workspace: Workspace, pack: Pack, newer: Pack, tmp_path: Path
) -> None:
    posts_imported(workspace, tmp_path, "an alarm", "Sirene", "a SIREN!", "nothing", "a whisper")
    found = diff_rules.diff(workspace, pack.load(), newer.load(), Progress())
    assert (found.rules, found.posts, found.evaluated) == (("test.alarm",), 5, 2)
    assert diff_rules.diff(workspace, pack.load(), pack.load(), Progress()).evaluated == 0


def test_a_draft_counts_as_what_it_would_find_and_a_retired_rule_as_gone(
    workspace: Workspace, pack: Pack, newer: Pack, tmp_path: Path
) -> None:
    posts_imported(workspace, tmp_path, "an alarm", "a bell")
    newer.rule("bell", "minor", status="draft")
    newer.rule("alarm", "major", status="retired")
    assert told(workspace, pack, newer) == [
        (1, "test.alarm", Change.DROPPED),
        (2, "test.bell", Change.ADDED),
    ]


def test_a_diff_writes_nothing(workspace: Workspace, pack: Pack, newer: Pack, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "an alarm", "a siren")
    checked(workspace, pack.load())
    diff_rules.diff(workspace, pack.load(), newer.load(), Progress())
    assert checked(workspace, pack.load()).evaluated == 0


def test_a_diff_can_be_cancelled(workspace: Workspace, pack: Pack, newer: Pack, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "an alarm")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        diff_rules.diff(workspace, pack.load(), newer.load(), progress)


def test_a_folder_of_one_pack_finds_the_shipped_word_lists(tmp_path: Path) -> None:
    packs = PackFolder(tmp_path)
    packs.rule("when: {terms: {file: products}}\n")
    policy = diff_rules.load(str(tmp_path / "pack"))
    assert [rule.id for rule in policy.rules] == ["test.rule"]
    assert diff_rules.load(diff_rules.SHIPPED).rules


TERMS = ["straße", "garant*", "ohne risiko", "we're", "#ad", "co2-neutral", "ärger"]
NASTY = (
    "STRASSE", "Stra\u00dfe", "Stra\u1e9ee", "Garantie", "ohne\nRisiko", "ohne, Risiko", "we\u2019re", "#AD", "x#ad",
    "CO\u2082-neutral", "A\u0308rger", "\uff21rger", "Gar\u00adantie", "Gar\u200bantie", "\u2764\ufe0fGarantie",
    "_garant", "\U0001d406arantie", "adorable", "ein",
)  # fmt: skip
POSTS = st.lists(st.lists(st.sampled_from(NASTY), min_size=1, max_size=4), min_size=3, max_size=12)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(posts=POSTS, glue=st.sampled_from([" ", "! ", "-"]))
def test_the_index_rules_no_post_out_that_the_rule_would_find(
    workspace_path: Path, packs_with_terms: Path, posts: list[list[str]], glue: str
) -> None:
    (rule,) = load_policy([packs_with_terms]).rules
    words = index_words(rule)
    assert words is not None
    texts = [f"{number} {glue.join(parts)}" for number, parts in enumerate(posts)]
    workspace_path.unlink(missing_ok=True)
    workspace = Workspace.create(workspace_path)
    posts_imported(workspace, packs_with_terms, *texts)
    with workspace.reading() as connection:
        candidates = set(rule_diff.posts_with_one_of(connection, {(one.words, one.whole) for one in words}).tolist())
    workspace.close()
    found = Engine([rule]).evaluate([Subject(text=one) for one in texts])
    hits = {number for number, (findings, _) in enumerate(found, start=1) if findings}
    assert hits <= candidates


@pytest.fixture
def workspace_path(tmp_path: Path) -> Path:
    return tmp_path / "index.desk"


@pytest.fixture
def packs_with_terms(tmp_path: Path) -> Path:
    packs = PackFolder(tmp_path / "terms")
    listed = ", ".join(f'"{term}"' for term in TERMS)
    packs.rule(f"when: {{terms: [{listed}]}}\n")
    return packs.folder


@pytest.mark.parametrize(
    ("when", "known"),
    [
        ("terms: [wort, anfang*]", True),
        ("all: [{terms: [wort]}, {regex: {pattern: '\\d'}}]", True),
        ("terms: ['*ende']", False),
        ("terms: {list: [wort], fold: [leet]}", False),
        ("regex: {pattern: 'wort'}", False),
        ("count: {what: emoji, min: 3}", False),
        ("date: {from: 2026-01-01}", False),
    ],
)
def test_the_index_is_asked_only_where_it_can_tell(tmp_path: Path, when: str, known: bool) -> None:  # noqa: FBT001 - a column of the table
    packs = PackFolder(tmp_path)
    packs.rule(f"when: {{{when}}}\n")
    assert (index_words(packs.load()) is not None) is known

"""Decisions: bound to what the reviewer saw, undone by a new entry, never on the own post, kept in the trail."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from advocacy_desk.domain.review import CLOSED, NEEDS_NOTE, Case, CaseFilter, CaseState, Verdict
from advocacy_desk.errors import Refused
from advocacy_desk.policy import Policy
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import decide_case, review_cases, verify_audit
from tests.review_scene import Pack, a_directory, checked, people_imported, posts_imported, waiting


class Scene:
    """One workspace with one open case."""

    def __init__(self, workspace: Workspace, under: Policy) -> None:
        self.workspace = workspace
        self.under = under
        (self.case_id,) = waiting(workspace, CaseFilter())

    def case(self) -> Case:
        found = review_cases.case(self.workspace, self.under, self.case_id)
        assert found is not None
        return found

    def decide(self, verdict: Verdict, note: str = "", by: str = "Kim Beispiel", seen: int | None = None) -> CaseState:
        outcome = decide_case.decide(self.workspace, self.case_id, verdict, by=by, note=note, seen=seen)
        return outcome.result.state


@pytest.fixture
def scene(workspace: Workspace, pack: Pack, tmp_path: Path) -> Iterator[Scene]:
    people_imported(
        workspace,
        a_directory(tmp_path / "people.csv", {"Personalnummer": "1", "Name": "Jörg Groß", "LinkedIn": "joerg-gross"}),
    )
    posts_imported(workspace, tmp_path, "an alarm", handle="joerg-gross")
    under = pack.load()
    checked(workspace, under)
    yield Scene(workspace, under)  # noqa: PT022 - the workspace closes after it


def test_a_decision_is_kept_with_reviewer_text_and_rule_versions(scene: Scene) -> None:
    before = scene.case()
    scene.decide(Verdict.REJECT, "Not now, please.", seen=before.revision)
    after = scene.case()
    (kept,) = after.history
    assert (after.state, after.revision) == (CaseState.REJECTED, before.revision + 1)
    assert (kept.verdict, kept.reviewer, kept.note) == (Verdict.REJECT, "Kim Beispiel", "Not now, please.")
    assert kept.rule_versions == {"test.alarm": 1}
    assert len(kept.text_hash) == 32


def test_a_stale_decision_is_refused_and_says_who_was_faster(scene: Scene) -> None:
    seen = scene.case().revision
    scene.decide(Verdict.ESCALATE, "Have a look.", by="Alex Muster", seen=seen)
    with pytest.raises(Refused, match="was faster") as refused:
        scene.decide(Verdict.APPROVE, seen=seen)
    assert refused.value.message.fields["who"] == "Alex Muster"
    assert len(scene.case().history) == 1


def test_a_decision_on_a_text_that_changed_is_refused(
    scene: Scene, workspace: Workspace, pack: Pack, tmp_path: Path
) -> None:
    seen = scene.case().revision
    posts_imported(workspace, tmp_path, "a louder alarm", handle="joerg-gross")
    checked(workspace, scene.under)
    with pytest.raises(Refused, match="changed"):
        scene.decide(Verdict.APPROVE, seen=seen)


@pytest.mark.parametrize("name", ["Jörg Groß", "JOERG GROSS", "Groß, Jörg", "Dr. Jörg  Groß"])
def test_nobody_decides_on_the_own_post(scene: Scene, name: str) -> None:
    with pytest.raises(Refused, match="own post"):
        scene.decide(Verdict.APPROVE, by=name)


def test_a_decision_needs_a_name_and_a_note_where_the_author_has_to_act(scene: Scene) -> None:
    with pytest.raises(Refused, match="who decides"):
        scene.decide(Verdict.APPROVE, by="  ")
    for verdict in NEEDS_NOTE:
        with pytest.raises(Refused, match="note"):
            scene.decide(verdict, " ")
    assert scene.case().history == ()


def test_undo_is_an_entry_of_its_own_and_gives_the_former_state_back(scene: Scene) -> None:
    scene.decide(Verdict.ESCALATE, "Have a look.")
    scene.decide(Verdict.APPROVE)
    assert scene.decide(Verdict.UNDO) is CaseState.ESCALATED
    assert scene.decide(Verdict.UNDO) is CaseState.OPEN
    with pytest.raises(Refused, match="no decision to undo"):
        scene.decide(Verdict.UNDO)
    history = scene.case().history
    assert [one.verdict for one in history] == [Verdict.ESCALATE, Verdict.APPROVE, Verdict.UNDO, Verdict.UNDO]
    assert [one.undoes for one in history] == [None, None, history[1].id, history[0].id]


def test_a_decision_on_a_case_that_is_gone_is_refused(scene: Scene) -> None:
    with pytest.raises(Refused, match="gone"):
        decide_case.decide(scene.workspace, 999, Verdict.APPROVE, by="Kim")


@pytest.mark.parametrize("change", ["note = 'nothing'", "reviewer = 'Somebody'", "verdict = 'approve'"])
def test_the_trail_shows_that_a_decision_was_changed(scene: Scene, change: str) -> None:
    scene.decide(Verdict.REJECT, "Not now, please.")
    assert verify_audit.verify(scene.workspace).ok
    with scene.workspace.writing() as connection:
        connection.execute(sql(f"UPDATE decision SET {change}"))  # noqa: S608 - the test's own words
    found = verify_audit.verify(scene.workspace)
    assert (found.ok, found.first_broken is not None) == (False, True)


def test_the_trail_shows_a_decision_that_was_slipped_in(scene: Scene) -> None:
    scene.decide(Verdict.APPROVE)
    with scene.workspace.writing() as connection:
        columns = "case_id, verdict, state_before, state, reviewer, decided_at, note, text_hash, rules"
        connection.execute(sql(f"INSERT INTO decision ({columns}) SELECT {columns} FROM decision"))  # noqa: S608 - as above
    assert verify_audit.verify(scene.workspace).ok is False


def allowed(states: list[CaseState], verdict: Verdict, note: str) -> bool:
    """The rules of the house, told again: what may be said in the state on top of the stack."""
    if verdict is Verdict.UNDO:
        return len(states) > 1
    if states[-1] in CLOSED or (verdict in NEEDS_NOTE and not note):
        return False
    return not (verdict is Verdict.ESCALATE and states[-1] is CaseState.ESCALATED)


SAYINGS = st.tuples(st.sampled_from(list(Verdict)), st.sampled_from(["", "Because."]), st.booleans())


@given(sayings=st.lists(SAYINGS, min_size=1, max_size=9))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_sequences_of_verdicts_keep_state_history_and_trail_in_step(
    scene: Scene, tmp_path_factory: pytest.TempPathFactory, sayings: list[tuple[Verdict, str, bool]]
) -> None:
    copy = Workspace.open(copied(scene.workspace, tmp_path_factory.mktemp("fresh") / "case.desk"))
    fresh = Scene(copy, scene.under)
    states = [CaseState.OPEN]
    for verdict, note, stale in sayings:
        before = fresh.case()
        try:
            state = fresh.decide(verdict, note, seen=before.revision - stale)
        except Refused:
            assert stale or not allowed(states, verdict, note)
            assert fresh.case() == before
            continue
        assert not stale
        assert allowed(states, verdict, note)
        states = states[:-1] if verdict is Verdict.UNDO else [*states, state]
        after = fresh.case()
        assert (after.state, after.revision) == (states[-1], before.revision + 1)
        assert after.history[:-1] == before.history
    assert verify_audit.verify(copy).ok
    copy.close()


def copied(workspace: Workspace, path: Path) -> Path:
    """Return a whole copy of a workspace, what is still in its log included."""
    with closing(sqlite3.connect(workspace.path)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return path

"""Decisions: bound to what the reviewer saw, undone by a new entry, never on the own post, kept in the trail."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CLOSED, NEEDS_NOTE, Case, CaseFilter, CaseState, Verdict
from advocacy_desk.domain.review_settings import ReviewSettings
from advocacy_desk.errors import Refused
from advocacy_desk.policy import Policy
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import decide_case, review_cases, review_settings, verify_audit
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
        if verdict is Verdict.DISMISS:
            made = decide_case.dismiss(self.workspace, self.case_id, "test.alarm", by=by, reason=note, seen=seen)
        else:
            made = decide_case.decide(self.workspace, self.case_id, verdict, by=by, note=note, seen=seen)
        return made.result.state


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
        with pytest.raises(Refused):
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


PEOPLE = ("Kim Beispiel", "Alex Muster", "Sam Lee")
BLOCKING = {Verdict.APPROVE: CaseState.APPROVED, Verdict.REJECT: CaseState.REJECTED}
PLAIN = {Verdict.REQUEST_CHANGES: CaseState.CHANGES_REQUESTED, Verdict.ESCALATE: CaseState.ESCALATED}


@dataclass
class House:
    """The rules of the house, told again: what stands, newest last, and what may be said on top of it."""

    two_people: bool
    said: list[tuple[Verdict, CaseState, str]] = field(default_factory=list)

    @property
    def state(self) -> CaseState:
        return self.said[-1][1] if self.said else CaseState.OPEN

    def first_person(self) -> tuple[Verdict, str] | None:
        return next(((one, who) for one, _state, who in reversed(self.said) if one in BLOCKING), None)

    def partial(self, who: str) -> bool:
        appeals = [place for place, (one, _state, _who) in enumerate(self.said) if one is Verdict.APPEAL]
        judged = (*BLOCKING, Verdict.REQUEST_CHANGES)
        return (
            self.state is CaseState.ESCALATED
            and bool(appeals)
            and who in {name for one, _state, name in self.said[: appeals[-1]] if one in judged}
        )

    def after(self, verdict: Verdict, note: str, who: str) -> CaseState | None:
        """Return the state that follows, None where it is refused."""
        if verdict in {Verdict.ANSWER, Verdict.APPEAL}:
            return self.after_author(verdict, note)
        if self.partial(who):
            return None
        if verdict is Verdict.UNDO:
            return (self.said[-2][1] if len(self.said) > 1 else CaseState.OPEN) if self.said else None
        if self.state in CLOSED or (verdict in NEEDS_NOTE and not note):
            return None
        if verdict is Verdict.DISMISS:
            return None if any(one is Verdict.DISMISS for one, _state, _who in self.said) else self.state
        if verdict in PLAIN:
            return None if verdict is Verdict.ESCALATE and self.state is CaseState.ESCALATED else PLAIN[verdict]
        return self.after_blocking(verdict, who) if self.two_people else BLOCKING[verdict]

    def after_author(self, verdict: Verdict, note: str) -> CaseState | None:
        if verdict is Verdict.APPEAL:
            against = {CaseState.REJECTED, CaseState.CHANGES_REQUESTED}
            return CaseState.ESCALATED if note and self.state in against else None
        if not note or self.state in CLOSED:
            return None
        return CaseState.OPEN if self.state is CaseState.CHANGES_REQUESTED else self.state

    def after_blocking(self, verdict: Verdict, who: str) -> CaseState | None:
        first = self.first_person()
        if self.state is not CaseState.AWAITING_SECOND or first is None:
            return CaseState.AWAITING_SECOND
        if first[1] == who:
            return None
        return BLOCKING[verdict] if first[0] is verdict else CaseState.ESCALATED

    def say(self, verdict: Verdict, state: CaseState, who: str) -> None:
        if verdict is Verdict.UNDO:
            self.said.pop()
        else:
            self.said.append((verdict, state, who))


SAYINGS = st.tuples(
    st.sampled_from(list(Verdict)), st.sampled_from(["", "Because."]), st.booleans(), st.sampled_from(PEOPLE)
)


@given(two_people=st.booleans(), sayings=st.lists(SAYINGS, min_size=1, max_size=12))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_sequences_of_verdicts_keep_state_history_and_trail_in_step(
    scene: Scene,
    tmp_path_factory: pytest.TempPathFactory,
    *,
    two_people: bool,
    sayings: list[tuple[Verdict, str, bool, str]],
) -> None:
    copy = Workspace.open(copied(scene.workspace, tmp_path_factory.mktemp("fresh") / "case.desk"))
    severities = (Severity.MAJOR,) if two_people else ()
    review_settings.change_settings(copy, ReviewSettings(two_people=severities), by="Alex")
    fresh, house = Scene(copy, scene.under), House(two_people)
    for verdict, note, stale, who in sayings:
        before, expected = fresh.case(), house.after(verdict, note, who)
        try:
            state = fresh.decide(verdict, note, by=who, seen=before.revision - stale)
        except Refused:
            assert stale or expected is None
            assert fresh.case() == before
            continue
        assert not stale
        assert state is expected
        house.say(verdict, state, who)
        after = fresh.case()
        assert (after.state, after.revision) == (house.state, before.revision + 1)
        assert after.history[:-1] == before.history
        if two_people and after.state in CLOSED:
            assert len({name for one, _state, name in house.said if one in BLOCKING}) > 1
    assert verify_audit.verify(copy).ok
    copy.close()


def copied(workspace: Workspace, path: Path) -> Path:
    """Return a whole copy of a workspace, what is still in its log included."""
    with closing(sqlite3.connect(workspace.path)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return path

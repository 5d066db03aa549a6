"""Claims, assignment, due times, one stroke for cases that are alike, second opinions, and saved views."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import PROGRAM, Case, CaseFilter, CaseRow, CaseState, Queue, Verdict
from advocacy_desk.domain.review_settings import ReviewSettings
from advocacy_desk.errors import Refused
from advocacy_desk.policy import Policy
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import (
    assign_case,
    decide_alike,
    decide_case,
    escalate_overdue,
    review_cases,
    review_settings,
    second_opinion,
    verify_audit,
)
from tests.review_scene import Pack, a_directory, checked, people_imported, posts_imported, waiting

KIM = {"Personalnummer": "1", "Name": "Kim Muster", "Abteilung": "Vertrieb", "LinkedIn": "kim-nordlicht"}


@pytest.fixture
def under(pack: Pack) -> Policy:
    return pack.load()


@pytest.fixture
def scene(workspace: Workspace, under: Policy, tmp_path: Path) -> Workspace:
    """Three posts with one text, and one with another; every case is drawn for a second look."""
    review_settings.change_settings(workspace, ReviewSettings(doubled_share=1.0), by="Alex")
    people_imported(workspace, a_directory(tmp_path / "people.csv", KIM))
    posts_imported(workspace, tmp_path, "an alarm", "an alarm", "an alarm", "the alarm", handle="stranger")
    checked(workspace, under)
    return workspace


def the_row(workspace: Workspace, number: int, now: datetime | None = None) -> CaseRow:
    (row,) = review_cases.case_rows(workspace, [number], now=now)
    return row


def the_case(workspace: Workspace, under: Policy, number: int, *, blind: bool = False) -> Case:
    found = review_cases.case(workspace, under, number, blind=blind)
    assert found is not None
    return found


# --- claims and assignment


def test_a_claim_is_shown_keeps_others_out_and_ends_by_itself(scene: Workspace, under: Policy) -> None:
    number, *_ = waiting(scene, CaseFilter())
    seen = the_case(scene, under, number).revision
    until = assign_case.claim(scene, number, by="Alex").result
    assert (the_row(scene, number).claimed_by, the_row(scene, number, until).claimed_by) == ("Alex", None)
    with pytest.raises(Refused, match="Alex works on this case until"):
        decide_case.decide(scene, number, Verdict.APPROVE, by="Sam")
    with pytest.raises(Refused, match="Alex works on this case"):
        assign_case.claim(scene, number, by="Sam")
    late = decide_case.decide(scene, number, Verdict.ESCALATE, by="Sam", note="Late.", seen=seen, now=until)
    assert late.result.state is CaseState.ESCALATED
    assert assign_case.claim(scene, number, by="Sam", now=until).result == until + timedelta(minutes=30)


def test_a_decision_and_a_release_end_the_claim(scene: Workspace) -> None:
    first, second, *_ = waiting(scene, CaseFilter())
    for number in (first, second):
        assign_case.claim(scene, number, by="Alex")
    decide_case.decide(scene, first, Verdict.ESCALATE, by="Alex", note="Look.")
    with pytest.raises(Refused, match="Alex works on this case"):
        assign_case.release(scene, second, by="Sam")
    assign_case.release(scene, second, by="Alex")
    assert [the_row(scene, one).claimed_by for one in (first, second)] == [None, None]


def test_the_queues_of_mine_and_of_nobody(scene: Workspace) -> None:
    first, second, *rest = waiting(scene, CaseFilter())
    assign_case.assign(scene, [first], "Sam", by="Alex")
    assign_case.claim(scene, second, by="Sam")
    assert waiting(scene, CaseFilter(queue=Queue.MINE, me="Sam")) == [first, second]
    assert waiting(scene, CaseFilter(queue=Queue.UNASSIGNED)) == rest
    assign_case.assign(scene, [first], "", by="Alex")
    assert the_row(scene, first).assigned_to is None
    assert [one.action for one in verify_audit.entries(scene, subject=f"case:{first}")] == ["case.assigned"] * 2


def test_nobody_is_assigned_the_own_post(workspace: Workspace, under: Policy, tmp_path: Path) -> None:
    people_imported(workspace, a_directory(tmp_path / "people.csv", KIM))
    posts_imported(workspace, tmp_path, "an alarm")
    checked(workspace, under)
    (number,) = waiting(workspace, CaseFilter())
    with pytest.raises(Refused, match="own post"):
        assign_case.assign(workspace, [number], "Kim Muster", by="Alex")
    assert assign_case.reviewers(workspace) == ("Kim Muster",)


# --- due times


def test_a_case_is_due_by_its_severity_and_overdue_ones_come_first(
    workspace: Workspace, pack: Pack, tmp_path: Path
) -> None:
    pack.rule("whisper", "minor", more="review: {sla_hours: 1}\n")
    posts_imported(workspace, tmp_path, "an alarm", "a whisper")
    checked(workspace, pack.load())
    alarm, whisper = waiting(workspace, CaseFilter())
    row = the_row(workspace, alarm)
    assert row.due_at == row.opened_at + timedelta(hours=24)
    later = row.opened_at + timedelta(hours=2)
    found = review_cases.case_ids(workspace, CaseFilter(), now=later)
    assert found.tolist() == [whisper, alarm]
    assert review_cases.case_ids(workspace, CaseFilter(queue=Queue.OVERDUE), now=later).tolist() == [whisper]


def test_what_nobody_decides_in_time_is_passed_on_once(scene: Workspace) -> None:
    first, *_ = ids = waiting(scene, CaseFilter())
    opened = the_row(scene, first).opened_at
    assert escalate_overdue.escalate_overdue(scene, now=opened + timedelta(hours=47)).result == ()
    late = opened + timedelta(hours=49)
    assert escalate_overdue.escalate_overdue(scene, now=late).result == tuple(sorted(ids))
    assert the_row(scene, first).state is CaseState.ESCALATED
    assert escalate_overdue.escalate_overdue(scene, now=late).result == ()
    assert verify_audit.entries(scene)[0].actor == PROGRAM
    assert verify_audit.verify(scene).ok


def test_times_that_make_no_sense_are_refused(workspace: Workspace) -> None:
    for wrong in (
        ReviewSettings(doubled_share=1.5),
        ReviewSettings(claim_minutes=0),
        ReviewSettings(due_hours=dict.fromkeys(Severity, 0)),
    ):
        with pytest.raises(Refused):
            review_settings.change_settings(workspace, wrong, by="Alex")
    assert review_settings.settings(workspace) == ReviewSettings()


def test_a_changed_setting_is_written_down_with_both_values(workspace: Workspace) -> None:
    review_settings.change_settings(workspace, ReviewSettings(claim_minutes=5), by="Alex")
    (entry,) = verify_audit.entries(workspace)
    assert (entry.action, entry.details) == ("review.settings", {"claim_minutes": [30, 5]})
    assert review_settings.settings(workspace).claim_minutes == 5


# --- one stroke


def test_cases_that_are_alike_are_decided_with_one_stroke_and_taken_back_with_one(
    scene: Workspace, under: Policy
) -> None:
    ids = waiting(scene, CaseFilter())
    same, other = ids[:3], ids[3]
    assert the_case(scene, under, same[1]).alike == 2
    made = decide_alike.decide_alike(scene, same[1], Verdict.REJECT, by="Sam", note="No.").result
    assert sorted(one.case_id for one in made.decisions) == same
    assert waiting(scene, CaseFilter()) == [other]
    undone = decide_alike.undo_alike(scene, same[2], by="Sam").result
    assert (len(undone.decisions), undone.left_out) == (3, ())
    assert waiting(scene, CaseFilter()) == ids
    assert verify_audit.verify(scene).ok


def test_what_must_be_decided_otherwise_is_left_out_and_told(scene: Workspace) -> None:
    first, second, third, _other = waiting(scene, CaseFilter())
    assign_case.claim(scene, second, by="Alex")
    made = decide_alike.decide_alike(scene, first, Verdict.REJECT, by="Sam", note="No.").result
    ((left, why),) = made.left_out
    assert (left, why.fields["who"]) == (second, "Alex")
    decide_case.decide(scene, third, Verdict.APPEAL, by="Sam", note="Why?")
    undone = decide_alike.undo_alike(scene, first, by="Sam").result
    assert [one.case_id for one in undone.decisions] == [first]
    assert [one for one, _why in undone.left_out] == [third]
    assert the_row(scene, third).state is CaseState.ESCALATED


def test_the_case_on_the_screen_is_never_decided_stale(scene: Workspace, under: Policy) -> None:
    first, *_ = waiting(scene, CaseFilter())
    seen = the_case(scene, under, first).revision
    with pytest.raises(Refused, match="changed"):
        decide_alike.decide_alike(scene, first, Verdict.APPROVE, by="Sam", seen=seen + 1)
    assert len(waiting(scene, CaseFilter())) == 4


# --- second opinions


def test_a_second_opinion_is_given_blind_and_changes_nothing(scene: Workspace, under: Policy) -> None:
    number, *_ = waiting(scene, CaseFilter())
    asked = CaseFilter(queue=Queue.SECOND_OPINION, me="Sam")
    assert waiting(scene, asked) == []
    decide_case.decide(scene, number, Verdict.REJECT, by="Alex", note="No.")
    assert waiting(scene, asked) == [number]
    assert waiting(scene, CaseFilter(queue=Queue.SECOND_OPINION, me="Alex")) == []
    shown = the_case(scene, under, number, blind=True)
    assert (shown.state, shown.history) == (CaseState.OPEN, ())
    second_opinion.give_opinion(scene, number, Verdict.APPROVE, by="Sam")
    assert the_row(scene, number).state is CaseState.REJECTED
    assert waiting(scene, asked) == []
    agreed = second_opinion.agreement(scene)
    assert agreed is not None
    assert (agreed.pairs, agreed.observed) == (1, 0.0)
    assert second_opinion.agreement(scene, "test.alarm") == agreed
    assert second_opinion.agreement(scene, "test.whisper") is None
    assert verify_audit.entries(scene)[0].action == "case.second_opinion"


def test_a_second_opinion_is_refused_where_it_would_not_be_independent(scene: Workspace) -> None:
    number, other, *_ = waiting(scene, CaseFilter())
    with pytest.raises(Refused, match="Nobody has decided"):
        second_opinion.give_opinion(scene, number, Verdict.APPROVE, by="Sam")
    decide_case.decide(scene, number, Verdict.APPROVE, by="Alex")
    with pytest.raises(Refused, match="yourself"):
        second_opinion.give_opinion(scene, number, Verdict.APPROVE, by="ALEX")
    with pytest.raises(Refused, match="one of"):
        second_opinion.give_opinion(scene, number, Verdict.UNDO, by="Sam")
    second_opinion.give_opinion(scene, number, Verdict.APPROVE, by="Sam")
    with pytest.raises(Refused, match="already"):
        second_opinion.give_opinion(scene, number, Verdict.REJECT, by="Lee")
    with pytest.raises(Refused, match="no case"):
        second_opinion.give_opinion(scene, 99, Verdict.REJECT, by="Lee")
    assert other in waiting(scene, CaseFilter())


def test_the_draw_is_seeded_and_near_its_share() -> None:
    wanted = ReviewSettings(doubled_share=0.2, doubled_seed=7)
    drawn = [number for number in range(5_000) if wanted.is_doubled(number)]
    assert drawn == [
        number for number in range(5_000) if ReviewSettings(doubled_share=0.2, doubled_seed=7).is_doubled(number)
    ]
    assert 900 < len(drawn) < 1_100
    assert not any(ReviewSettings(doubled_share=0).is_doubled(number) for number in range(100))


# --- views


def test_a_view_is_saved_opened_replaced_and_forgotten(workspace: Workspace) -> None:
    wanted = CaseFilter(severities=(Severity.CRITICAL,), teams=(3,), words="launch", queue=Queue.MINE, me="Sam")
    review_settings.save_view(workspace, " My  launch ", wanted, by="Sam")
    assert review_settings.views(workspace) == {"My launch": CaseFilter(
        severities=(Severity.CRITICAL,), teams=(3,), words="launch", queue=Queue.MINE
    )}  # fmt: skip
    review_settings.save_view(workspace, "My launch", CaseFilter(states=(CaseState.REJECTED,)), by="Alex")
    assert review_settings.views(workspace)["My launch"].states == (CaseState.REJECTED,)
    review_settings.forget_view(workspace, "My launch")
    assert review_settings.views(workspace) == {}
    with pytest.raises(Refused, match="no view"):
        review_settings.forget_view(workspace, "My launch")
    with pytest.raises(Refused, match="name"):
        review_settings.save_view(workspace, "  ", CaseFilter(), by="Sam")


def test_the_time_is_the_present_one_where_none_is_given(scene: Workspace) -> None:
    number, *_ = waiting(scene, CaseFilter())
    before = datetime.now(tz=UTC)
    until = assign_case.claim(scene, number, by="Alex").result
    assert until >= before + timedelta(minutes=30)

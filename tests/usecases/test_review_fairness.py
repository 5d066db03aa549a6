"""Nobody judges the own post or that of the own manager, two people decide what blocks, and authors are heard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseFilter, CaseState, Decision, Queue, Verdict
from advocacy_desk.domain.review_settings import ReviewSettings
from advocacy_desk.errors import Refused
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import decide_case, review_cases, review_settings, rule_quality, verify_audit
from tests.review_scene import Pack, a_directory, checked, people_imported, posts_imported, waiting

BOSS = {"Personalnummer": "1", "Name": "Jörg Groß", "E-Mail": "joerg@example.org", "LinkedIn": "joerg-gross"}
REPORT = {"Personalnummer": "2", "Name": "Kim Muster", "E-Mail": "kim@example.org", "Vorgesetzter": "1"}
NAMESAKE = {"Personalnummer": "3", "Name": "Jörg Groß", "E-Mail": "gross2@example.org"}
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def scene(workspace: Workspace, pack: Pack, tmp_path: Path) -> Workspace:
    """A post of the boss with two findings."""
    pack.rule("fire", "minor")
    people_imported(workspace, a_directory(tmp_path / "people.csv", BOSS, REPORT, NAMESAKE))
    posts_imported(workspace, tmp_path, "fire and alarm", handle="joerg-gross")
    checked(workspace, pack.load())
    return workspace


def the_case(workspace: Workspace) -> int:
    (found,) = waiting(workspace, CaseFilter(states=tuple(CaseState)))
    return found


def decide(
    workspace: Workspace, verdict: Verdict, note: str = "Because.", *, by: str = "Alex", rule: str | None = None
) -> Decision:
    if rule is not None:
        return decide_case.dismiss(workspace, the_case(workspace), rule, by=by, reason=note, now=AT).result
    return decide_case.decide(workspace, the_case(workspace), verdict, by=by, note=note, now=AT).result


def two_people(workspace: Workspace, *severities: Severity) -> None:
    review_settings.change_settings(workspace, ReviewSettings(two_people=severities), by="Alex")


@pytest.mark.parametrize("who", ["Kim Muster", "2", "kim@example.org"])
def test_nobody_decides_on_the_post_of_the_own_manager(scene: Workspace, who: str) -> None:
    with pytest.raises(Refused, match="manager"):
        decide(scene, Verdict.APPROVE, by=who)


def test_who_is_named_by_number_is_not_taken_for_a_namesake(scene: Workspace) -> None:
    for who in ("1", "joerg@example.org", "Jörg Groß"):
        with pytest.raises(Refused, match="own post"):
            decide(scene, Verdict.APPROVE, by=who)
    assert decide(scene, Verdict.APPROVE, by="gross2@example.org").reviewer == "Jörg Groß"


def test_a_blocking_severity_needs_two_who_agree(scene: Workspace) -> None:
    two_people(scene, Severity.MAJOR)
    assert decide(scene, Verdict.REJECT).state is CaseState.AWAITING_SECOND
    assert waiting(scene, CaseFilter(queue=Queue.SECOND_PERSON)) == [the_case(scene)]
    with pytest.raises(Refused, match="second person"):
        decide(scene, Verdict.REJECT, by="alex")
    assert decide(scene, Verdict.REJECT, by="Sam").state is CaseState.REJECTED


def test_two_who_differ_pass_the_case_on(scene: Workspace) -> None:
    two_people(scene, Severity.MAJOR)
    decide(scene, Verdict.REJECT)
    assert decide(scene, Verdict.APPROVE, by="Sam").state is CaseState.ESCALATED


def test_a_rule_can_ask_for_a_second_person(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    pack.rule("fire", "minor", more="review: {four_eyes: true, sla_hours: 1}\n")
    posts_imported(workspace, tmp_path, "a fire")
    checked(workspace, pack.load())
    assert decide(workspace, Verdict.APPROVE).state is CaseState.AWAITING_SECOND
    (row,) = review_cases.case_rows(workspace, [the_case(workspace)])
    assert row.due_at == row.opened_at + timedelta(hours=1)


def test_a_dismissed_finding_is_kept_with_its_reason_and_counts_for_its_rule_alone(
    scene: Workspace, pack: Pack
) -> None:
    decide(scene, Verdict.DISMISS, "It is the film’s title.", rule="test.fire")
    case = review_cases.case(scene, pack.load(), the_case(scene))
    assert case is not None
    assert (case.state, case.dismissed["test.fire"].note) == (CaseState.OPEN, "It is the film’s title.")
    with pytest.raises(Refused, match="already"):
        decide(scene, Verdict.DISMISS, rule="test.fire")
    decide(scene, Verdict.REJECT)
    by_rule = {one.rule_id: one for one in review_cases.rule_records(scene)}
    assert (by_rule["test.fire"].upheld, by_rule["test.fire"].dismissed) == (0, 1)
    assert (by_rule["test.alarm"].upheld, by_rule["test.alarm"].dismissed) == (1, 0)
    fire = next(one for one in rule_quality.quality(scene, pack.load()) if one.rule_id == "test.fire")
    assert fire.reasons == (("It is the film’s title.", 1),)


def test_only_a_finding_of_the_case_can_be_dismissed(scene: Workspace) -> None:
    with pytest.raises(Refused, match=r"test\.alarm, test\.fire"):
        decide(scene, Verdict.DISMISS, rule="test.other")


def test_undo_of_a_dismissal_brings_the_finding_back(scene: Workspace, pack: Pack) -> None:
    decide(scene, Verdict.DISMISS, rule="test.fire")
    decide(scene, Verdict.UNDO, "")
    case = review_cases.case(scene, pack.load(), the_case(scene))
    assert case is not None
    assert case.dismissed == {}
    assert next(one for one in review_cases.rule_records(scene) if one.rule_id == "test.fire").dismissed == 0


def test_the_answer_of_the_author_opens_the_case_again_with_a_new_clock(scene: Workspace) -> None:
    decide(scene, Verdict.REQUEST_CHANGES)
    answer = decide(scene, Verdict.ANSWER, "I rephrased it.", by="Comms")
    assert (answer.state, answer.note, answer.reviewer) == (CaseState.OPEN, "I rephrased it.", "Comms")
    (row,) = review_cases.case_rows(scene, [the_case(scene)])
    assert row.due_at == AT + timedelta(hours=24)


def test_an_appeal_has_a_clock_and_is_decided_by_somebody_else(scene: Workspace) -> None:
    decide(scene, Verdict.REJECT)
    assert decide(scene, Verdict.APPEAL, "This was approved last week.").state is CaseState.ESCALATED
    (row,) = review_cases.case_rows(scene, [the_case(scene)])
    assert row.due_at == AT + timedelta(days=14)
    with pytest.raises(Refused, match="appeals against your decision"):
        decide(scene, Verdict.APPROVE, by="ALEX")
    assert decide(scene, Verdict.APPROVE, by="Sam").state is CaseState.APPROVED


def test_an_appeal_needs_something_to_appeal_against(scene: Workspace) -> None:
    with pytest.raises(Refused, match="decision against the author"):
        decide(scene, Verdict.APPEAL)


def test_the_author_is_hidden_until_somebody_looks_and_that_is_written_down(scene: Workspace, pack: Pack) -> None:
    number = the_case(scene)
    (row,) = review_cases.case_rows(scene, [number])
    case = review_cases.case(scene, pack.load(), number)
    assert case is not None
    assert (row.author, row.author_hidden, case.author_hidden) == ("", True, True)
    assert (case.post.employee, case.post.account, case.post.url) == (None, "", None)
    opened = review_cases.open_author(scene, number, by="Alex").result
    assert opened.employee == "Jörg Groß"
    newest = verify_audit.entries(scene)[0]
    assert (newest.action, newest.actor, newest.subject) == ("author.opened", "Alex", f"case:{number}")


def test_the_author_is_shown_where_a_rule_depends_on_it_or_the_settings_say_so(
    workspace: Workspace, pack: Pack, tmp_path: Path
) -> None:
    pack.rule("fire", more="scope: {not_authors: {any: [{attr: role, in: [spokesperson]}]}}\n")
    posts_imported(workspace, tmp_path, "a fire", "an alarm")
    checked(workspace, pack.load())
    rows = review_cases.case_rows(workspace, waiting(workspace, CaseFilter()))
    assert [one.author_hidden for one in rows] == [False, True]
    review_settings.change_settings(workspace, ReviewSettings(show_author=True), by="Alex")
    rows = review_cases.case_rows(workspace, waiting(workspace, CaseFilter()))
    assert [one.author_hidden for one in rows] == [False, False]


def test_an_edited_post_is_open_again_and_its_dismissals_are_gone(scene: Workspace, pack: Pack, tmp_path: Path) -> None:
    decide(scene, Verdict.DISMISS, rule="test.fire")
    decide(scene, Verdict.APPROVE)
    posts_imported(scene, tmp_path, "a louder fire and alarm", handle="joerg-gross")
    checked(scene, pack.load())
    case = review_cases.case(scene, pack.load(), the_case(scene))
    assert case is not None
    assert (case.state, case.dismissed, len(case.history)) == (CaseState.OPEN, {}, 2)
    with pytest.raises(Refused, match="no decision to undo"):
        decide(scene, Verdict.UNDO, "")

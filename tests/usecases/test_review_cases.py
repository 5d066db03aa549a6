"""The queue is ordered by weight, can be narrowed, and tells how the rules have done."""

from __future__ import annotations

from pathlib import Path

import pytest

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseFilter, CaseState, Verdict
from advocacy_desk.domain.review_settings import ReviewSettings
from advocacy_desk.i18n import Language
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import decide_case, list_people, review_cases, review_settings
from tests.review_scene import Pack, a_directory, checked, people_imported, posts_imported, waiting

KIM = {"Personalnummer": "1", "Name": "Kim Muster", "Abteilung": "Vertrieb", "LinkedIn": "kim-nordlicht"}


@pytest.fixture
def scene(workspace: Workspace, pack: Pack, tmp_path: Path) -> Workspace:
    pack.rule("fire", "critical")
    people_imported(workspace, a_directory(tmp_path / "people.csv", KIM))
    posts_imported(workspace, tmp_path, "first alarm", "the fire", "second alarm", "fire and alarm")
    checked(workspace, pack.load())
    return workspace


def excerpts(workspace: Workspace, wanted: CaseFilter) -> list[str]:
    return [row.excerpt for row in review_cases.case_rows(workspace, waiting(workspace, wanted))]


def test_the_most_severe_come_first_and_among_equals_the_oldest(scene: Workspace) -> None:
    assert excerpts(scene, CaseFilter()) == ["the fire", "fire and alarm", "first alarm", "second alarm"]


def test_a_row_says_whose_post_it_is_and_which_rules_found_something(scene: Workspace) -> None:
    review_settings.change_settings(scene, ReviewSettings(show_author=True), by="Alex")
    row = review_cases.case_rows(scene, waiting(scene, CaseFilter())[1:2])[0]
    assert (row.author, row.team, row.network, row.severity) == (
        "Kim Muster",
        "Vertrieb",
        "linkedin",
        Severity.CRITICAL,
    )
    assert row.rules == ("test.fire", "test.alarm")


def test_the_queue_can_be_narrowed(scene: Workspace) -> None:
    (team,) = list_people.teams(scene)
    assert excerpts(scene, CaseFilter(severities=(Severity.MAJOR,))) == ["first alarm", "second alarm"]
    assert excerpts(scene, CaseFilter(rule_id="test.fire")) == ["the fire", "fire and alarm"]
    assert excerpts(scene, CaseFilter(words="SECOND ala")) == ["second alarm"]
    assert len(excerpts(scene, CaseFilter(teams=(team.id,)))) == 4
    assert excerpts(scene, CaseFilter(teams=(team.id + 1,))) == []
    assert excerpts(scene, CaseFilter(states=(CaseState.APPROVED,))) == []


def test_a_finding_says_what_why_and_what_helps(scene: Workspace, pack: Pack) -> None:
    case = review_cases.case(scene, pack.load(), waiting(scene, CaseFilter())[0])
    assert case is not None
    (found,) = case.findings
    english, german = Language("en"), Language("de")
    assert english.of(found.message) == "“fire” is there."
    assert german.of(found.message) == "„fire“ steht da."
    assert (english.of(found.why), english.of(found.suggestion)) == ("Reason", "Advice")


def test_a_finding_of_a_rule_that_is_gone_keeps_its_place(scene: Workspace, pack: Pack) -> None:
    pack.remove("fire")
    case = review_cases.case(scene, pack.load(), waiting(scene, CaseFilter())[0])
    assert case is not None
    assert Language("en").of(case.findings[0].title) == "test.fire"


def test_rules_are_reviewed_by_what_reviewers_decide(scene: Workspace) -> None:
    fire, both, first, second = waiting(scene, CaseFilter())
    decide_case.decide(scene, fire, Verdict.REJECT, by="Alex", note="No.")
    assert all(one.upheld == 0 for one in review_cases.rule_records(scene)), "the second person has not agreed yet"
    decide_case.decide(scene, fire, Verdict.REJECT, by="Sam", note="No.")
    decide_case.decide(scene, both, Verdict.ESCALATE, by="Alex", note="Please look.")
    decide_case.decide(scene, first, Verdict.APPROVE, by="Alex")
    decide_case.decide(scene, second, Verdict.REQUEST_CHANGES, by="Alex", note="Please rephrase.")
    alarm, burning = review_cases.rule_records(scene)
    assert (alarm.rule_id, alarm.hits, alarm.upheld, alarm.dismissed, alarm.precision) == ("test.alarm", 3, 1, 1, 0.5)
    assert (burning.upheld, burning.dismissed, burning.precision) == (1, 0, 1.0)
    assert alarm.low == pytest.approx(0.0945, abs=1e-4)
    assert alarm.high == pytest.approx(0.9055, abs=1e-4)
    decide_case.decide(scene, fire, Verdict.UNDO, by="Alex")
    burning = next(one for one in review_cases.rule_records(scene) if one.rule_id == "test.fire")
    assert (burning.precision, burning.low) == (None, None)


def test_open_cases_are_counted_by_severity_and_state(scene: Workspace) -> None:
    assert review_cases.open_by_severity(scene) == {Severity.CRITICAL: 2, Severity.MAJOR: 2}
    for who in ("Alex", "Sam"):
        decide_case.decide(scene, waiting(scene, CaseFilter())[0], Verdict.APPROVE, by=who)
    assert review_cases.by_state(scene)[CaseState.APPROVED] == 1
    assert review_cases.open_by_severity(scene)[Severity.CRITICAL] == 1

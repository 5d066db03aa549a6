"""Rules are reviewed by what reviewers decide, by how often they fire, and by what they miss."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advocacy_desk.domain.review import CaseFilter, Verdict
from advocacy_desk.errors import Refused
from advocacy_desk.policy import Policy, Status
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import activate_rule, decide_case, rule_quality
from advocacy_desk.usecases.rule_quality import RuleQuality
from tests.review_scene import Pack, checked, posts_imported, waiting

OPEN = CaseFilter()


@pytest.fixture
def under(workspace: Workspace, pack: Pack, tmp_path: Path) -> Policy:
    """Four posts with an alarm, six without; all checked."""
    posts_imported(workspace, tmp_path, *[f"alarm {n}" for n in range(4)], *[f"calm {n}" for n in range(6)])
    policy = pack.load()
    checked(workspace, policy)
    return policy


def of(workspace: Workspace, under: Policy, rule: str, *, later: timedelta = timedelta(0)) -> RuleQuality:
    found = rule_quality.quality(workspace, under, now=datetime.now(tz=UTC) + later)
    return next(one for one in found if one.rule_id == rule)


def test_what_is_not_known_is_not_zero(workspace: Workspace, under: Policy) -> None:
    one = of(workspace, under, "test.whisper")
    assert (one.hits, one.precision, one.median_hours, one.expected, one.drifts) == (0, None, None, None, False)


def test_decisions_give_precision_reasons_and_time(workspace: Workspace, under: Policy) -> None:
    in_two_hours = datetime.now(tz=UTC) + timedelta(hours=2)
    first, second, third, fourth = waiting(workspace, OPEN)
    for case, verdict, note in (
        (first, Verdict.APPROVE, "A quotation"),
        (second, Verdict.APPROVE, "A  quotation"),
        (third, Verdict.REJECT, "Please remove it"),
        (fourth, Verdict.ESCALATE, "Legal, please"),
    ):
        decide_case.decide(workspace, case, verdict, by="Kim", note=note, now=in_two_hours)
    one = of(workspace, under, "test.alarm")
    assert one.precision is not None
    assert one.precision.value == pytest.approx(1 / 3)
    assert one.precision.low < 1 / 3 < one.precision.high
    assert one.reasons == (("A quotation", 2),)
    assert one.median_hours == pytest.approx(2, abs=0.01)


def test_a_rule_that_fires_too_often_and_not_by_chance_is_told(
    workspace: Workspace, pack: Pack, tmp_path: Path
) -> None:
    path = tmp_path / "policies" / "pack" / "rules" / "alarm.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "expect: {max_hit_rate: 0.05}\n", encoding="utf-8")
    posts_imported(workspace, tmp_path, *[f"alarm {n}" for n in range(10)])
    policy = pack.load()
    checked(workspace, policy)
    one = of(workspace, policy, "test.alarm")
    assert (one.hits, one.expected, one.drifts) == (10, 0.05, True)


def test_a_rule_wants_a_look_after_a_year_and_a_confirmation_is_one(workspace: Workspace, under: Policy) -> None:
    assert not of(workspace, under, "test.alarm").look_again
    assert of(workspace, under, "test.alarm", later=timedelta(days=400)).look_again
    activate_rule.set_status(
        workspace, "test.alarm", Status.ACTIVE, by="Kim", note="Still right", under=under,
        now=datetime.now(tz=UTC) + timedelta(days=390),
    )  # fmt: skip
    assert not of(workspace, under, "test.alarm", later=timedelta(days=400)).look_again


def test_a_blind_sample_holds_only_posts_without_finding_and_can_be_drawn_again(
    workspace: Workspace, under: Policy
) -> None:
    drawn = rule_quality.blind_sample(workspace, under, 4, 7)
    assert len(drawn) == 4
    assert set(drawn) <= {5, 6, 7, 8, 9, 10}
    assert drawn == rule_quality.blind_sample(workspace, under, 4, 7)


def test_a_judged_sample_tells_what_the_rules_miss(workspace: Workspace, under: Policy) -> None:
    drawn = rule_quality.blind_sample(workspace, under, 4, 7)
    assert rule_quality.judge_sample(workspace, under, 4, 7, drawn[:1]).recall is None
    for case in waiting(workspace, OPEN):
        decide_case.decide(workspace, case, Verdict.REJECT, by="Kim", note="Please remove it")
    found = rule_quality.judge_sample(workspace, under, 4, 7, drawn[:1])
    assert (found.sampled, found.flagged, found.unflagged, found.missed.value) == (4, 4, 6, 0.25)
    assert found.recall is not None
    assert found.recall.value == pytest.approx(4 / (4 + 1.5))
    assert found.recall.low < found.recall.value < found.recall.high
    with pytest.raises(Refused, match="not in this sample"):
        rule_quality.judge_sample(workspace, under, 4, 7, [1])

"""The life of a rule: nothing unproven becomes active, every step is kept, and the next check follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from advocacy_desk.errors import Refused
from advocacy_desk.policy import Status, load_policy
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import activate_rule, list_rules, verify_audit
from tests.policy.pack_folder import PackFolder
from tests.review_scene import checked, posts_imported

INSULT = "respect.insult"


def put(workspace: Workspace, status: Status, rule: str = INSULT, note: str = "Too many false alarms") -> None:
    activate_rule.set_status(workspace, rule, status, by="Kim", note=note)


def test_a_state_holds_for_this_workspace_and_is_kept_with_who_and_why(workspace: Workspace) -> None:
    put(workspace, Status.SHADOW)
    assert list_rules.policy(workspace).by_id[INSULT].status is Status.SHADOW
    assert list_rules.policy().by_id[INSULT].status is Status.ACTIVE
    put(workspace, Status.ACTIVE, note="Watched for a month")
    assert list_rules.policy(workspace).by_id[INSULT].status is Status.ACTIVE
    steps = activate_rule.history(workspace, INSULT)
    assert [(one.status, one.by, one.note) for one in steps] == [
        ("shadow", "Kim", "Too many false alarms"),
        ("active", "Kim", "Watched for a month"),
    ]
    assert verify_audit.verify(workspace).ok


def test_a_rule_in_the_shadow_is_counted_and_opens_no_case(workspace: Workspace, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "Was für ein Idiot!")
    put(workspace, Status.SHADOW)
    report = checked(workspace, list_rules.policy(workspace))
    assert (report.by_rule, report.opened) == ({INSULT: 1}, 0)
    put(workspace, Status.ACTIVE)
    report = checked(workspace, list_rules.policy(workspace))
    assert (report.rules_evaluated, report.opened) == (1, 1)
    put(workspace, Status.RETIRED)
    assert checked(workspace, list_rules.policy(workspace)).by_rule == {}


def test_a_rule_with_a_failing_example_stays_what_it_is(workspace: Workspace, tmp_path: Path) -> None:
    packs = PackFolder(tmp_path / "policies")
    rule = packs.rule(
        "when: {terms: [yes]}\n", tests="tests:\n  match: [{text: nothing here}]\n  no_match: [{text: no}]\n"
    )
    rule.write_text(rule.read_text(encoding="utf-8").replace("status: active", "status: draft"), encoding="utf-8")
    under = load_policy([packs.folder])
    with pytest.raises(Refused) as refused:
        activate_rule.set_status(workspace, "test.rule", Status.ACTIVE, by="Kim", note="Looks fine", under=under)
    assert "nothing here" in refused.value.message.in_english()
    assert refused.value.file == str(rule)
    assert refused.value.record is not None
    assert activate_rule.history(workspace) == ()


@pytest.mark.parametrize(
    ("rule", "by", "note", "words"),
    [
        ("no.such-rule", "Kim", "why", "no rule"),
        (INSULT, " ", "why", "who"),
        (INSULT, "Kim", " ", "why"),
    ],
)
def test_a_change_needs_a_rule_a_name_and_a_reason(
    workspace: Workspace, rule: str, by: str, note: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        activate_rule.set_status(workspace, rule, Status.SHADOW, by=by, note=note)

"""A check looks at what is new, at what changed, and at nothing else; findings open cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from advocacy_desk.domain.changes import Changes
from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.people import MatchState
from advocacy_desk.domain.review import CaseFilter, CaseState, Verdict
from advocacy_desk.i18n import Text
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.store import Workspace
from advocacy_desk.usecases import check_posts, decide_case, list_rules, match_authors, review_cases
from tests.review_scene import Pack, checked, posts_imported, waiting

OPEN = CaseFilter()
EVERY = CaseFilter(states=tuple(CaseState))


def test_a_second_check_evaluates_nothing(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "alarm here", "all is well", "alarm and whisper")
    under = pack.load()
    first = checked(workspace, under)
    assert (first.posts, first.evaluated, first.rules_evaluated) == (3, 3, 2)
    assert (first.with_findings, first.findings, first.by_rule) == (2, 3, {"test.alarm": 2, "test.whisper": 1})
    again = checked(workspace, under)
    assert (again.evaluated, again.rules_evaluated, again.findings) == (0, 0, 3)


def test_everything_is_evaluated_again_when_asked_for(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "alarm here", "all is well")
    under = pack.load()
    checked(workspace, under)
    again = checked(workspace, under, everything=True)
    assert (again.evaluated, again.findings, again.opened) == (2, 1, 0)


def test_only_a_changed_rule_is_evaluated_again(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "alarm here", "a siren and a whisper")
    checked(workspace, pack.load())
    pack.rule("alarm", "major", version=2, also="siren")
    report = checked(workspace, pack.load())
    assert (report.evaluated, report.rules_evaluated) == (2, 1)
    assert report.by_rule == {"test.alarm": 2, "test.whisper": 1}
    assert checked(workspace, pack.load()).evaluated == 0


def test_a_changed_rule_looks_at_posts_that_the_index_cannot_rule_out(
    workspace: Workspace, pack: Pack, tmp_path: Path
) -> None:
    posts_imported(workspace, tmp_path, "alarm here", "a siren and a whisper", *(f"calm {n}" for n in range(6)))
    checked(workspace, pack.load())
    pack.rule("alarm", "major", version=2, also="siren")
    under = pack.load()
    looked_at = check_posts.posts_for(workspace, [under.by_id["test.alarm"]])
    assert looked_at is not None
    assert looked_at.tolist() == [1, 2]
    assert checked(workspace, under).by_rule == {"test.alarm": 2, "test.whisper": 1}
    assert checked(workspace, under).evaluated == 0, "those that were ruled out moved on as well"


def test_a_rule_that_lost_a_word_loses_its_findings_and_their_cases(
    workspace: Workspace, pack: Pack, tmp_path: Path
) -> None:
    posts_imported(workspace, tmp_path, "alarm here", "a siren", "calm")
    pack.rule("alarm", "major", also="siren")
    assert checked(workspace, pack.load()).opened == 2
    pack.rule("alarm", "major", version=2)
    assert checked(workspace, pack.load()).by_rule == {"test.alarm": 1}
    assert len(waiting(workspace, OPEN)) == 1


def test_a_new_post_is_evaluated_alone(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "alarm here")
    under = pack.load()
    checked(workspace, under)
    posts_imported(workspace, tmp_path, "alarm here", "another alarm")
    assert checked(workspace, under).evaluated == 1


def test_the_findings_of_a_removed_rule_go(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "alarm and whisper")
    checked(workspace, pack.load())
    pack.remove("alarm")
    report = checked(workspace, pack.load())
    assert report.by_rule == {"test.whisper": 1}
    assert waiting(workspace, EVERY) == []


def test_a_hint_alone_opens_no_case(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "just a whisper", "an alarm")
    report = checked(workspace, pack.load())
    assert report.opened == 1
    (case_id,) = waiting(workspace, OPEN)
    case = review_cases.case(workspace, pack.load(), case_id)
    assert case is not None
    assert (case.severity, case.state, case.post.text) == (Severity.MAJOR, CaseState.OPEN, "an alarm")


def test_a_shadow_rule_is_counted_but_opens_no_case_until_it_is_active(
    workspace: Workspace, pack: Pack, tmp_path: Path
) -> None:
    pack.rule("alarm", "major", status="shadow")
    posts_imported(workspace, tmp_path, "an alarm")
    report = checked(workspace, pack.load())
    assert (report.by_rule, report.opened) == ({"test.alarm": 1}, 0)
    pack.rule("alarm", "major", status="active")
    assert checked(workspace, pack.load()).opened == 1


def test_a_changed_text_opens_its_case_again(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    under = pack.load()
    posts_imported(workspace, tmp_path, "an alarm")
    checked(workspace, under)
    (case_id,) = waiting(workspace, OPEN)
    decide_case.decide(workspace, case_id, Verdict.APPROVE, by="Kim")
    assert waiting(workspace, OPEN) == []
    posts_imported(workspace, tmp_path, "an alarm, and another alarm")
    assert checked(workspace, under).opened == 1
    case = review_cases.case(workspace, under, case_id)
    assert case is not None
    assert (case.state, case.revision, len(case.history)) == (CaseState.OPEN, 3, 1)
    assert case.history[0].text_hash != ""


def test_a_case_whose_text_was_mended_goes_unless_somebody_had_decided(
    workspace: Workspace, pack: Pack, tmp_path: Path
) -> None:
    under = pack.load()
    posts_imported(workspace, tmp_path, "an alarm", "another alarm")
    checked(workspace, under)
    _first, second = waiting(workspace, OPEN)
    decide_case.decide(workspace, second, Verdict.REQUEST_CHANGES, by="Kim", note="Please rephrase.")
    posts_imported(workspace, tmp_path, "mended", "mended, too")
    checked(workspace, under)
    assert waiting(workspace, EVERY) == [second]
    case = review_cases.case(workspace, under, second)
    assert case is not None
    assert (case.state, case.severity, case.findings) == (CaseState.OPEN, Severity.INFO, ())


def test_posts_of_accounts_that_are_no_employees_open_no_cases(
    workspace: Workspace, pack: Pack, tmp_path: Path
) -> None:
    posts_imported(workspace, tmp_path, "an alarm")
    (proposal,) = match_authors.proposals(workspace)
    match_authors.decide_account(workspace, proposal.account.id, MatchState.NOT_EMPLOYEE, by="Kim")
    report = checked(workspace, pack.load())
    assert (report.findings, report.opened) == (1, 0)


class CancelAt(Progress):
    """Cancels when checking has come so far."""

    def __init__(self, done: int) -> None:
        super().__init__()
        self._done = done

    def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
        if total and done >= self._done:
            self.cancel()
        super().at(stage, done, total)


def test_a_cancelled_check_keeps_what_it_did_and_goes_on_later(
    workspace: Workspace, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_posts, "BATCH", 2)
    posts_imported(workspace, tmp_path, *(f"alarm number {n}" for n in range(6)))
    under = pack.load()
    with pytest.raises(Cancelled):
        check_posts.check_posts(workspace, under, CancelAt(4))
    assert list_rules.hits(workspace) == {"test.alarm": 4}
    report = checked(workspace, under)
    assert (report.evaluated, report.findings, len(waiting(workspace, OPEN))) == (2, 6, 6)


def test_the_same_text_on_many_posts_is_found_on_every_one(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, *["the same alarm"] * 5)
    assert checked(workspace, pack.load()).by_rule == {"test.alarm": 5}


def test_a_check_says_what_it_changed(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    under = pack.load()
    posts_imported(workspace, tmp_path, "an alarm")
    outcome = check_posts.check_posts(workspace, under, Progress())
    assert outcome.changes == Changes.FINDINGS | Changes.CASES
    assert check_posts.check_posts(workspace, under, Progress()).changes == Changes.NOTHING


def test_spans_survive_the_database_to_the_code_point(workspace: Workspace, pack: Pack, tmp_path: Path) -> None:
    words = "😀😀 Große Straße: alarm!"
    posts_imported(workspace, tmp_path, words)
    under = pack.load()
    checked(workspace, under)
    (case_id,) = waiting(workspace, OPEN)
    case = review_cases.case(workspace, under, case_id)
    assert case is not None
    (span,) = case.findings[0].finding.spans
    assert (words[span.start : span.end], span.label) == ("alarm", "mark")

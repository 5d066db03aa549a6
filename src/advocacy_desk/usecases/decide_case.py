"""Decide a case: with the revision that the reviewer saw, bound to the text and the rules, kept in the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.review import (
    FINAL,
    FROM_AUTHOR,
    CaseState,
    Decision,
    Situation,
    Verdict,
    dismissed_findings,
    next_state,
)
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Text, text
from advocacy_desk.store import Workspace, audit, review, review_settings, rules
from advocacy_desk.usecases import _fairness

if TYPE_CHECKING:
    from advocacy_desk.domain.review_settings import ReviewSettings
    from advocacy_desk.store import Writing
    from advocacy_desk.store.review import StoredCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to say about a case. ``rule_id`` is the finding that DISMISS is about."""

    verdict: Verdict
    by: str
    note: str
    seen: int | None
    at: datetime
    rule_id: str | None = None


def decide(
    workspace: Workspace,
    case_id: int,
    verdict: Verdict,
    *,
    by: str,
    note: str = "",
    seen: int | None = None,
    now: datetime | None = None,
) -> Outcome[Decision]:
    """Write a decision down and return it. ``seen`` is the case's revision on the reviewer's screen.

    ``by`` is a name, an employee number or an e-mail address; for ANSWER and APPEAL whoever enters the author's words,
    which are the ``note``. Undo is a decision of its own that takes the newest standing one back; nothing is ever
    removed. Raises Refused without a name, where the reviewer is not impartial, where somebody was faster or works on
    the case, and where the state does not allow the verdict.
    """
    wish = Wish(verdict=verdict, by=by, note=note, seen=seen, at=now or datetime.now(tz=UTC))
    with workspace.writing() as connection:
        return Outcome(decide_within(connection, case_id, wish), Changes.CASES)


def dismiss(
    workspace: Workspace,
    case_id: int,
    rule_id: str,
    *,
    by: str,
    reason: str,
    seen: int | None = None,
    now: datetime | None = None,
) -> Outcome[Decision]:
    """Say of one finding that it does not apply, and why; the case stays as it is. Raises Refused as ``decide``."""
    at = now or datetime.now(tz=UTC)
    wish = Wish(verdict=Verdict.DISMISS, by=by, note=reason, seen=seen, rule_id=rule_id, at=at)
    with workspace.writing() as connection:
        return Outcome(decide_within(connection, case_id, wish), Changes.CASES)


def decide_within(connection: Writing, case_id: int, wish: Wish) -> Decision:
    """Decide one case in the caller's transaction."""
    case = review.one(connection, case_id)
    who = _fairness.reviewer(connection, wish.by)
    if case is None:
        raise Refused(text("This case is gone: the rules find nothing in its post any more, or the post was removed."))
    if wish.verdict not in FROM_AUTHOR:
        _fairness.refuse_unfair(connection, case, who)
        _fairness.refuse_claimed(case, who, wish.at)
    _refuse_stale(case, wish.seen)
    kept = review_settings.settings(connection)
    standing = case.standing()
    undone = standing[-1] if wish.verdict is Verdict.UNDO and standing else None
    state = next_state(_situation(case, kept, who), wish.verdict, wish.note)
    new = review.NewDecision(
        case_id=case_id,
        verdict=wish.verdict,
        before=case.state,
        state=state,
        reviewer=who.name,
        at=wish.at,
        note=wish.note.strip(),
        text_hash=case.text_hash,
        rule_versions=_rules_it_is_about(connection, case, wish),
        undoes=None if undone is None else undone.id,
        due_at=_new_due(case, kept, wish, state),
    )
    return _written(connection, review.add(connection, new))


def _situation(case: StoredCase, kept: ReviewSettings, who: _fairness.Reviewer) -> Situation:
    standing = case.standing()
    first = next((one for one in reversed(standing) if one.verdict in FINAL), None)
    return Situation(
        state=case.state,
        before=standing[-1].before if standing else None,
        needs_second=case.needs_second or case.severity in kept.two_people,
        proposed=None if first is None else first.verdict,
        by_same=first is not None and who.is_the_same(first.reviewer),
    )


def _rules_it_is_about(connection: Writing, case: StoredCase, wish: Wish) -> dict[str, int]:
    """Return the findings that a verdict is about: those that were not dismissed, or the one that is."""
    found = {one.rule_id: one.rule_version for one in rules.findings_of(connection, case.post_id)}
    gone = dismissed_findings(case.history, case.text_hash)
    if wish.verdict is not Verdict.DISMISS:
        return {rule: version for rule, version in found.items() if rule not in gone}
    if wish.rule_id not in found:
        raise Refused(text("Please say which finding to dismiss: {rules}.", rules=", ".join(sorted(found)) or "–"))
    if wish.rule_id in gone:
        raise Refused(text("This finding is already dismissed."))
    return {wish.rule_id: found[wish.rule_id]}


def _new_due(case: StoredCase, kept: ReviewSettings, wish: Wish, state: CaseState) -> datetime | None:
    """Return when the case is due from now on: an appeal has its own clock, an answer starts the clock anew."""
    if wish.verdict is Verdict.APPEAL:
        return wish.at + timedelta(days=kept.appeal_days)
    if wish.verdict is Verdict.ANSWER and state is CaseState.OPEN and case.state is not CaseState.OPEN:
        return kept.due(case.severity, wish.at)
    return None


def _written(connection: Writing, decision: Decision) -> Decision:
    """Vouch for a decision in the audit trail."""
    details = {
        "decision": decision.id,
        "verdict": decision.verdict,
        "state": decision.state,
        "digest": review.digest(decision),
    }
    subject = f"case:{decision.case_id}"
    audit.append(
        connection, actor=decision.reviewer, action="case.decided", subject=subject, details=details, at=decision.at
    )
    return decision


def _refuse_stale(case: StoredCase, seen: int | None) -> None:
    if seen is None or seen == case.revision:
        return
    raise Refused(_what_happened(case))


def _what_happened(case: StoredCase) -> Text:
    last = case.history[-1] if case.history else None
    if last is not None and last.at >= case.opened_at:
        return text(
            "{who} was faster and decided this case at {when}. Your decision was not saved; please look again.",
            who=last.reviewer,
            when=last.at,
        )
    return text(
        "The post or the rules changed at {when}, after you opened this case. Your decision was not saved; "
        "please look again.",
        when=case.opened_at,
    )

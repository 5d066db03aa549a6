"""Decide a case: with the revision that the reviewer saw, bound to the text and the rules, kept in the audit trail."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.review import Decision, Verdict, next_state
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Text, text
from advocacy_desk.matching import same_name
from advocacy_desk.store import Workspace, audit, review, rules

if TYPE_CHECKING:
    from advocacy_desk.store.review import StoredCase


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

    Undo is a decision of its own that takes the newest standing one back; nothing is ever removed. Raises Refused
    without a name, on the own post, where somebody was faster, and where the state does not allow the verdict.
    """
    reviewer = " ".join(by.split())
    if not reviewer:
        raise Refused(text("Please say who decides: a decision is kept with its reviewer."))
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        case = review.one(connection, case_id)
        if case is None:
            raise Refused(
                text("This case is gone: the rules find nothing in its post any more, or the post was removed.")
            )
        _refuse_own(case, reviewer)
        _refuse_stale(case, seen)
        undone = case.standing() if verdict is Verdict.UNDO else None
        state = next_state(case.state, verdict, before=None if undone is None else undone.before, note=note)
        new = review.NewDecision(
            case_id=case_id,
            verdict=verdict,
            before=case.state,
            state=state,
            reviewer=reviewer,
            at=at,
            note=note.strip(),
            text_hash=case.text_hash,
            rule_versions={one.rule_id: one.rule_version for one in rules.findings_of(connection, case.post_id)},
            undoes=None if undone is None else undone.id,
        )
        decision = review.add(connection, new)
        details = {"decision": decision.id, "verdict": verdict, "state": state, "digest": review.digest(decision)}
        audit.append(
            connection, actor=reviewer, action="case.decided", subject=f"case:{case_id}", details=details, at=at
        )
    return Outcome(decision, Changes.CASES)


def _refuse_own(case: StoredCase, reviewer: str) -> None:
    if case.author_name is not None and same_name(case.author_name, reviewer):
        raise Refused(text("This is your own post. Somebody else has to decide about it."))


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

"""Second opinions: what somebody who saw no verdict would have decided, and how far two people agree."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.analysis.agreement import Agreement, cohens_kappa
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.review import JUDGEMENTS, Verdict
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, case_work, review
from advocacy_desk.usecases import _fairness

if TYPE_CHECKING:
    from advocacy_desk.store.review import StoredCase


def give_opinion(
    workspace: Workspace, case_id: int, verdict: Verdict, *, by: str, note: str = "", now: datetime | None = None
) -> Outcome[int]:
    """Write a second opinion down and return its number; the case stays as it is.

    Raises Refused where the case was not drawn for it, nobody has decided yet, the same person did, somebody has given
    one already, or the reviewer is not impartial.
    """
    at = now or datetime.now(tz=UTC)
    if verdict not in JUDGEMENTS:
        raise Refused(text("A second opinion is one of: approve, request changes, reject, escalate."))
    with workspace.writing() as connection:
        case, who = review.one(connection, case_id), _fairness.reviewer(connection, by)
        if case is None:
            raise Refused(text("There is no case {case}.", case=str(case_id)))
        _fairness.refuse_unfair(connection, case, who)
        _refuse_dependent(case, who)
        if case_work.has_opinion(connection, case_id, case.text_hash):
            raise Refused(text("Somebody has given a second opinion on this case already."))
        opinion = case_work.Opinion(
            case_id=case_id, verdict=verdict, reviewer=who.name, at=at, note=note.strip(), text_hash=case.text_hash
        )
        number = case_work.add_opinion(connection, opinion)
        details = {"opinion": number, "verdict": verdict, "text": case.text_hash}
        audit.append(
            connection, actor=who.name, action="case.second_opinion", subject=f"case:{case_id}", details=details, at=at
        )
    return Outcome(number, Changes.CASES)


def _refuse_dependent(case: StoredCase, who: _fairness.Reviewer) -> None:
    if not case.is_doubled:
        raise Refused(text("This case was not drawn for a second opinion."))
    said = [one for one in case.history if one.text_hash == case.text_hash]
    if not any(one.verdict in JUDGEMENTS for one in said):
        raise Refused(text("Nobody has decided this case yet. Please decide it as any other."))
    if any(who.is_the_same(one.reviewer) for one in said):
        raise Refused(text("You decided this case yourself. A second opinion has to come from somebody else."))


def agreement(workspace: Workspace, rule_id: str | None = None) -> Agreement | None:
    """Return how far first judgements and second opinions agree, of all cases or of one rule's; None without any."""
    with workspace.reading() as connection:
        pairs = case_work.double_verdicts(connection, rule_id)
    return cohens_kappa(pairs)

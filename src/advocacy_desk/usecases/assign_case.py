"""Whose task a case is, and who works on it right now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, case_work, people, review, review_settings
from advocacy_desk.usecases import _fairness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.store import Reading
    from advocacy_desk.store.review import StoredCase


def claim(workspace: Workspace, case_id: int, *, by: str, now: datetime | None = None) -> Outcome[datetime]:
    """Say that somebody works on a case; return until when, which the settings say. Claiming again goes on from now.

    Raises Refused where somebody else does, where the reviewer is not impartial, and where the case is gone.
    """
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        case, who = _case(connection, case_id), _fairness.reviewer(connection, by)
        _fairness.refuse_unfair(connection, case, who)
        _fairness.refuse_claimed(case, who, at)
        until = at + timedelta(minutes=review_settings.settings(connection).claim_minutes)
        case_work.claim(connection, case_id, who.name, until)
    return Outcome(until, Changes.CASES)


def release(workspace: Workspace, case_id: int, *, by: str, now: datetime | None = None) -> Outcome[None]:
    """Let others work on a case again. Raises Refused where it is somebody else's who still works on it."""
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        case, who = _case(connection, case_id), _fairness.reviewer(connection, by)
        _fairness.refuse_claimed(case, who, at)
        case_work.claim(connection, case_id, None, None)
    return Outcome(None, Changes.CASES)


def assign(
    workspace: Workspace, case_ids: Sequence[int], to: str, *, by: str, now: datetime | None = None
) -> Outcome[str | None]:
    """Make cases somebody's task, or nobody's where ``to`` is empty; return the name. Kept in the audit trail.

    Raises Refused where the person must not decide one of them; nothing is assigned then.
    """
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        actor = _fairness.reviewer(connection, by)
        whom = _fairness.reviewer(connection, to) if to.strip() else None
        for case_id in case_ids:
            case = _case(connection, case_id)
            if whom is not None:
                _fairness.refuse_unfair(connection, case, whom)
            case_work.assign(connection, case_id, None if whom is None else whom.name)
            details = {"assigned": whom is not None}
            audit.append(
                connection, actor=actor.name, action="case.assigned", subject=f"case:{case_id}", details=details, at=at
            )
    return Outcome(None if whom is None else whom.name, Changes.CASES)


def _case(connection: Reading, case_id: int) -> StoredCase:
    case = review.one(connection, case_id)
    if case is None:
        raise Refused(text("There is no case {case}.", case=str(case_id)))
    return case


def reviewers(workspace: Workspace) -> tuple[str, ...]:
    """Return the names of the people in the directory, for choosing who one is and whom to assign."""
    with workspace.reading() as connection:
        return people.names(connection)

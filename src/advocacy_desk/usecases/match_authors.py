"""Match authors to employees, and decide about single accounts by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk import matching
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.people import Match, MatchCounts, MatchState, Proposal, Strength
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, accounts, audit, people
from advocacy_desk.store.people import day_number
from advocacy_desk.usecases.list_people import today

if TYPE_CHECKING:
    from advocacy_desk.domain.people import Account
    from advocacy_desk.progress import Progress

_AT_LEAST = {
    None: frozenset[Strength](),
    Strength.CERTAIN: frozenset({Strength.CERTAIN}),
    Strength.LIKELY: frozenset({Strength.CERTAIN, Strength.LIKELY}),
}


def match_authors(
    workspace: Workspace, progress: Progress, *, by: str, least: Strength | None = None, now: datetime | None = None
) -> Outcome[MatchCounts]:
    """Propose an employee for every account that nobody has decided about; accept those at least as sure as ``least``.

    ``least`` is CERTAIN, LIKELY or None (accept nothing). Proposals with their reasons are kept for a decision by hand.
    """
    at = now or datetime.now(tz=UTC)
    progress.at(text("Comparing authors with employees"))
    with workspace.reading() as connection:
        authors = accounts.author_clues(connection)
        directory = accounts.employee_clues(connection)
    matches = matching.match(authors, directory)
    sure = [one for one in matches if one.strength in _AT_LEAST[least]]
    progress.at(text("Saving matches"))
    with workspace.writing() as connection:
        accounts.save_proposals(connection, matches)
        accepted = accounts.accept(connection, sure, by, at)
        if accepted:
            pairs = {str(one.account_id): one.employee_id for one in sure}
            details = {"least": least, "accounts": pairs}
            audit.append(connection, actor=by, action="accounts.matched", subject="accounts", details=details, at=at)
        counted = accounts.counts(connection)
    return Outcome(counted, Changes.MATCHES | (Changes.PEOPLE if accepted else Changes.NOTHING))


def count(workspace: Workspace) -> MatchCounts:
    """Return how many accounts there are and how sure their matches are."""
    with workspace.reading() as connection:
        return accounts.counts(connection)


def proposals(workspace: Workspace) -> tuple[Proposal, ...]:
    """Return the accounts that nobody has decided about, sure proposals first."""
    with workspace.reading() as connection:
        return accounts.proposals(connection, day_number(today()))


def decide_account(
    workspace: Workspace,
    account_id: int,
    state: MatchState,
    *,
    by: str,
    employee: int | None = None,
    now: datetime | None = None,
) -> Outcome[Account]:
    """Say whose an account is: an employee's (ACCEPTED), nobody's here (NOT_EMPLOYEE), or undecided again (OPEN).

    Returns the account as it was before, so that it can be undone. Raises Refused where account or employee is gone.
    """
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        before = accounts.one(connection, account_id)
        if before is None:
            raise Refused(text("This account is no longer in the workspace."))
        if state is MatchState.ACCEPTED and (employee is None or not people.exists(connection, [employee])):
            raise Refused(text("This person is not in the directory."))
        kept = employee if employee is not None else before.employee_id
        accounts.decide(connection, account_id, state=state, employee_id=kept, by=by, at=at)
        details = {"state": state, "employee": employee, "before": before.state}
        audit.append(
            connection, actor=by, action="account.decided", subject=f"account:{account_id}", details=details, at=at
        )
    return Outcome(before, Changes.MATCHES | Changes.PEOPLE)


def refuse_proposal(
    workspace: Workspace, account_id: int, employee: int, *, by: str, refused: bool = True, now: datetime | None = None
) -> Outcome[Match]:
    """Say that an account is not an employee's (or take that back), and return the proposal that is left for it.

    It is remembered for ever: no later match proposes this employee for the account. The account stays open. Raises
    Refused where account or employee is gone.
    """
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        if accounts.one(connection, account_id) is None:
            raise Refused(text("This account is no longer in the workspace."))
        if not people.exists(connection, [employee]):
            raise Refused(text("This person is not in the directory."))
        if refused:
            accounts.refuse(connection, account_id, employee, by, at)
        else:
            accounts.take_refusal_back(connection, account_id, employee)
        authors = [one for one in accounts.author_clues(connection) if one.account_id == account_id]
        (left,) = matching.match(authors, accounts.employee_clues(connection)) or (_nobody(account_id),)
        accounts.save_proposals(connection, [left])
        audit.append(
            connection,
            actor=by,
            action="account.refused",
            subject=f"account:{account_id}",
            details={"employee": employee, "refused": refused},
            at=at,
        )
    return Outcome(left, Changes.MATCHES)


def _nobody(account_id: int) -> Match:
    return Match(account_id=account_id, employee_id=None, strength=Strength.NONE, score=0.0, reasons=())

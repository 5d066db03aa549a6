"""Cases and what was said about them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update
from sqlalchemy import text as sql

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseState, Decision, Verdict, entries_that_stand
from advocacy_desk.store.audit import canonical
from advocacy_desk.store.review_tables import decision, review_case
from advocacy_desk.store.schema import account, employee, post

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

OPEN_STATES = (CaseState.OPEN, CaseState.CHANGES_REQUESTED, CaseState.ESCALATED, CaseState.AWAITING_SECOND)
OPENS_FROM = Severity.MINOR
_SEVERITIES = tuple(Severity)

# The verdict that stands on each case: the newest judgement that was not undone, unless it waits for a second person.
_STANDING = (
    "FROM decision d {join}WHERE d.verdict IN ('approve', 'request_changes', 'reject', 'escalate') "
    "AND d.state <> 'awaiting_second' AND d.id = ("
    "SELECT max(s.id) FROM decision s WHERE s.case_id = d.case_id "
    "AND s.verdict IN ('approve', 'request_changes', 'reject', 'escalate') "
    "AND s.id NOT IN (SELECT u.undoes FROM decision u WHERE u.undoes IS NOT NULL))"
)
# Findings that were dismissed one by one.
_DISMISSED = (
    "FROM decision d {join}WHERE d.verdict = 'dismiss' "
    "AND d.id NOT IN (SELECT u.undoes FROM decision u WHERE u.undoes IS NOT NULL)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCase:
    """A case without its post and findings."""

    id: int
    post_id: int
    state: CaseState
    severity: Severity
    opened_at: datetime
    revision: int
    text_hash: str
    author_id: int | None  # the employee behind the post
    author_name: str | None
    due_at: datetime | None
    needs_second: bool
    shows_author: bool
    is_doubled: bool
    assigned_to: str | None
    claimed_by: str | None  # also where the claim has ended
    claim_ends_at: datetime | None
    history: tuple[Decision, ...]

    def standing(self) -> tuple[Decision, ...]:
        """Return the entries about the present text that were not undone, oldest first."""
        return entries_that_stand(self.history, self.text_hash)

    def claimant(self, now: datetime) -> str | None:
        """Return who has claimed the case, None where nobody has or the claim has ended."""
        return self.claimed_by if self.claim_ends_at is not None and self.claim_ends_at > now else None


def one(connection: Connection, case_id: int) -> StoredCase | None:
    """Return one case with its history, None where there is none of that id."""
    query = (
        select(review_case, employee.c.name.label("author_name"), employee.c.id.label("author_id"))
        .select_from(
            review_case.join(post, post.c.id == review_case.c.post_id)
            .outerjoin(account, account.c.id == post.c.account_id)
            .outerjoin(employee, employee.c.id == account.c.employee_id)
        )
        .where(review_case.c.id == case_id)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return StoredCase(
        id=row.id,
        post_id=row.post_id,
        state=CaseState(row.state),
        severity=_SEVERITIES[row.severity],
        opened_at=_moment(row.opened_at),
        revision=row.revision,
        text_hash=row.text_hash.hex(),
        author_id=row.author_id,
        author_name=row.author_name,
        due_at=_moment_or_none(row.due_at),
        needs_second=row.needs_second,
        shows_author=row.shows_author,
        is_doubled=row.is_doubled,
        assigned_to=row.assigned_to,
        claimed_by=row.claimed_by,
        claim_ends_at=_moment_or_none(row.claim_ends_at),
        history=history(connection, case_id),
    )


def history(connection: Connection, case_id: int) -> tuple[Decision, ...]:
    """Return the decisions on a case, oldest first."""
    query = select(decision).where(decision.c.case_id == case_id).order_by(decision.c.id)
    return tuple(_decision(row) for row in connection.execute(query))


def _decision(row: Row[*tuple[Any, ...]]) -> Decision:
    return Decision(
        id=row.id,
        case_id=row.case_id,
        verdict=Verdict(row.verdict),
        before=CaseState(row.state_before),
        state=CaseState(row.state),
        reviewer=row.reviewer,
        at=_moment(row.decided_at),
        note=row.note,
        text_hash=row.text_hash.hex(),
        rule_versions=json.loads(row.rules),
        undoes=row.undoes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """A decision that is about to be written."""

    case_id: int
    verdict: Verdict
    before: CaseState
    state: CaseState
    reviewer: str
    at: datetime
    note: str
    text_hash: str
    rule_versions: dict[str, int]
    undoes: int | None = None
    due_at: datetime | None = None  # None: stays as it is


def add(connection: Connection, new: NewDecision) -> Decision:
    """Write a decision down, move its case on, and end its claim."""
    values = {
        "case_id": new.case_id,
        "verdict": new.verdict,
        "state_before": new.before,
        "state": new.state,
        "reviewer": new.reviewer,
        "decided_at": int(new.at.timestamp()),
        "note": new.note,
        "text_hash": bytes.fromhex(new.text_hash),
        "rules": canonical(new.rule_versions),
        "undoes": new.undoes,
    }
    row = connection.execute(insert(decision).values(values).returning(*decision.c)).one()
    moved: dict[str, object] = {"state": new.state, "claimed_by": None, "claim_ends_at": None}
    if new.due_at is not None:
        moved["due_at"] = int(new.due_at.timestamp())
    here = update(review_case).where(review_case.c.id == new.case_id)
    connection.execute(here.values(**moved, revision=review_case.c.revision + 1))
    return _decision(row)


def digest(one: Decision) -> str:
    """Return the SHA-256 of everything that a decision says: the audit entry holds it."""
    said = [
        one.id, one.verdict, one.before, one.state, one.reviewer, int(one.at.timestamp()), one.note, one.text_hash,
        one.rule_versions, one.undoes,
    ]  # fmt: skip
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def digests(connection: Connection) -> dict[int, str]:
    """Return decision id -> digest as it follows from the decisions now."""
    return {row.id: digest(_decision(row)) for row in connection.execute(select(decision))}


def count_by_severity(connection: Connection) -> dict[Severity, int]:
    """Return how many cases wait for a decision, by severity; severities without a case are left out."""
    query = (
        select(review_case.c.severity, func.count())
        .where(review_case.c.state.in_([str(state) for state in OPEN_STATES]))
        .group_by(review_case.c.severity)
    )
    return {_SEVERITIES[rank]: number for rank, number in connection.execute(query)}


def count_by_state(connection: Connection) -> dict[CaseState, int]:
    """Return how many cases there are in every state, zero included."""
    query = select(review_case.c.state, func.count()).group_by(review_case.c.state)
    found = {CaseState(state): number for state, number in connection.execute(query)}
    return {state: found.get(state, 0) for state in CaseState}


def standing_verdicts(connection: Connection) -> tuple[tuple[Verdict, dict[str, int]], ...]:
    """Return the judgement that stands on each case, and every dismissed finding: verdict and rules it was about."""
    rows = [
        row
        for said in (_STANDING, _DISMISSED)
        for row in connection.execute(sql(f"SELECT d.verdict, d.rules {said.format(join='')}"))
    ]
    return tuple((Verdict(row.verdict), json.loads(row.rules)) for row in rows)


@dataclass(frozen=True, slots=True)
class Standing:
    """The decision that stands on a case: about which rules, why, and how long after the case was opened."""

    verdict: Verdict
    rules: tuple[str, ...]
    note: str
    seconds: int | None  # None: the case was opened again since, so nobody knows


def standing(connection: Connection) -> tuple[Standing, ...]:
    """Return the judgement that stands on each case, and every dismissed finding, with its reason and its time."""
    join = "JOIN review_case c ON c.id = d.case_id "
    columns = "d.verdict, d.rules, d.note, d.decided_at - c.opened_at AS seconds"
    rows = [
        row
        for said in (_STANDING, _DISMISSED)
        for row in connection.execute(sql(f"SELECT {columns} {said.format(join=join)}"))
    ]
    return tuple(
        Standing(
            Verdict(row.verdict), tuple(json.loads(row.rules)), row.note, row.seconds if row.seconds >= 0 else None
        )
        for row in rows
    )


def case_of_post(connection: Connection, post_id: int) -> int | None:
    """Return the case of a post, None where there is none."""
    return connection.execute(select(review_case.c.id).where(review_case.c.post_id == post_id)).scalar_one_or_none()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)


def _moment_or_none(seconds: int | None) -> datetime | None:
    return None if seconds is None else _moment(seconds)

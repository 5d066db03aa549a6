"""Cases, their queue and their decisions."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Integer, and_, bindparam, exists, func, insert, literal_column, or_, select, update
from sqlalchemy import text as sql

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseFilter, CaseRow, CaseState, Decision, Verdict
from advocacy_desk.store.audit import canonical
from advocacy_desk.store.people import teams_below
from advocacy_desk.store.posts import match_query
from advocacy_desk.store.schema import (
    account,
    decision,
    employee,
    finding,
    membership,
    network,
    post,
    post_text,
    review_case,
    team,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from sqlalchemy import ColumnElement, Connection, Row

EXCERPT = 160
OPEN_STATES = (CaseState.OPEN, CaseState.CHANGES_REQUESTED, CaseState.ESCALATED)
OPENS_FROM = Severity.MINOR
_SEVERITIES = tuple(Severity)


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
    author_name: str | None  # name of the employee behind the post
    history: tuple[Decision, ...]

    def standing(self) -> Decision | None:
        """Return the newest decision on the present text that was not undone, None where there is none."""
        undone = {one.undoes for one in self.history}
        for one in reversed(self.history):
            if one.verdict is not Verdict.UNDO and one.id not in undone and one.text_hash == self.text_hash:
                return one
        return None


def ids(connection: Connection, wanted: CaseFilter) -> npt.NDArray[np.int64]:
    """Return the ids of the cases that are wanted: most severe first, among equals the longest waiting first."""
    order = (review_case.c.severity.desc(), review_case.c.opened_at, review_case.c.id)
    query = select(review_case.c.id).where(*_conditions(connection, wanted)).order_by(*order)
    return np.array(connection.execute(query).scalars().all(), dtype=np.int64)


def _conditions(connection: Connection, wanted: CaseFilter) -> list[ColumnElement[bool]]:
    states = wanted.states or OPEN_STATES
    conditions: list[ColumnElement[bool]] = [review_case.c.state.in_([str(state) for state in states])]
    if wanted.severities:
        conditions.append(review_case.c.severity.in_([one.rank for one in wanted.severities]))
    if wanted.teams:
        below = {one for wanted_team in wanted.teams for one in teams_below(connection, wanted_team)}
        authors = (
            select(post.c.id)
            .join(account, account.c.id == post.c.account_id)
            .join(membership, and_(membership.c.employee_id == account.c.employee_id, _valid_on_day()))
            .where(membership.c.team_id.in_(below))
        )
        conditions.append(review_case.c.post_id.in_(authors))
    if wanted.rule_id:
        hit = exists().where(finding.c.post_id == review_case.c.post_id, finding.c.rule_id == wanted.rule_id)
        conditions.append(hit)
    query = match_query(wanted.words)
    if query:
        hits = sql("SELECT rowid FROM post_fts WHERE post_fts MATCH :words").bindparams(bindparam("words", query))
        conditions.append(review_case.c.post_id.in_(hits.columns(literal_column("rowid", Integer))))
    return conditions


def _valid_on_day() -> ColumnElement[bool]:
    return and_(
        membership.c.valid_from <= post.c.day, or_(membership.c.valid_to.is_(None), membership.c.valid_to > post.c.day)
    )


def rows(connection: Connection, wanted: Sequence[int]) -> tuple[CaseRow, ...]:
    """Return the queue's rows of these cases, in the order asked for; cases that are gone are left out."""
    query = (
        select(
            review_case,
            network.c.key.label("network"),
            func.coalesce(employee.c.name, account.c.name, account.c.handle, "").label("author"),
            team.c.name.label("team"),
            func.substr(post_text.c.text, 1, EXCERPT).label("excerpt"),
        )
        .select_from(
            review_case.join(post, post.c.id == review_case.c.post_id)
            .join(post_text, post_text.c.post_id == post.c.id)
            .join(network, network.c.id == post.c.network_id)
            .outerjoin(account, account.c.id == post.c.account_id)
            .outerjoin(employee, employee.c.id == account.c.employee_id)
            .outerjoin(membership, and_(membership.c.employee_id == employee.c.id, _valid_on_day()))
            .outerjoin(team, team.c.id == membership.c.team_id)
        )
        .where(review_case.c.id.in_([int(one) for one in wanted]))
    )
    found = {row.id: row for row in connection.execute(query)}
    rules = _rules(connection, [row.post_id for row in found.values()])
    return tuple(_case_row(found[int(one)], rules) for one in wanted if int(one) in found)


def _rules(connection: Connection, post_ids: Sequence[int]) -> dict[int, list[str]]:
    query = (
        select(finding.c.post_id, finding.c.rule_id)
        .where(finding.c.post_id.in_(post_ids), finding.c.severity >= OPENS_FROM.rank)
        .order_by(finding.c.severity.desc(), finding.c.rule_id)
    )
    found: dict[int, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.post_id, []).append(row.rule_id)
    return found


def _case_row(row: Row[*tuple[Any, ...]], rules: dict[int, list[str]]) -> CaseRow:
    return CaseRow(
        id=row.id,
        post_id=row.post_id,
        state=CaseState(row.state),
        severity=_SEVERITIES[row.severity],
        team=row.team,
        author=row.author,
        network=row.network,
        excerpt=" ".join(row.excerpt.split()),
        rules=tuple(rules.get(row.post_id, ())),
        opened_at=_moment(row.opened_at),
        revision=row.revision,
    )


def one(connection: Connection, case_id: int) -> StoredCase | None:
    """Return one case with its history, None where there is none of that id."""
    query = (
        select(review_case, employee.c.name.label("author_name"))
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
        author_name=row.author_name,
        history=history(connection, case_id),
    )


def history(connection: Connection, case_id: int) -> tuple[Decision, ...]:
    """Return the decisions on a case, oldest first."""
    query = select(decision).where(decision.c.case_id == case_id).order_by(decision.c.id)
    return tuple(_decision(row) for row in connection.execute(query))


def _decision(row: Row[*tuple[Any, ...]]) -> Decision:
    return Decision(
        id=row.id,
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


def add(connection: Connection, new: NewDecision) -> Decision:
    """Write a decision down and move its case on."""
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
    moved = update(review_case).where(review_case.c.id == new.case_id)
    connection.execute(moved.values(state=new.state, revision=review_case.c.revision + 1))
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
    """Return the newest decision on each case that was not undone: its verdict and the rules that it was about."""
    query = sql(
        "SELECT d.verdict, d.rules FROM decision d WHERE d.verdict <> 'undo' AND d.id = ("
        "SELECT max(s.id) FROM decision s WHERE s.case_id = d.case_id AND s.verdict <> 'undo' "
        "AND s.id NOT IN (SELECT u.undoes FROM decision u WHERE u.undoes IS NOT NULL))"
    )
    return tuple((Verdict(row.verdict), json.loads(row.rules)) for row in connection.execute(query))


def case_of_post(connection: Connection, post_id: int) -> int | None:
    """Return the case of a post, None where there is none."""
    return connection.execute(select(review_case.c.id).where(review_case.c.post_id == post_id)).scalar_one_or_none()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)

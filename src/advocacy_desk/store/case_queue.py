"""The queue: which cases are asked for and in which order, and its rows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Integer, and_, bindparam, exists, func, literal_column, or_, select
from sqlalchemy import text as sql

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import JUDGEMENTS, CaseFilter, CaseRow, CaseState, Queue
from advocacy_desk.store.people import teams_below
from advocacy_desk.store.posts import match_query
from advocacy_desk.store.review import OPEN_STATES, OPENS_FROM
from advocacy_desk.store.review_tables import decision, review_case, second_opinion
from advocacy_desk.store.schema import account, employee, finding, membership, network, post, post_text, team

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from sqlalchemy import ColumnElement, Connection, Row

EXCERPT = 160
_SEVERITIES = tuple(Severity)
_HERE = review_case.c


def ids(connection: Connection, wanted: CaseFilter, now: datetime) -> npt.NDArray[np.int64]:
    """Return the ids of the cases that are wanted: overdue first, then the most severe, then the longest waiting."""
    seconds = int(now.timestamp())
    overdue = and_(_HERE.state.in_(_names(OPEN_STATES)), func.coalesce(_HERE.due_at, seconds) < seconds)
    order = (overdue.desc(), _HERE.severity.desc(), _HERE.opened_at, _HERE.id)
    query = select(_HERE.id).where(*_conditions(connection, wanted, seconds)).order_by(*order)
    return np.array(connection.execute(query).scalars().all(), dtype=np.int64)


def _names(states: Sequence[CaseState]) -> list[str]:
    return [str(state) for state in states]


def _conditions(connection: Connection, wanted: CaseFilter, seconds: int) -> list[ColumnElement[bool]]:
    conditions = _in_queue(wanted, seconds)
    if wanted.severities:
        conditions.append(_HERE.severity.in_([one.rank for one in wanted.severities]))
    if wanted.teams:
        below = {one for wanted_team in wanted.teams for one in teams_below(connection, wanted_team)}
        authors = (
            select(post.c.id)
            .join(account, account.c.id == post.c.account_id)
            .join(membership, and_(membership.c.employee_id == account.c.employee_id, _valid_on_day()))
            .where(membership.c.team_id.in_(below))
        )
        conditions.append(_HERE.post_id.in_(authors))
    if wanted.rule_id:
        conditions.append(exists().where(finding.c.post_id == _HERE.post_id, finding.c.rule_id == wanted.rule_id))
    query = match_query(wanted.words)
    if query:
        hits = sql("SELECT rowid FROM post_fts WHERE post_fts MATCH :words").bindparams(bindparam("words", query))
        conditions.append(_HERE.post_id.in_(hits.columns(literal_column("rowid", Integer))))
    return conditions


def _in_queue(wanted: CaseFilter, seconds: int) -> list[ColumnElement[bool]]:
    free = or_(_HERE.claim_ends_at.is_(None), _HERE.claim_ends_at <= seconds)
    waiting = _HERE.state.in_(_names(wanted.states or OPEN_STATES))
    if wanted.queue is Queue.MINE:
        mine = or_(_HERE.assigned_to == wanted.me, and_(_HERE.claimed_by == wanted.me, ~free))
        return [waiting, mine]
    if wanted.queue is Queue.UNASSIGNED:
        return [waiting, _HERE.assigned_to.is_(None), free]
    if wanted.queue is Queue.OVERDUE:
        return [_HERE.state.in_(_names(OPEN_STATES)), _HERE.due_at < seconds]
    if wanted.queue is Queue.SECOND_PERSON:
        return [_HERE.state == CaseState.AWAITING_SECOND]
    if wanted.queue is Queue.SECOND_OPINION:
        return _for_second_look(wanted.me)
    return [waiting]


def _for_second_look(me: str) -> list[ColumnElement[bool]]:
    """Cases drawn for a second look that somebody else has judged, and nobody has looked at again."""
    here = (decision.c.case_id == _HERE.id, decision.c.text_hash == _HERE.text_hash)
    judged = exists().where(*here, decision.c.verdict.in_([str(one) for one in JUDGEMENTS]))
    mine = exists().where(*here, decision.c.reviewer == me)
    given = exists().where(second_opinion.c.case_id == _HERE.id, second_opinion.c.text_hash == _HERE.text_hash)
    return [_HERE.is_doubled, judged, ~mine, ~given]


def _valid_on_day() -> ColumnElement[bool]:
    return and_(
        membership.c.valid_from <= post.c.day, or_(membership.c.valid_to.is_(None), membership.c.valid_to > post.c.day)
    )


def rows(connection: Connection, wanted: Sequence[int], now: datetime, *, show_author: bool) -> tuple[CaseRow, ...]:
    """Return the queue's rows of these cases, in the order asked for; cases that are gone are left out.

    Without ``show_author`` only rows of cases with a rule that depends on the author say whose post it is.
    """
    query = (
        select(
            review_case,
            network.c.key.label("network"),
            func.coalesce(employee.c.name, account.c.name, account.c.handle, "").label("author"),
            team.c.name.label("team"),
            func.substr(post_text.c.text, 1, EXCERPT).label("excerpt"),
        )
        .select_from(
            review_case.join(post, post.c.id == _HERE.post_id)
            .join(post_text, post_text.c.post_id == post.c.id)
            .join(network, network.c.id == post.c.network_id)
            .outerjoin(account, account.c.id == post.c.account_id)
            .outerjoin(employee, employee.c.id == account.c.employee_id)
            .outerjoin(membership, and_(membership.c.employee_id == employee.c.id, _valid_on_day()))
            .outerjoin(team, team.c.id == membership.c.team_id)
        )
        .where(_HERE.id.in_([int(one) for one in wanted]))
    )
    found = {row.id: row for row in connection.execute(query)}
    rules = _rules(connection, [row.post_id for row in found.values()])
    seconds = int(now.timestamp())
    return tuple(
        _case_row(found[int(one)], rules, seconds, show_author=show_author) for one in wanted if int(one) in found
    )


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


def _case_row(row: Row[*tuple[Any, ...]], rules: dict[int, list[str]], seconds: int, *, show_author: bool) -> CaseRow:
    hidden = not (show_author or row.shows_author)
    claimed = row.claim_ends_at is not None and row.claim_ends_at > seconds
    return CaseRow(
        id=row.id,
        post_id=row.post_id,
        state=CaseState(row.state),
        severity=_SEVERITIES[row.severity],
        team=row.team,
        author="" if hidden else row.author,
        author_hidden=hidden,
        network=row.network,
        excerpt=" ".join(row.excerpt.split()),
        rules=tuple(rules.get(row.post_id, ())),
        opened_at=datetime.fromtimestamp(row.opened_at, tz=UTC),
        due_at=None if row.due_at is None else datetime.fromtimestamp(row.due_at, tz=UTC),
        assigned_to=row.assigned_to,
        claimed_by=row.claimed_by if claimed else None,
        claim_ends_at=datetime.fromtimestamp(row.claim_ends_at, tz=UTC) if claimed else None,
        revision=row.revision,
    )

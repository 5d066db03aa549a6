"""Who works on a case until when, which cases are alike, and second opinions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, insert, select, update

from advocacy_desk.domain.review import JUDGEMENTS, CaseState, Verdict
from advocacy_desk.store.review import OPEN_STATES
from advocacy_desk.store.review_tables import decision, review_case, second_opinion
from advocacy_desk.store.schema import employee, finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_HERE = review_case.c


def claim(connection: Connection, case_id: int, who: str | None, until: datetime | None) -> None:
    """Note who works on a case until when, or that nobody does. The revision stays: the case itself is unchanged."""
    ends = None if until is None else int(until.timestamp())
    connection.execute(update(review_case).where(_HERE.id == case_id).values(claimed_by=who, claim_ends_at=ends))


def assign(connection: Connection, case_id: int, to: str | None) -> None:
    """Note whose task a case is, or that it is nobody's."""
    connection.execute(update(review_case).where(_HERE.id == case_id).values(assigned_to=to))


def overdue(connection: Connection, before: datetime, most: int) -> tuple[int, ...]:
    """Return the open cases that were due before a moment, the longest overdue first, at most so many."""
    late = (
        select(_HERE.id)
        .where(_HERE.state.in_([CaseState.OPEN, CaseState.AWAITING_SECOND]), _HERE.due_at < int(before.timestamp()))
        .order_by(_HERE.due_at, _HERE.id)
        .limit(most)
    )
    return tuple(connection.execute(late).scalars())


def alike(connection: Connection, case_id: int) -> tuple[int, ...]:
    """Return the waiting cases with the text and the findings of this one, itself included, in order of their ids."""
    query = (
        select(_HERE.id, finding.c.rule_id, finding.c.rule_version)
        .select_from(review_case.outerjoin(finding, finding.c.post_id == _HERE.post_id))
        .where(
            _HERE.text_hash == select(_HERE.text_hash).where(_HERE.id == case_id).scalar_subquery(),
            _HERE.state.in_([str(state) for state in OPEN_STATES]),
        )
    )
    found: dict[int, set[tuple[str, int]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.id, set()).add((row.rule_id, row.rule_version))
    same = found.get(case_id)
    return tuple(sorted(one for one, rules in found.items() if same is not None and rules == same))


def decided_together(connection: Connection, decision_id: int) -> tuple[int, ...]:
    """Return the cases that were decided with one stroke: the same person, moment, verdict and text."""
    one = decision.alias()
    together = and_(
        *(decision.c[name] == one.c[name] for name in ("reviewer", "decided_at", "verdict", "text_hash", "note"))
    )
    query = select(decision.c.case_id).join(one, together).where(one.c.id == decision_id).order_by(decision.c.case_id)
    return tuple(connection.execute(query).scalars())


def reports_of(connection: Connection, manager_id: int) -> dict[int, str]:
    """Return the people whose manager somebody is: employee -> name."""
    query = select(employee.c.id, employee.c.name).where(employee.c.manager_id == manager_id)
    return dict(connection.execute(query).all())


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a second person, who saw no verdict, would have decided."""

    case_id: int
    verdict: Verdict
    reviewer: str
    at: datetime
    note: str
    text_hash: str


def add_opinion(connection: Connection, new: Opinion) -> int:
    """Write a second opinion down; return its id."""
    values = {
        "case_id": new.case_id,
        "verdict": new.verdict,
        "reviewer": new.reviewer,
        "given_at": int(new.at.timestamp()),
        "note": new.note,
        "text_hash": bytes.fromhex(new.text_hash),
    }
    return int(connection.execute(insert(second_opinion).values(values).returning(second_opinion.c.id)).scalar_one())


def has_opinion(connection: Connection, case_id: int, text_hash: str) -> bool:
    """Whether somebody has looked a second time at this text."""
    here = (second_opinion.c.case_id == case_id, second_opinion.c.text_hash == bytes.fromhex(text_hash))
    return bool(connection.execute(select(exists().where(*here))).scalar_one())


def double_verdicts(connection: Connection, rule_id: str | None = None) -> Sequence[tuple[Verdict, Verdict]]:
    """Return (first judgement, second opinion) on each text that two people judged, of all rules or of one."""
    said = decision.alias()
    first = (
        select(func.min(said.c.id))
        .where(
            said.c.case_id == second_opinion.c.case_id,
            said.c.text_hash == second_opinion.c.text_hash,
            said.c.verdict.in_([str(one) for one in JUDGEMENTS]),
        )
        .correlate(second_opinion)
        .scalar_subquery()
    )
    query = (
        select(decision.c.verdict.label("first"), second_opinion.c.verdict.label("second"))
        .select_from(second_opinion.join(decision, decision.c.id == first))
        .order_by(second_opinion.c.id)
    )
    if rule_id is not None:
        about = select(_HERE.id).join(finding, finding.c.post_id == _HERE.post_id).where(finding.c.rule_id == rule_id)
        query = query.where(second_opinion.c.case_id.in_(about))
    return [(Verdict(row.first), Verdict(row.second)) for row in connection.execute(query)]

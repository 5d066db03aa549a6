"""Which state each rule is in, as an append-only log: the newest entry of a rule holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from advocacy_desk.domain.rules import RuleChange
from advocacy_desk.store.schema import rule_state

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


def add(connection: Connection, change: RuleChange) -> None:
    """Write a step down."""
    values = {
        "rule_id": change.rule_id,
        "version": change.version,
        "rule_hash": change.rule_hash,
        "status": change.status,
        "note": change.note,
        "set_by": change.by,
        "set_at": int(change.at.timestamp()),
    }
    connection.execute(insert(rule_state).values(values))


def latest(connection: Connection) -> dict[str, RuleChange]:
    """Return the step that holds for every rule that somebody has put into a state here."""
    newest = select(func.max(rule_state.c.id)).group_by(rule_state.c.rule_id)
    query = select(rule_state).where(rule_state.c.id.in_(newest)).order_by(rule_state.c.rule_id)
    return {row.rule_id: _change(row) for row in connection.execute(query)}


def history(connection: Connection, rule_id: str | None = None) -> tuple[RuleChange, ...]:
    """Return the steps of one rule, or of all, oldest first."""
    query = select(rule_state).order_by(rule_state.c.id)
    if rule_id is not None:
        query = query.where(rule_state.c.rule_id == rule_id)
    return tuple(_change(row) for row in connection.execute(query))


def _change(row: Row[*tuple[Any, ...]]) -> RuleChange:
    return RuleChange(
        rule_id=row.rule_id,
        version=row.version,
        rule_hash=row.rule_hash,
        status=row.status,
        note=row.note,
        by=row.set_by,
        at=datetime.fromtimestamp(row.set_at, tz=UTC),
    )

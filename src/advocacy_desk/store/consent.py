"""The log of consents: entries are added, never changed; the newest of a person and a purpose holds.

``allowed`` is the one place that decides for whom a purpose may happen; the rule itself is ``domain.consent.standing``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, or_, select

from advocacy_desk.domain.consent import OBJECTED, Purpose, Said, Standing, Why, standing
from advocacy_desk.store.people_tables import consent_entry
from advocacy_desk.store.schema import account, employee, employee_tag, network

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Row

EPOCH = date(1970, 1, 1).toordinal()
_Log = dict[tuple[int | None, Purpose], Said]


def record(connection: Connection, employees: Iterable[int | None], said: Said) -> None:
    """Add an entry for each of these people; None stands for a basis that covers the whole workspace."""
    values = {"purpose": said.purpose, "given": said.given, "source": said.source, "said_by": said.by}
    rows = [{**values, "employee_id": one, "said_at": int(said.at.timestamp())} for one in employees]
    if rows:
        connection.execute(insert(consent_entry), rows)


def allowed(connection: Connection, purpose: Purpose, today: date) -> frozenset[int]:
    """Return the employees for whom a purpose may happen: three statements, however many people."""
    log = _newest(connection, purpose)
    frozen = objectors(connection, today)
    basis = log.get((None, purpose))
    everybody = connection.execute(select(employee.c.id)).scalars()
    return frozenset(
        one for one in everybody if standing(purpose, log.get((one, purpose)), basis, objected=one in frozen).allowed
    )


def refused(connection: Connection, purpose: Purpose, today: date) -> frozenset[int]:
    """Return for whom a purpose must not happen because somebody said so; who was never asked is not among them."""
    log, frozen = _newest(connection, purpose), objectors(connection, today)
    basis = log.get((None, purpose))
    everybody = connection.execute(select(employee.c.id)).scalars()
    found = {one: standing(purpose, log.get((one, purpose)), basis, objected=one in frozen) for one in everybody}
    return frozenset(one for one, stands in found.items() if not stands.allowed and stands.why is not Why.UNASKED)


def objectors(connection: Connection, today: date) -> frozenset[int]:
    """Return who objected: their score and suggestions are frozen, and nothing but the import happens."""
    day = today.toordinal() - EPOCH
    holds = or_(employee_tag.c.until.is_(None), employee_tag.c.until >= day)
    return frozenset(
        connection.execute(select(employee_tag.c.employee_id).where(employee_tag.c.name == OBJECTED, holds)).scalars()
    )


def standings(connection: Connection, employee_id: int, today: date) -> tuple[Standing, ...]:
    """Return what may happen for one person, every purpose, and why."""
    log = _newest(connection, employee_id=employee_id)
    objected = employee_id in objectors(connection, today)
    return tuple(standing(one, log.get((employee_id, one)), log.get((None, one)), objected=objected) for one in Purpose)


def bases(connection: Connection) -> tuple[Said, ...]:
    """Return what covers the whole workspace, the newest entry of each purpose."""
    log = _newest(connection)
    return tuple(log[None, one] for one in Purpose if (None, one) in log)


def history(connection: Connection, employee_id: int) -> tuple[Said, ...]:
    """Return all entries about a person, newest first."""
    wanted = select(consent_entry).where(consent_entry.c.employee_id == employee_id)
    return tuple(_said(row) for row in connection.execute(wanted.order_by(consent_entry.c.id.desc())))


def closed_accounts(connection: Connection) -> frozenset[tuple[str, str]]:
    """Return network and handle key of the accounts of people whose posts must not be imported."""
    may = allowed(connection, Purpose.IMPORT, date.max)
    wanted = (
        select(network.c.key, account.c.handle_key, account.c.employee_id)
        .join_from(account, network)
        .where(account.c.employee_id.is_not(None))
    )
    return frozenset((row.key, row.handle_key) for row in connection.execute(wanted) if row.employee_id not in may)


def _newest(connection: Connection, purpose: Purpose | None = None, employee_id: int | None = None) -> _Log:
    newest = select(func.max(consent_entry.c.id)).group_by(consent_entry.c.employee_id, consent_entry.c.purpose)
    if purpose is not None:
        newest = newest.where(consent_entry.c.purpose == purpose)
    if employee_id is not None:
        newest = newest.where(or_(consent_entry.c.employee_id == employee_id, consent_entry.c.employee_id.is_(None)))
    rows = connection.execute(select(consent_entry).where(consent_entry.c.id.in_(newest)))
    return {(row.employee_id, Purpose(row.purpose)): _said(row) for row in rows}


def _said(row: Row[tuple[object, ...]]) -> Said:
    return Said(
        purpose=Purpose(row.purpose),
        given=bool(row.given),
        source=row.source,
        by=row.said_by,
        at=datetime.fromtimestamp(row.said_at, tz=UTC),
    )

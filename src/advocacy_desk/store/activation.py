"""What was offered to people and asked of them, and what the care for them is counted from."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, func, insert, select, update

from advocacy_desk.domain.activation import Activation, Agreement, Care, Compensation, Load
from advocacy_desk.store.accounts import check_again
from advocacy_desk.store.people_tables import activation
from advocacy_desk.store.schema import account, employee, post, workspace_meta

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

EPOCH = date(1970, 1, 1).toordinal()
_CARE = "care"


def activations(connection: Connection, employee_id: int | None = None) -> tuple[Activation, ...]:
    """Return activations, the newest first, of one person or all."""
    query = (
        select(activation, employee.c.name)
        .join_from(activation, employee)
        .order_by(activation.c.valid_from.desc(), activation.c.id.desc())
    )
    if employee_id is not None:
        query = query.where(activation.c.employee_id == employee_id)
    return tuple(
        Activation(
            id=row.id,
            employee_id=row.employee_id,
            employee=row.name,
            lever=row.lever,
            first=date.fromordinal(row.valid_from + EPOCH),
            last=date.fromordinal(row.valid_to + EPOCH),
            owner=row.owner,
            agreement=Agreement(row.agreement),
            compensation=Compensation(row.compensation),
            outcome=row.outcome,
        )
        for row in connection.execute(query)
    )


def add(connection: Connection, new: Activation, by: str, at: datetime) -> int:
    """Add an activation (its id does not count) and have the person's posts checked again where money or goods flow."""
    values = {
        "employee_id": new.employee_id,
        "lever": new.lever,
        "valid_from": new.first.toordinal() - EPOCH,
        "valid_to": new.last.toordinal() - EPOCH,
        "owner": new.owner,
        "agreement": new.agreement,
        "compensation": new.compensation,
        "outcome": new.outcome,
        "set_by": by,
        "set_at": int(at.timestamp()),
    }
    added = connection.execute(insert(activation).values(values).returning(activation.c.id)).scalar_one()
    _check(connection, new.employee_id, new.compensation)
    return int(added)


def settle(connection: Connection, activation_id: int, agreement: Agreement, outcome: str) -> bool:
    """Write down what the person said and what came of it; return whether there is such an activation."""
    here = activation.c.id == activation_id
    found = connection.execute(select(activation.c.employee_id, activation.c.compensation).where(here)).first()
    if found is None:
        return False
    connection.execute(update(activation).where(here).values(agreement=agreement, outcome=outcome))
    _check(connection, found.employee_id, found.compensation)
    return True


def _check(connection: Connection, employee_id: int, compensation: str) -> None:
    if compensation != Compensation.NONE:
        owned = connection.execute(select(account.c.id).where(account.c.employee_id == employee_id)).scalars().all()
        if owned:
            check_again(connection, owned)


def load(connection: Connection, employee_id: int, day: date, care: Care) -> Load:
    """Return what a person was asked for in the days of the cap up to ``day``.

    A post counts as asked for where it lies within an activation that the person agreed to.
    """
    last = day.toordinal() - EPOCH
    first = last - care.days + 1
    mine = activation.c.employee_id == employee_id
    asks = select(func.count()).where(mine, activation.c.valid_from.between(first, last))
    asked_for = exists().where(
        mine,
        activation.c.agreement == Agreement.AGREED,
        activation.c.valid_from <= post.c.day,
        activation.c.valid_to >= post.c.day,
    )
    theirs = and_(account.c.employee_id == employee_id, post.c.day.between(first, last))
    posts = select(func.count()).select_from(post.join(account, account.c.id == post.c.account_id)).where(theirs)
    asked = int(connection.execute(posts.where(asked_for)).scalar_one())
    return Load(
        asks=int(connection.execute(asks).scalar_one()),
        asked_posts=asked,
        own_posts=int(connection.execute(posts).scalar_one()) - asked,
    )


def asks(connection: Connection, day: date, care: Care) -> dict[int, int]:
    """Return employee -> asks in the days of the cap up to ``day``; who was not asked is not in it."""
    last = day.toordinal() - EPOCH
    query = (
        select(activation.c.employee_id, func.count())
        .where(activation.c.valid_from.between(last - care.days + 1, last))
        .group_by(activation.c.employee_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def care(connection: Connection) -> Care:
    """Return the care settings of the workspace."""
    kept = connection.execute(select(workspace_meta.c.value).where(workspace_meta.c.key == _CARE)).scalar()
    return Care(**json.loads(kept)) if kept else Care()


def keep_care(connection: Connection, wanted: Care) -> None:
    """Replace the care settings of the workspace."""
    connection.execute(delete(workspace_meta).where(workspace_meta.c.key == _CARE))
    connection.execute(insert(workspace_meta).values(key=_CARE, value=json.dumps(asdict(wanted))))

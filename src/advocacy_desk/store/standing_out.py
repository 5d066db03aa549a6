"""Rated traits, authority outside social media, and former names of accounts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from advocacy_desk.domain.standing_out import Authority, AuthorityKind, Rating, Trait
from advocacy_desk.store.people_tables import authority, former_handle, trait_rating
from advocacy_desk.store.schema import account

if TYPE_CHECKING:
    from sqlalchemy import Connection

EPOCH = date(1970, 1, 1).toordinal()


def rate(connection: Connection, employee_id: int, rating: Rating) -> None:
    """Add a rating; earlier ones stay."""
    values = {
        "employee_id": employee_id,
        "trait": rating.trait,
        "rating": rating.rating,
        "reason": rating.reason,
        "set_by": rating.by,
        "set_at": int(rating.at.timestamp()),
    }
    connection.execute(insert(trait_rating).values(values))


def ratings(connection: Connection, employee_id: int) -> tuple[Rating, ...]:
    """Return all ratings of a person, newest first."""
    query = select(trait_rating).where(trait_rating.c.employee_id == employee_id).order_by(trait_rating.c.id.desc())
    return tuple(
        Rating(
            trait=Trait(row.trait),
            rating=row.rating,
            reason=row.reason,
            by=row.set_by,
            at=datetime.fromtimestamp(row.set_at, tz=UTC),
        )
        for row in connection.execute(query)
    )


def add_authority(connection: Connection, employee_id: int, new: Authority, at: datetime) -> None:
    """Add a piece of authority; its id does not count."""
    values = {
        "employee_id": employee_id,
        "kind": new.kind,
        "title": new.title,
        "evidence": new.evidence,
        "day": None if new.day is None else new.day.toordinal() - EPOCH,
        "set_by": new.by,
        "set_at": int(at.timestamp()),
    }
    connection.execute(insert(authority).values(values))


def authorities(connection: Connection, employee_id: int) -> tuple[Authority, ...]:
    """Return a person's authority elsewhere, newest first."""
    query = select(authority).where(authority.c.employee_id == employee_id).order_by(authority.c.id.desc())
    return tuple(
        Authority(
            id=row.id,
            kind=AuthorityKind(row.kind),
            title=row.title,
            evidence=row.evidence,
            day=None if row.day is None else date.fromordinal(row.day + EPOCH),
            by=row.set_by,
        )
        for row in connection.execute(query)
    )


def add_former_handle(
    connection: Connection, account_id: int, handle: str, until: date | None, by: str, at: datetime
) -> None:
    """Write down that an account was called otherwise."""
    values = {
        "account_id": account_id,
        "handle": handle,
        "until": None if until is None else until.toordinal() - EPOCH,
        "set_by": by,
        "set_at": int(at.timestamp()),
    }
    connection.execute(insert(former_handle).values(values))


def former_handles(connection: Connection, employee_id: int) -> tuple[tuple[int, str, date | None], ...]:
    """Return account, former handle and the last day of it, of all accounts of a person."""
    query = (
        select(former_handle.c.account_id, former_handle.c.handle, former_handle.c.until)
        .join_from(former_handle, account)
        .where(account.c.employee_id == employee_id)
        .order_by(former_handle.c.id)
    )
    return tuple(
        (row.account_id, row.handle, None if row.until is None else date.fromordinal(row.until + EPOCH))
        for row in connection.execute(query)
    )

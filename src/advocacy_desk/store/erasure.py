"""Erases a person: every row that leads to them goes, found by following the schema; sums of closed months stay.

What has no key is looked for: unreadable records that quote them, mentions by others, and their name where it stands
under something that they did. Entries of the audit trail lose what tells of the person and keep their place: the entry
about the erasure, itself in the chain, lists which ones, so that any other change still shows.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Text, and_, delete, false, func, insert, or_, select, update
from sqlalchemy import text as sql

from advocacy_desk.domain.erasure import ERASED, Totals
from advocacy_desk.store import audit
from advocacy_desk.store.erasure_tables import erased_total
from advocacy_desk.store.import_tables import import_problem
from advocacy_desk.store.my_data import known_words, owned_rows, quoting, told_of
from advocacy_desk.store.people import day_number
from advocacy_desk.store.review_tables import decision, review_case
from advocacy_desk.store.schema import (
    account,
    audit_entry,
    employee,
    hashtag,
    membership,
    metadata,
    post,
    post_hashtag,
    post_mention,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Table

SUMS = ("impressions", "reach", "reactions", "comments", "shares", "clicks")
EPOCH = date(1970, 1, 1).toordinal()
_ACTORS = frozenset({"actor", "reviewer", "by", "assigned_to"})


def totals(connection: Connection) -> Totals:
    """Return how many people and posts there are, and how many posts of erased people are kept as numbers."""
    kept = select(func.coalesce(func.sum(erased_total.c.posts), 0)).where(erased_total.c.network_id.is_(None))
    return Totals(
        people=int(connection.execute(select(func.count()).select_from(employee)).scalar_one()),
        posts=int(connection.execute(select(func.count()).select_from(post)).scalar_one()),
        kept_posts=int(connection.execute(kept).scalar_one()),
    )


def erase(connection: Connection, employee_id: int, *, by: str, at: datetime) -> dict[str, int]:
    """Erase an employee in the caller's write transaction; return how many rows of each table went."""
    connection.execute(sql("PRAGMA secure_delete=ON"))
    owned = owned_rows(employee_id)
    known = known_words(connection, employee_id)
    _keep_sums(connection, employee_id, owned, at.date())
    entries, decisions = _redact(connection, employee_id, owned, known)
    _forget_words(connection, owned)
    gone = _forget_elsewhere(connection, employee_id, owned, known)
    for table in reversed(metadata.sorted_tables):  # what points to a row goes before it
        if table in owned:
            gone[table.name] = connection.execute(delete(table).where(owned[table])).rowcount
    connection.execute(delete(hashtag).where(hashtag.c.id.not_in(select(post_hashtag.c.hashtag_id))))
    details = {"entries": entries, "decisions": decisions, "posts": gone.get("post", 0)}
    audit.append(connection, actor=by, action=audit.ERASURE, subject="employee", details=details, at=at)
    return {name: count for name, count in gone.items() if count}


# --- what stays ------------------------------------------------------------------------------------------------------


def _keep_sums(connection: Connection, employee_id: int, owned: Mapping[Table, ColumnElement[bool]], now: date) -> None:
    """Add the person's posts in closed months to what is kept of everybody who was erased."""
    figures = (post.c.day, post.c.network_id, *(post.c[name] for name in SUMS))
    written = connection.execute(select(*figures).where(owned[post], post.c.day.is_not(None))).all()
    sums: dict[tuple[int, int | None], list[int | None]] = {}
    for row in written:
        month = _month(row.day)
        for network in (row.network_id, None):
            one = sums.setdefault((month, network), [0, *[None] * len(SUMS)])
            one[0] = (one[0] or 0) + 1
            for place, value in enumerate(row[2:], start=1):
                if value is not None:
                    one[place] = (one[place] or 0) + value
    employed = _employed(connection, employee_id, owned, now)
    for month in employed:
        sums.setdefault((month, None), [0, *[None] * len(SUMS)])
    for (month, network), values in sums.items():
        if month < _month(day_number(now)):
            people = int(network is None and month in employed)
            _add(connection, month, network, [people, int(bool(values[0])), *values])


def _employed(
    connection: Connection, employee_id: int, owned: Mapping[Table, ColumnElement[bool]], now: date
) -> set[int]:
    """Return the closed months on whose last day the person was employed; from the first post on, where unknown."""
    spans = connection.execute(
        select(membership.c.valid_from, membership.c.valid_to).where(membership.c.employee_id == employee_id)
    ).all()
    first = connection.execute(select(func.min(post.c.day)).where(owned[post])).scalar()
    month = _month(max(min((span.valid_from for span in spans), default=day_number(now)), first or 0))
    found = set()
    while month < _month(day_number(now)):
        following = _month(month + 31)
        last = following - 1
        if any(span.valid_from <= last and (span.valid_to is None or span.valid_to > last) for span in spans):
            found.add(month)
        month = following
    return found


def _add(connection: Connection, month: int, network: int | None, values: Sequence[int | None]) -> None:
    names = ("people", "participants", "posts", *SUMS)
    here = and_(erased_total.c.month == month, erased_total.c.network_id.is_not_distinct_from(network))
    before = connection.execute(select(erased_total).where(here)).mappings().first()
    if before is None:
        row = {"month": month, "network_id": network, **dict(zip(names, values, strict=True))}
        connection.execute(insert(erased_total).values(row))
        return
    summed = {
        name: before[name] if value is None else (before[name] or 0) + value
        for name, value in zip(names, values, strict=True)
    }
    connection.execute(update(erased_total).where(here).values(summed))


def _month(day: int) -> int:
    return date.fromordinal(day + EPOCH).replace(day=1).toordinal() - EPOCH


# --- what tells of the person without a key --------------------------------------------------------------------------


def _redact(
    connection: Connection, employee_id: int, owned: Mapping[Table, ColumnElement[bool]], known: Sequence[str]
) -> tuple[list[int], list[int]]:
    """Take the person out of the audit trail and from under what they did; return which entries and decisions changed.

    Of an entry about the person only its time and kind stay; of what they did themselves only their name goes.
    """
    about = connection.execute(select(audit_entry.c.id).where(told_of(owned, employee_id))).scalars().all()
    own = connection.execute(select(audit_entry.c.id).where(audit_entry.c.actor.in_(known))).scalars().all()
    gone = connection.execute(
        select(decision.c.id).where(decision.c.case_id.in_(select(review_case.c.id).where(owned[review_case])))
    ).scalars()
    signed = connection.execute(select(decision.c.id).where(decision.c.reviewer.in_(known))).scalars()
    decisions = sorted({*gone, *signed})
    connection.execute(
        update(audit_entry).where(audit_entry.c.id.in_(about)).values(subject=ERASED, details=audit.canonical({}))
    )
    for table in metadata.sorted_tables:
        for column in table.c:
            is_name = column.name in _ACTORS or column.name.endswith("_by")
            if isinstance(column.type, Text) and is_name:
                connection.execute(update(table).where(column.in_(known)).values({column.name: ERASED}))
    return sorted({*about, *own}), decisions


def _forget_words(connection: Connection, owned: Mapping[Table, ColumnElement[bool]]) -> None:
    """Take the texts out of the full-text index, which needs them once more for that."""
    posts = connection.execute(select(post.c.id).where(owned[post])).scalars().all()
    if posts:
        connection.execute(
            sql(
                "INSERT INTO post_fts (post_fts, rowid, body) SELECT 'delete', id, body FROM post_search WHERE id = :id"
            ),
            [{"id": number} for number in posts],
        )


def _forget_elsewhere(
    connection: Connection, employee_id: int, owned: Mapping[Table, ColumnElement[bool]], known: Sequence[str]
) -> dict[str, int]:
    """Remove what quotes or names the person in rows of others."""
    handles = connection.execute(select(account.c.handle_key).where(owned[account])).scalars().all()
    proposed = and_(account.c.proposed_id == employee_id, account.c.employee_id.is_distinct_from(employee_id))
    connection.execute(update(account).where(proposed).values(proposed_id=None, reasons=None, strength=None))
    quoted = delete(import_problem).where(or_(false(), quoting(import_problem.c.raw, [*known, *handles])))
    named = delete(post_mention).where(post_mention.c.handle_key.in_(handles))
    return {
        "import_problem": connection.execute(quoted).rowcount,
        "post_mention": connection.execute(named).rowcount,
    }

"""Employees as lists and pages show them, their teams and their tags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, or_, select

from advocacy_desk.domain.authors import Authors
from advocacy_desk.domain.people import FIXED_TAGS, Account, PeopleFilter, Person, Tag, Team
from advocacy_desk.intake import fold
from advocacy_desk.store import accounts
from advocacy_desk.store.people_tables import activation
from advocacy_desk.store.review_tables import review_case
from advocacy_desk.store.schema import account, employee, employee_tag, membership, post, team

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Row

    from advocacy_desk.domain.tiers import TierSet

EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Return a calendar day as the schema stores it: days since 1970-01-01."""
    return day.toordinal() - EPOCH


def _valid_on(day: int) -> ColumnElement[bool]:
    return (membership.c.valid_from <= day) & or_(membership.c.valid_to.is_(None), membership.c.valid_to > day)


def people(connection: Connection, wanted: PeopleFilter, tiers: TierSet, today: date) -> tuple[Person, ...]:
    """Return the employees who are wanted, by name, with the team they are in on ``today``."""
    day = day_number(today)
    query = (
        select(employee, team.c.id.label("team_id"), team.c.name.label("team"))
        .select_from(
            employee.outerjoin(membership, (membership.c.employee_id == employee.c.id) & _valid_on(day)).outerjoin(
                team, team.c.id == membership.c.team_id
            )
        )
        .order_by(employee.c.name, employee.c.id)
    )
    if wanted.team_id is not None:
        query = query.where(team.c.id.in_(teams_below(connection, wanted.team_id)))
    if wanted.tag is not None:
        query = query.where(employee.c.id.in_(_holders(wanted.tag, day)))
    rows = connection.execute(query).all()
    built = _build(connection, rows, tiers, day)
    words = fold(wanted.words).casefold().split()
    return tuple(person for person in built if not words or _has(person, words))


def person(connection: Connection, employee_id: int, tiers: TierSet, today: date) -> Person | None:
    """Return one employee, None where there is none of that id."""
    day = day_number(today)
    query = (
        select(employee, team.c.id.label("team_id"), team.c.name.label("team"))
        .select_from(
            employee.outerjoin(membership, (membership.c.employee_id == employee.c.id) & _valid_on(day)).outerjoin(
                team, team.c.id == membership.c.team_id
            )
        )
        .where(employee.c.id == employee_id)
    )
    return next(iter(_build(connection, connection.execute(query).all(), tiers, day)), None)


def _holders(tag: str, day: int) -> ColumnElement[int]:
    held = select(employee_tag.c.employee_id).where(employee_tag.c.name == tag, _still(day))
    return held.scalar_subquery()


def _still(day: int) -> ColumnElement[bool]:
    return or_(employee_tag.c.until.is_(None), employee_tag.c.until >= day)


def _build(
    connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]], tiers: TierSet, day: int
) -> tuple[Person, ...]:
    only = [row.id for row in rows] if len(rows) == 1 else None
    owned = accounts.owned(connection, only)
    tags = _tags(connection, only, day)
    last = _last_posts(connection, only)
    return tuple(_person(row, owned.get(row.id, ()), tags.get(row.id, ()), last, tiers) for row in rows)


def _person(
    row: Row[*tuple[Any, ...]],
    owned: Sequence[Account],
    tags: Iterable[Tag],
    last: Mapping[int, int],
    tiers: TierSet,
) -> Person:
    followers = max((one.followers for one in owned if one.followers is not None), default=None)
    seconds = last.get(row.id)
    return Person(
        id=row.id,
        number=row.number or "",
        name=row.name,
        email=row.email,
        team_id=row.team_id,
        team=row.team,
        location=row.location,
        position=row.position,
        language=row.language,
        accounts=tuple(owned),
        tags=tuple(tags),
        tier=tiers.of(followers),
        posts=sum(one.posts for one in owned),
        last_post=None if seconds is None else datetime.fromtimestamp(seconds, tz=UTC),
    )


def _last_posts(connection: Connection, only: Sequence[int] | None) -> dict[int, int]:
    """Return employee -> epoch seconds of the newest post; one index look-up an account, however many posts."""
    newest = (
        select(post.c.published_at)
        .where(post.c.account_id == account.c.id, post.c.day.is_not(None))
        .order_by(post.c.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(account.c.employee_id, newest.label("at")).where(account.c.employee_id.is_not(None))
    if only is not None:
        query = query.where(account.c.employee_id.in_(only))
    last: dict[int, int] = {}
    for row in connection.execute(query):
        if row.at is not None:
            last[row.employee_id] = max(row.at, last.get(row.employee_id, row.at))
    return last


def _tags(connection: Connection, only: Sequence[int] | None, day: int) -> dict[int, list[Tag]]:
    query = select(employee_tag).where(_still(day)).order_by(employee_tag.c.name)
    if only is not None:
        query = query.where(employee_tag.c.employee_id.in_(only))
    found: dict[int, list[Tag]] = {}
    for row in connection.execute(query):
        tag = Tag(
            name=row.name,
            by=row.set_by,
            at=datetime.fromtimestamp(row.set_at, tz=UTC),
            reason=row.reason,
            until=None if row.until is None else date.fromordinal(row.until + EPOCH),
        )
        found.setdefault(row.employee_id, []).append(tag)
    return found


def _has(person: Person, words: Sequence[str]) -> bool:
    parts = (person.name, person.number, person.email, person.position, person.location, person.team)
    handles = (one.handle for one in person.accounts)
    searched = fold("\n".join(part for part in (*parts, *handles) if part)).casefold()
    return all(word in searched for word in words)


def find(connection: Connection, who: str) -> tuple[int, ...]:
    """Return the employees meant by a number, an e-mail or a full name: none, one, or several namesakes."""
    meant = who.strip()
    for column, value in ((employee.c.number, meant), (employee.c.email, meant.lower()), (employee.c.name, meant)):
        found = connection.execute(select(employee.c.id).where(column == value).order_by(employee.c.id)).scalars().all()
        if found:
            return tuple(int(one) for one in found)
    return ()


def name_of(connection: Connection, employee_id: int) -> str:
    """Return the name of an employee who exists."""
    return str(connection.execute(select(employee.c.name).where(employee.c.id == employee_id)).scalar_one())


def names(connection: Connection) -> tuple[str, ...]:
    """Return the names of all employees, in order."""
    return tuple(connection.execute(select(employee.c.name).distinct().order_by(employee.c.name)).scalars())


@dataclass(frozen=True, slots=True)
class Reached:
    """How an author can be written to; None where it is not known."""

    email: str | None
    language: str | None


def author_of_case(connection: Connection, case_id: int) -> Reached:
    """Return how the author of a case's post can be reached."""
    query = (
        select(employee.c.email, employee.c.language)
        .select_from(
            review_case.join(post, post.c.id == review_case.c.post_id)
            .join(account, account.c.id == post.c.account_id)
            .join(employee, employee.c.id == account.c.employee_id)
        )
        .where(review_case.c.id == case_id)
    )
    row = connection.execute(query).first()
    return Reached(None, None) if row is None else Reached(row.email, row.language)


def teams(connection: Connection, today: date) -> tuple[Team, ...]:
    """Return the teams by name, with how many people are in each on ``today``, teams below not counted."""
    member = (membership.c.team_id == team.c.id) & _valid_on(day_number(today))
    query = (
        select(team.c.id, team.c.name, team.c.parent_id, func.count(membership.c.id).label("people"))
        .select_from(team.outerjoin(membership, member))
        .group_by(team.c.id, team.c.name, team.c.parent_id)
        .order_by(team.c.name)
    )
    return tuple(
        Team(id=row.id, name=row.name, parent_id=row.parent_id, people=row.people) for row in connection.execute(query)
    )


def teams_below(connection: Connection, team_id: int) -> tuple[int, ...]:
    """Return a team with all teams below it."""
    above = dict(connection.execute(select(team.c.id, team.c.parent_id)).all())
    found, size = {team_id}, 0
    while size < len(found):
        size = len(found)
        found |= {one for one, parent in above.items() if parent in found}
    return tuple(sorted(found))


def tag_names(connection: Connection) -> tuple[str, ...]:
    """Return the fixed tags, then all others that are in use, by name."""
    used = connection.execute(select(employee_tag.c.name).distinct().order_by(employee_tag.c.name)).scalars().all()
    return (*FIXED_TAGS, *(name for name in used if name not in FIXED_TAGS))


def tag(connection: Connection, employee_ids: Iterable[int], name: str, values: Tag) -> tuple[int, ...]:
    """Set a tag; return the employees who did not have it. Who has it already keeps who, when and why."""
    wanted = tuple(dict.fromkeys(employee_ids))
    holders = set(connection.execute(select(employee_tag.c.employee_id).where(employee_tag.c.name == name)).scalars())
    rows = [
        {
            "employee_id": one,
            "name": name,
            "set_by": values.by,
            "set_at": int(values.at.timestamp()),
            "reason": values.reason,
            "until": None if values.until is None else day_number(values.until),
        }
        for one in wanted
        if one not in holders
    ]
    if rows:
        connection.execute(insert(employee_tag), rows)
    return tuple(one for one in wanted if one not in holders)


def untag(connection: Connection, employee_ids: Iterable[int], name: str) -> dict[int, Tag]:
    """Take a tag away; return what was taken, by employee."""
    taken: dict[int, Tag] = {}
    for one in dict.fromkeys(employee_ids):
        for held in _tags(connection, [one], -EPOCH).get(one, ()):
            if held.name == name:
                taken[one] = held
        here = (employee_tag.c.employee_id == one) & (employee_tag.c.name == name)
        connection.execute(delete(employee_tag).where(here))
    return taken


def author_facts(connection: Connection, today: date) -> Authors:
    """Return what rules may ask about the author behind each matched account, and what was paid for when."""
    member = (membership.c.employee_id == employee.c.id) & _valid_on(day_number(today))
    query = select(
        account.c.id, account.c.handle, employee.c.position, employee.c.location, team.c.name.label("team")
    ).select_from(
        account.join(employee, employee.c.id == account.c.employee_id)
        .outerjoin(membership, member)
        .outerjoin(team, team.c.id == membership.c.team_id)
    )
    facts: dict[int, dict[str, str]] = {}
    for row in connection.execute(query):
        known = {"handle": row.handle, "position": row.position, "location": row.location, "team": row.team}
        facts[row.id] = {key: value for key, value in known.items() if value}
    return Authors(facts, _paid(connection))


def _paid(connection: Connection) -> dict[int, tuple[tuple[date, date, str], ...]]:
    """Return account -> days with a compensation of its owner, unless they declined."""
    query = (
        select(account.c.id, activation.c.valid_from, activation.c.valid_to, activation.c.compensation)
        .join_from(account, activation, activation.c.employee_id == account.c.employee_id)
        .where(activation.c.compensation != "none", activation.c.agreement != "declined")
        .order_by(activation.c.id)
    )
    paid: dict[int, tuple[tuple[date, date, str], ...]] = {}
    for row in connection.execute(query):
        first, last = (date.fromordinal(day + EPOCH) for day in (row.valid_from, row.valid_to))
        paid[row.id] = (*paid.get(row.id, ()), (first, last, row.compensation))
    return paid


def exists(connection: Connection, employee_ids: Iterable[int]) -> bool:
    """Whether all of these employees exist."""
    wanted = set(employee_ids)
    found = connection.execute(select(func.count()).where(employee.c.id.in_(wanted))).scalar_one()
    return int(found) == len(wanted)

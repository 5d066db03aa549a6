"""What the score of influencers is counted from: the people, posts, mentions and hashtags of a period, as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from sqlalchemy import func, or_, select
from sqlalchemy import text as sql

from advocacy_desk.analysis.influence import HASHTAGS, MENTIONS, PEOPLE, POSTS, Signals
from advocacy_desk.analysis.suggestions import Job
from advocacy_desk.domain.posts import PostFilter
from advocacy_desk.store import posts
from advocacy_desk.store.people import day_number
from advocacy_desk.store.people_tables import authority
from advocacy_desk.store.schema import employee, employee_tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from advocacy_desk.domain.period import Period

OBJECTED = "objected"
NOBODY_BEFORE = -36_525  # days: a membership from before 1870 stands for an unknown first day

_PEOPLE = """
SELECT m.employee_id, min(m.valid_from), max(coalesce(m.valid_to - 1, :last)), EXISTS (
  SELECT 1 FROM employee_tag t
  WHERE t.employee_id = m.employee_id AND t.name = :objected AND (t.until IS NULL OR t.until >= :today))
FROM membership m WHERE m.valid_from <= :last
GROUP BY m.employee_id HAVING max(coalesce(m.valid_to - 1, :last)) >= :first
"""
# Whoever was no known employee on the day of the post counts as one outsider per account.
_POSTS = """
SELECT p.id, coalesce(m.employee_id, -p.account_id), p.day, p.published_at, p.kind, p.reactions, p.comments, p.followers
FROM post p JOIN account a ON a.id = p.account_id
LEFT JOIN membership m ON m.employee_id = a.employee_id AND a.state = 'accepted'
  AND m.valid_from <= p.day AND (m.valid_to IS NULL OR m.valid_to > p.day)
WHERE p.day BETWEEN :first AND :last
"""
# A handle means an account of the network on which it is written.
_MENTIONS = """
SELECT DISTINCT p.id, a.employee_id
FROM post p JOIN post_mention n ON n.post_id = p.id
JOIN account a ON a.network_id = p.network_id AND a.handle_key = n.handle_key
WHERE p.day BETWEEN :first AND :last AND a.state = 'accepted' AND a.employee_id IS NOT NULL
"""
_HASHTAGS = """
SELECT p.id, h.hashtag_id FROM post p JOIN post_hashtag h ON h.post_id = p.id WHERE p.day BETWEEN :first AND :last
"""

# The team is the last one of the period.
_JOBS = """
SELECT e.id, e.job_scope, e.position, (
  SELECT t.name FROM membership m JOIN team t ON t.id = m.team_id
  WHERE m.employee_id = e.id AND m.valid_from <= :last ORDER BY m.valid_from DESC LIMIT 1)
FROM employee e
"""

_RAW_PEOPLE: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "person": pl.Int64,
    "joined": pl.Int32,
    "last": pl.Int32,
    "objected": pl.Int8,
}


def signals(connection: Connection, period: Period, today: date) -> Signals:
    """Return the frames of a period: four statements, whatever the number of people.

    Who objected is asked for ``today``: an objection holds for past periods too.
    """
    first, last = day_number(period.first), day_number(period.last)
    days: dict[str, object] = {"first": first, "last": last}
    tagged = {"objected": OBJECTED, "today": day_number(today)}
    people = frame(connection, _PEOPLE, {**days, **tagged}, _RAW_PEOPLE)
    joined = pl.col("joined")
    return Signals(
        first=first,
        people=people.select(
            "person",
            first=pl.max_horizontal(joined, pl.lit(first, dtype=pl.Int32)),
            last=pl.min_horizontal(pl.col("last"), pl.lit(last, dtype=pl.Int32)),
            joined=pl.when(joined > NOBODY_BEFORE).then(joined),
            objected=pl.col("objected").cast(pl.Boolean),
        ).select(*PEOPLE),
        posts=frame(connection, _POSTS, days, POSTS),
        mentions=frame(connection, _MENTIONS, days, MENTIONS),
        hashtags=frame(connection, _HASHTAGS, days, HASHTAGS),
    )


def jobs(connection: Connection, period: Period) -> dict[int, Job]:
    """Return what everybody is employed for."""
    rows = connection.execute(sql(_JOBS), {"last": day_number(period.last)})
    return {person: Job(scope=scope, position=position, team=team) for person, scope, position, team in rows}


def about(connection: Connection, period: Period, names: Sequence[str]) -> frozenset[int]:
    """Return the posts of the period that speak of one of these names, found as the search finds words."""
    wanted = [
        PostFilter(words=name, from_day=period.first.isoformat(), to_day=period.last.isoformat()) for name in names
    ]
    return frozenset(int(one) for asked in wanted for one in posts.ids(connection, asked).tolist())


def authorities(connection: Connection) -> dict[int, int]:
    """Return how many signs of authority outside social media each person has; who has none is not in it."""
    query = select(authority.c.employee_id, func.count()).group_by(authority.c.employee_id)
    return {row[0]: row[1] for row in connection.execute(query)}


def tagged(connection: Connection, tags: Sequence[str], today: date) -> frozenset[int]:
    """Return who holds one of these tags today."""
    still = or_(employee_tag.c.until.is_(None), employee_tag.c.until >= day_number(today))
    query = select(employee_tag.c.employee_id).where(employee_tag.c.name.in_(tags), still)
    return frozenset(connection.execute(query).scalars())


def names(connection: Connection) -> dict[int, tuple[str, str]]:
    """Return how every employee is named by id: the number (or e-mail, or id), and the name."""
    query = select(employee.c.id, employee.c.number, employee.c.email, employee.c.name)
    return {row.id: (row.number or row.email or str(row.id), row.name) for row in connection.execute(query)}


def frame(
    connection: Connection,
    statement: str,
    given: Mapping[str, object],
    columns: Mapping[str, pl.DataType | type[pl.DataType]],
) -> pl.DataFrame:
    """Return what a statement selects as a frame with these columns, in the order of the statement."""
    return pl.DataFrame(connection.execute(sql(statement), dict(given)).all(), schema=dict(columns), orient="row")

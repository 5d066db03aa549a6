"""The ties between employees of a period, and the audience of their accounts, as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from sqlalchemy import select

from advocacy_desk.analysis.network import TIES
from advocacy_desk.analysis.network_audience import ACCOUNTS
from advocacy_desk.domain.consent import Purpose
from advocacy_desk.store import consent
from advocacy_desk.store.influence import NOBODY_BEFORE, frame
from advocacy_desk.store.people import day_number
from advocacy_desk.store.schema import membership

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from advocacy_desk.domain.period import Period

# Both ends were employed on the day; a handle means an account of the network on which it is written.
_TIES = """
SELECT DISTINCT p.id, s.employee_id, t.employee_id, p.day, p.kind
FROM post p
JOIN account a ON a.id = p.account_id AND a.state = 'accepted'
JOIN membership s ON s.employee_id = a.employee_id
  AND s.valid_from <= p.day AND (s.valid_to IS NULL OR s.valid_to > p.day)
JOIN post_mention n ON n.post_id = p.id
JOIN account b ON b.network_id = p.network_id AND b.handle_key = n.handle_key AND b.state = 'accepted'
JOIN membership t ON t.employee_id = b.employee_id
  AND t.valid_from <= p.day AND (t.valid_to IS NULL OR t.valid_to > p.day)
WHERE p.day BETWEEN :first AND :last AND a.employee_id <> b.employee_id
"""
_PEOPLE = """
SELECT m.employee_id, m.team_id, m.valid_from, coalesce(m.valid_to - 1, :last) FROM membership m
WHERE m.valid_from <= :last
"""
# Followers at the last post of the period that tells them; else as an import of before its end told them.
_ACCOUNTS = """
SELECT a.id, a.employee_id, e.location, coalesce((
  SELECT p.followers FROM post p
  WHERE p.account_id = a.id AND p.day BETWEEN :first AND :last AND p.followers IS NOT NULL
  ORDER BY p.day DESC, p.id DESC LIMIT 1), CASE WHEN a.followers_at < :end THEN a.followers END)
FROM account a JOIN employee e ON e.id = a.employee_id WHERE a.state = 'accepted'
"""
_MEMBERSHIPS = {
    "person": pl.Int64,
    "team": pl.Int64,
    "since": pl.Int32,
    "until": pl.Int32,
}
_DAY = 86_400  # seconds


def ties(connection: Connection, period: Period) -> pl.DataFrame:
    """Return who names whom in which post of the period: a frame with the columns TIES."""
    return frame(connection, _TIES, _days(period), TIES)


def people(connection: Connection, period: Period, today: date, *, drawn: bool) -> pl.DataFrame:
    """Return who was employed in the period, in the last team of it: a frame with the columns PEOPLE.

    To be ``drawn`` people must have agreed; to be counted they must not have refused or objected. What holds ``today``
    holds for past periods too.
    """
    rows = frame(connection, _PEOPLE, _days(period), _MEMBERSHIPS).sort("person", "since")
    found = rows.group_by("person", maintain_order=True).agg(
        pl.col("team").last(), joined=pl.col("since").min(), until=pl.col("until").max()
    )
    asked = consent.allowed if drawn else consent.refused
    named = pl.Series(sorted(asked(connection, Purpose.NETWORK, today)), dtype=pl.Int64)
    is_named = pl.col("person").is_in(named.implode())
    return found.filter(pl.col("until") >= day_number(period.first)).select(
        "person",
        "team",
        joined=pl.when(pl.col("joined") > NOBODY_BEFORE).then("joined"),
        agreed=is_named if drawn else ~is_named,
    )


def audience(connection: Connection, period: Period) -> pl.DataFrame:
    """Return the accounts of employees with their followers in the period: a frame with the columns ACCOUNTS."""
    return frame(connection, _ACCOUNTS, {**_days(period), "end": (day_number(period.last) + 1) * _DAY}, ACCOUNTS)


def members(connection: Connection) -> list[tuple[int, int | None]]:
    """Return everybody with every team they were ever in."""
    query = select(membership.c.employee_id, membership.c.team_id).distinct()
    return [(row.employee_id, row.team_id) for row in connection.execute(query)]


def _days(period: Period) -> dict[str, object]:
    return {"first": day_number(period.first), "last": day_number(period.last)}

"""Which days the imports speak for, author by author, in one statement over the posts.

An import carries a post where it brought it first or replaced its values later (``post_before.replaced_by``). What an
import brought and already stood there unchanged is the earlier import's.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import text as sql

from advocacy_desk.domain.coverage import Coverage

if TYPE_CHECKING:
    from sqlalchemy import Connection

_EPOCH = date(1970, 1, 1).toordinal()

_COVERAGE = """
WITH carried AS (
  SELECT network_id, account_id, first_import_id AS import_id, day FROM post WHERE day IS NOT NULL
  UNION ALL
  SELECT p.network_id, p.account_id, b.replaced_by, p.day FROM post_before b JOIN post p ON p.id = b.post_id
  WHERE p.day IS NOT NULL
), daily AS (
  SELECT network_id, account_id, import_id, day, count(*) AS posts FROM carried
  WHERE :import_id IS NULL OR import_id = :import_id
  GROUP BY network_id, account_id, import_id, day
), silent AS (
  SELECT *, day - lag(day) OVER (PARTITION BY network_id, account_id, import_id ORDER BY day) - 1 AS silence FROM daily
), lines AS (
  SELECT network_id, account_id, import_id, min(day) AS first, max(day) AS last, sum(posts) AS posts, count(*) AS days,
    coalesce(max(silence), 0) AS silence
  FROM silent GROUP BY network_id, account_id, import_id
)
SELECT l.account_id, n.key AS network, a.handle, e.name AS employee, l.import_id, r.file, r.format, l.first, l.last,
  l.posts, l.days, l.silence
FROM lines l JOIN network n ON n.id = l.network_id JOIN import_run r ON r.id = l.import_id
LEFT JOIN account a ON a.id = l.account_id
LEFT JOIN employee e ON e.id = a.employee_id AND a.state = 'accepted'
ORDER BY a.handle_key IS NULL, a.handle_key, n.key, l.first, l.import_id
"""


def coverage(connection: Connection, import_id: int | None = None) -> tuple[Coverage, ...]:
    """Return a line for each account and import, of all imports or of one, by handle and first day."""
    rows = connection.execute(sql(_COVERAGE), {"import_id": import_id})
    return tuple(
        Coverage(
            account_id=row.account_id,
            network=row.network,
            handle=row.handle,
            employee=row.employee,
            import_id=row.import_id,
            file=row.file,
            format=row.format,
            first=date.fromordinal(row.first + _EPOCH),
            last=date.fromordinal(row.last + _EPOCH),
            posts=row.posts,
            days=row.days,
            longest_silence=row.silence,
        )
        for row in rows
    )

"""What the page of one person shows: a handful of index look-ups, however many posts there are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select
from sqlalchemy import text as sql

from advocacy_desk.domain.person_page import Impact, PostFigures
from advocacy_desk.store.schema import account, network, post, post_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

EPOCH = date(1970, 1, 1).toordinal()
OPENING = 140  # characters
FEEDBACK = 5

_RATE = """
SELECT sum(coalesce(p.reactions, 0) + coalesce(p.comments, 0) + coalesce(p.shares, 0) + coalesce(p.clicks, 0)) * 1.0
  / nullif(sum(p.impressions), 0)
FROM post p JOIN account a ON a.id = p.account_id
WHERE a.employee_id = :person AND p.impressions > 0
  AND coalesce(p.reactions, p.comments, p.shares, p.clicks) IS NOT NULL
HAVING count(*) >= 5
"""
_DISCUSSIONS = """
SELECT count(*), sum(p.comments) FROM post p JOIN account a ON a.id = p.account_id
WHERE a.employee_id = :person AND p.comments > 0 AND p.kind IN ('post', 'article')
"""
# A handle means an account of the network on which it is written.
_NAMED = """
SELECT p.id, p.account_id, b.employee_id
FROM account a JOIN post_mention n ON n.handle_key = a.handle_key
JOIN post p ON p.id = n.post_id AND p.network_id = a.network_id
LEFT JOIN account b ON b.id = p.account_id
WHERE a.employee_id = :person AND (b.employee_id IS NULL OR b.employee_id <> :person)
ORDER BY p.published_at DESC, p.id DESC
"""
_FIRST = """
SELECT p.id FROM post p JOIN account a ON a.id = p.account_id
WHERE a.employee_id = :person AND p.day IS NOT NULL ORDER BY p.published_at, p.id LIMIT 1
"""


def figures(connection: Connection, employee_id: int) -> tuple[PostFigures, ...]:
    """Return all posts of a person, newest first, without their texts."""
    query = (
        select(
            post.c.id, post.c.account_id, network.c.key, post.c.kind, post.c.published_at, post.c.reactions,
            post.c.comments, post.c.shares, post.c.impressions, post.c.followers,
        )
        .select_from(account.join(post, post.c.account_id == account.c.id).join(network))
        .where(account.c.employee_id == employee_id, network.c.id == post.c.network_id)
        .order_by(post.c.published_at.desc(), post.c.id.desc())
    )  # fmt: skip
    return tuple(
        PostFigures(
            id=row.id,
            account_id=row.account_id,
            network=row.key,
            kind=row.kind,
            at=None if row.published_at is None else datetime.fromtimestamp(row.published_at, tz=UTC),
            reactions=row.reactions,
            comments=row.comments,
            shares=row.shares,
            impressions=row.impressions,
            followers=row.followers,
        )
        for row in connection.execute(query)
    )


def openings(connection: Connection, post_ids: Sequence[int]) -> dict[int, str]:
    """Return how the texts of posts begin."""
    query = select(post_text.c.post_id, func.substr(post_text.c.text, 1, OPENING)).where(
        post_text.c.post_id.in_(post_ids)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def impact(connection: Connection, employee_id: int) -> Impact:
    """Return the four figures of a person; looks through all mentions, so not on the way to the first paint."""
    given = {"person": employee_id}
    rate = connection.execute(sql(_RATE), given).scalar()
    discussions, comments = connection.execute(sql(_DISCUSSIONS), given).one()
    named = connection.execute(sql(_NAMED), given).all()
    newest = [row.id for row in named[:FEEDBACK]]
    words = openings(connection, newest)
    by_colleague: dict[int, set[int]] = {}
    for row in named:
        if row.employee_id is not None:
            by_colleague.setdefault(row.employee_id, set()).add(row.id)
    first = sql(_FIRST).bindparams(bindparam("person"))
    recruited = sum(
        connection.execute(first, {"person": colleague}).scalar() in posts for colleague, posts in by_colleague.items()
    )
    return Impact(
        engagement_rate=rate,
        recruited=recruited,
        discussions=discussions,
        discussion_comments=comments,
        named=len(named),
        feedback=tuple((one, words[one]) for one in newest if words.get(one)),
    )

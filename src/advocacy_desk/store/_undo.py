"""Takes an import back: every post, value and account is again what it was before it, inside one transaction."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import text as sql

from advocacy_desk.domain.posts import Undone
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import plural, text
from advocacy_desk.store._merge import METRICS

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = ("import_id", "record", "account_id", "published_at", "day", "kind", "media", "language", "text_hash")

_LATER = """
SELECT DISTINCT replaced_by FROM post_before WHERE import_id = :id AND replaced_by != :id
UNION SELECT l.replaced_by FROM account_before e JOIN account_before l ON l.account_id = e.account_id
  WHERE e.replaced_by = :id AND l.replaced_by > :id
UNION SELECT l.replaced_by FROM account_before l JOIN account a ON a.id = l.account_id
  WHERE a.first_import_id = :id AND l.replaced_by > :id
UNION SELECT p.import_id FROM post p JOIN account a ON a.id = p.account_id
  WHERE a.first_import_id = :id AND p.first_import_id > :id
UNION SELECT a.import_id FROM post_alias a JOIN post p ON p.id = a.post_id
  WHERE p.first_import_id = :id AND a.import_id > :id
UNION SELECT b.replaced_by FROM post_before b JOIN post_alias a ON a.post_id = b.post_id
  WHERE a.import_id = :id AND b.replaced_by > :id
ORDER BY 1
"""

_DECIDED = """
SELECT count(DISTINCT c.id) FROM review_case c JOIN decision d ON d.case_id = c.id JOIN post p ON p.id = c.post_id
WHERE p.first_import_id = :id
"""

_GONE = "SELECT id FROM post WHERE first_import_id = :id"
_OTHER_TEXT = "SELECT post_id FROM post_before WHERE replaced_by = :id AND text IS NOT NULL"
_TEXTS = f"{_GONE} UNION ALL {_OTHER_TEXT}"
_MARKED = "FROM post_before b, json_each(b.marks, '$.{0}') m WHERE b.replaced_by = :id AND b.marks IS NOT NULL"

# Words leave the index before the texts change; foreign keys take texts, findings and cases of gone posts along.
_FORGET_WORDS = f"""
INSERT INTO post_fts (post_fts, rowid, body) SELECT 'delete', id, body FROM post_search WHERE id IN ({_TEXTS})
"""
_FORGET_MARKS = tuple(
    f"DELETE FROM {table} WHERE post_id IN ({_TEXTS})" for table in ("post_hashtag", "post_mention", "post_link")
)
_REMOVE_POSTS = f"DELETE FROM post WHERE id IN ({_GONE})"
_RESTORE_POSTS = f"""
UPDATE post SET {", ".join(f"{name} = b.{name}" for name in (*_COLUMNS, *METRICS))},
  policy_id = CASE WHEN b.text IS NULL THEN policy_id END
FROM post_before b WHERE b.replaced_by = :id AND b.post_id = post.id
"""
_RESTORE_TEXTS = """
UPDATE post_text SET url = b.url, text = b.text, folded = b.folded
FROM post_before b WHERE b.replaced_by = :id AND b.text IS NOT NULL AND b.post_id = post_text.post_id
"""
_RESTORE_WORDS = f"""
INSERT INTO post_fts (rowid, body)
SELECT id, body FROM post_search WHERE id IN ({_OTHER_TEXT})
"""
_RESTORE_MARKS = (
    f"INSERT OR IGNORE INTO hashtag (tag) SELECT m.value {_MARKED.format('hashtags')}",
    """
INSERT INTO post_hashtag (post_id, hashtag_id) SELECT b.post_id, h.id
FROM post_before b, json_each(b.marks, '$.hashtags') m JOIN hashtag h ON h.tag = m.value
WHERE b.replaced_by = :id AND b.marks IS NOT NULL
""",
    f"INSERT INTO post_mention (post_id, handle_key) SELECT b.post_id, m.value {_MARKED.format('mentions')}",
    f"""
INSERT INTO post_link (post_id, url, domain)
SELECT b.post_id, json_extract(m.value, '$[0]'), json_extract(m.value, '$[1]') {_MARKED.format("links")}
""",
)
_RESTORE_ACCOUNTS = """
UPDATE account SET name = b.name, email = b.email, followers = b.followers, followers_at = b.followers_at
FROM account_before b WHERE b.replaced_by = :id AND b.account_id = account.id
"""
_TIDY = (
    "DELETE FROM post_before WHERE replaced_by = :id",
    "DELETE FROM post_alias WHERE import_id = :id",
    "DELETE FROM account_before WHERE replaced_by = :id",
    "DELETE FROM account WHERE first_import_id = :id",
    "DELETE FROM hashtag WHERE id NOT IN (SELECT hashtag_id FROM post_hashtag)",
    "DELETE FROM network WHERE id NOT IN (SELECT network_id FROM post UNION SELECT network_id FROM account)",
)
_STATEMENTS = (
    _FORGET_WORDS,
    *_FORGET_MARKS,
    _REMOVE_POSTS,
    _RESTORE_POSTS,
    _RESTORE_TEXTS,
    _RESTORE_WORDS,
    *_RESTORE_MARKS,
    _RESTORE_ACCOUNTS,
    *_TIDY,
)


def undo(connection: Connection, import_id: int) -> Undone:
    """Take a post import back.

    Raises Refused where there is no such import or it was undone before, where it brought people, where a later
    import builds on its posts (that one goes first), or where a decision was made on one of its posts.
    """
    _check(connection, import_id)
    removed = _count(connection, f"SELECT count(*) FROM ({_GONE})", import_id)
    restored = _count(connection, "SELECT count(*) FROM post_before WHERE replaced_by = :id", import_id)
    for statement in _STATEMENTS:
        connection.execute(sql(statement), {"id": import_id} if ":id" in statement else {})
    connection.execute(
        sql("UPDATE import_run SET undone_at = :now WHERE id = :id"), {"now": int(time.time()), "id": import_id}
    )
    return Undone(removed, restored)


def _check(connection: Connection, import_id: int) -> None:
    run = connection.execute(sql("SELECT carries, undone_at FROM import_run WHERE id = :id"), {"id": import_id}).first()
    if run is None:
        raise Refused(text("There is no import {id}. Nothing was changed.", id=str(import_id)))
    if run.undone_at is not None:
        raise Refused(text("Import {id} is undone already.", id=str(import_id)))
    if run.carries != "posts":
        raise Refused(
            text(
                "Import {id} brought people, and their tags and decisions hang on them. Import a corrected directory "
                "instead; it replaces what this one said.",
                id=str(import_id),
            )
        )
    later = [str(number) for number in connection.execute(sql(_LATER), {"id": import_id}).scalars()]
    if later:
        raise Refused(
            text(
                "Later imports build on the posts of import {id}. Undo them first: {later}.",
                id=str(import_id),
                later=", ".join(reversed(later)),
            )
        )
    decided = _count(connection, _DECIDED, import_id)
    if decided:
        raise Refused(
            plural(
                "A decision was made on {count} post of import {id}; undoing it would delete that decision.",
                "Decisions were made on {count} posts of import {id}; undoing it would delete those decisions.",
                decided,
                id=str(import_id),
            )
        )


def _count(connection: Connection, query: str, import_id: int) -> int:
    return int(connection.execute(sql(query), {"id": import_id}).scalar_one())

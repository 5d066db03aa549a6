"""Merges a staged file into the workspace, set by set, inside one transaction: all of the file or nothing.

The statements run in order. ``stage.incoming`` says for every staged row which post it is and what happens to it;
everything after reads it. A metric that the new file does not carry keeps the value that is known; values that are
replaced move to ``post_before``, so none is lost and the import can be undone. Texts that did not change do not touch
the full-text index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text as sql

from advocacy_desk.i18n import Text, text
from advocacy_desk.store._first_index import built_beside
from advocacy_desk.store._other_ids import NEW, join_other_ids

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from advocacy_desk.progress import Progress

METRICS = ("followers", "impressions", "reach", "reactions", "comments", "shares", "clicks")

CHANGED, UNCHANGED = 1, 2  # NEW is 0


def _each(template: str, between: str) -> str:
    return between.join(template.format(metric) for metric in METRICS)


_KEEP = _each("coalesce(s.{0}, p.{0}) IS p.{0}", " AND ")

# What a file does not tell never replaces what is known: an empty text no text (nor what it says of the kind), a day
# without a time, which is noon UTC, no moment of about that day.
_KIND = "CASE WHEN s.has_text THEN s.kind ELSE {0}.kind END"
_PUBLISHED = """CASE WHEN s.published_at IS NULL
  OR (s.published_at % 86400 = 43200 AND abs(s.published_at - {0}.published_at) <= 86400)
  THEN {0}.published_at ELSE s.published_at END"""
_NEW_TEXT = "p.text_hash IS NOT s.text_hash AND (p.id IS NULL OR s.has_text)"

_ACCOUNTS = """
INSERT INTO account (network_id, handle, handle_key, name, email, first_import_id)
SELECT n.id, s.handle, s.handle_key, s.author_name, s.author_email, :import_id
FROM stage.author s JOIN network n ON n.key = s.network WHERE true
ON CONFLICT (network_id, handle_key) DO NOTHING
"""

_KNOWN_AUTHORS = (
    "CREATE TABLE stage.known_author (author INTEGER PRIMARY KEY, account_id BIGINT)",
    """
INSERT INTO stage.known_author
SELECT s.id, a.id FROM stage.author s JOIN network n ON n.key = s.network
JOIN account a ON a.network_id = n.id AND a.handle_key = s.handle_key
""",
)

_WHAT = f"""CASE WHEN NOT ({_NEW_TEXT}) AND coalesce({{0}}, p.account_id) IS p.account_id
    AND {_PUBLISHED.format("p")} IS p.published_at AND {_KIND.format("p")} = p.kind
    AND {_KEEP} THEN {UNCHANGED} ELSE {CHANGED} END"""

# One join against the workspace's unique index decides everything. New posts are numbered in the order of the file;
# a row that repeats a post leaves a gap.
_INCOMING = (
    """CREATE TABLE stage.incoming
    (row INTEGER PRIMARY KEY, network_id BIGINT, account_id BIGINT, post_id BIGINT, what INTEGER, new_text INTEGER)""",
    f"""
INSERT INTO stage.incoming
SELECT s.row, n.id, a.account_id, coalesce(p.id, s.row + 1 + (SELECT coalesce(max(id), 0) FROM post)),
  CASE WHEN p.id IS NULL THEN {NEW} ELSE {_WHAT.format("a.account_id")} END, {_NEW_TEXT}
FROM stage.post s
JOIN network n ON n.key = s.network
LEFT JOIN stage.known_author a ON a.author = s.author
LEFT JOIN post p ON p.network_id = n.id AND p.external_id = s.external_id
WHERE s.row NOT IN (SELECT row FROM stage.repeated)
ORDER BY s.row
""",
)

# Rows whose post is known under another id; ``stage.joined`` says which one it is.
_RESOLVE_JOINED = f"""
UPDATE stage.incoming SET post_id = found.post_id, what = found.what, new_text = found.new_text
FROM (SELECT j.row AS row, p.id AS post_id, {_WHAT.format("i.account_id")} AS what, {_NEW_TEXT} AS new_text
      FROM stage.joined j JOIN stage.incoming i ON i.row = j.row JOIN stage.post s ON s.row = j.row
      JOIN post p ON p.id = j.post_id) AS found
WHERE stage.incoming.row = found.row
"""

_MARKS = """json_object(
  'hashtags', (SELECT json_group_array(h.tag) FROM post_hashtag ph JOIN hashtag h ON h.id = ph.hashtag_id
               WHERE ph.post_id = p.id),
  'mentions', (SELECT json_group_array(m.handle_key) FROM post_mention m WHERE m.post_id = p.id),
  'links', (SELECT json_group_array(json_array(l.url, l.domain)) FROM post_link l WHERE l.post_id = p.id))"""

_BEFORE = f"""
INSERT INTO post_before (post_id, replaced_by, import_id, record, account_id, published_at, day, kind, media, language,
  {", ".join(METRICS)}, text_hash, url, text, folded, marks)
SELECT p.id, :import_id, p.import_id, p.record, p.account_id, p.published_at, p.day, p.kind, p.media, p.language,
  {_each("p.{0}", ", ")}, p.text_hash,
  CASE WHEN i.new_text THEN t.url END, CASE WHEN i.new_text THEN t.text END, CASE WHEN i.new_text THEN t.folded END,
  CASE WHEN i.new_text THEN {_MARKS} END
FROM stage.incoming i JOIN post p ON p.id = i.post_id JOIN post_text t ON t.post_id = p.id
WHERE i.what = {CHANGED}
"""

_INSERT_POSTS = f"""
INSERT INTO post (id, network_id, external_id, account_id, published_at, day, kind, media, language,
  {", ".join(METRICS)}, text_hash, first_import_id, import_id, record)
SELECT i.post_id, i.network_id, s.external_id, i.account_id, s.published_at, s.day, s.kind, s.media, s.language,
  {_each("s.{0}", ", ")}, s.text_hash, :import_id, :import_id, s.record
FROM stage.incoming i JOIN stage.post s ON s.row = i.row
WHERE i.what = {NEW}
"""

_UPDATE_POSTS = f"""
UPDATE post SET
  account_id = coalesce(i.account_id, post.account_id), published_at = {_PUBLISHED.format("post")},
  day = CASE WHEN {_PUBLISHED.format("post")} IS post.published_at THEN post.day ELSE s.day END,
  kind = {_KIND.format("post")},
  media = CASE WHEN s.media = 'unknown' THEN post.media ELSE s.media END,
  language = coalesce(s.language, post.language), {_each("{0} = coalesce(s.{0}, post.{0})", ", ")},
  text_hash = CASE WHEN i.new_text THEN s.text_hash ELSE post.text_hash END,
  import_id = :import_id, record = s.record,
  policy_id = CASE WHEN i.new_text THEN NULL ELSE policy_id END
FROM stage.incoming i JOIN stage.post s ON s.row = i.row
WHERE i.what = {CHANGED} AND post.id = i.post_id
"""

# An external-content index must be told the old words before they are overwritten.
_FORGET_WORDS = f"""
INSERT INTO post_fts (post_fts, rowid, body)
SELECT 'delete', o.id, o.body FROM post_search o
WHERE o.id IN (SELECT post_id FROM stage.incoming WHERE what = {CHANGED} AND new_text)
"""

_TEXTS = f"""
INSERT INTO post_text (post_id, url, text, folded)
SELECT i.post_id, w.url, w.text, w.folded
FROM stage.incoming i JOIN texts.words w ON w.row = i.row
WHERE i.what = {NEW} OR (i.what = {CHANGED} AND i.new_text)
ON CONFLICT (post_id) DO UPDATE SET url = coalesce(excluded.url, url), text = excluded.text, folded = excluded.folded
"""

_WORDS = f"""
INSERT INTO post_fts (rowid, body)
SELECT i.post_id, coalesce(w.folded, replace(w.text, 'ß', 'ss'))
FROM stage.incoming i JOIN texts.words w ON w.row = i.row
WHERE i.what = {NEW} OR (i.what = {CHANGED} AND i.new_text)
"""

_NEWER = """
FROM stage.author s JOIN stage.known_author k ON k.author = s.id
JOIN account a ON a.id = k.account_id
WHERE (coalesce(s.author_name, a.name) IS NOT a.name OR coalesce(s.author_email, a.email) IS NOT a.email
  OR (s.followers IS NOT NULL AND s.published_at > coalesce(a.followers_at, 0)))
"""

_ACCOUNTS_BEFORE = f"""
INSERT INTO account_before (account_id, replaced_by, name, email, followers, followers_at)
SELECT a.id, :import_id, a.name, a.email, a.followers, a.followers_at {_NEWER}
  AND a.first_import_id IS NOT :import_id
"""

_UPDATE_ACCOUNTS = f"""
UPDATE account SET name = coalesce(latest.author_name, name), email = coalesce(latest.author_email, email),
  followers = CASE WHEN latest.is_newer THEN latest.followers ELSE account.followers END,
  followers_at = CASE WHEN latest.is_newer THEN latest.at ELSE account.followers_at END
FROM (SELECT a.id AS id, s.author_name AS author_name, s.author_email AS author_email, s.followers AS followers,
        s.published_at AS at, s.followers IS NOT NULL AND s.published_at > coalesce(a.followers_at, 0) AS is_newer
      {_NEWER}) AS latest
WHERE account.id = latest.id
"""


def _details(table: str, staged: str, columns: str, select: str, join: str = "") -> tuple[str, str]:
    old = (
        f"DELETE FROM {table} WHERE post_id IN (SELECT post_id FROM stage.incoming WHERE what = {CHANGED} AND new_text)"
    )
    new = (
        f"INSERT OR IGNORE INTO {table} ({columns}) SELECT {select} FROM stage.{staged} d "
        f"JOIN stage.incoming i ON i.row = d.row {join} WHERE i.what = {NEW} OR (i.what = {CHANGED} AND i.new_text)"
    )
    return old, new


_HASHTAG_NAMES = "INSERT OR IGNORE INTO hashtag (tag) SELECT DISTINCT tag FROM stage.hashtags"
_HASHTAGS = _details(
    "post_hashtag", "hashtags", "hashtag_id, post_id", "h.id, i.post_id", "JOIN hashtag h ON h.tag = d.tag"
)
_MENTIONS = _details("post_mention", "mentions", "post_id, handle_key", "i.post_id, d.handle")
_LINKS = _details("post_link", "links", "post_id, url, domain", "i.post_id, d.url, d.domain")

_RECOGNISE = (_ACCOUNTS, *_KNOWN_AUTHORS, *_INCOMING)
_REMEMBER_ACCOUNTS = (_ACCOUNTS_BEFORE, _UPDATE_ACCOUNTS)
# Made after the first rows: sorting once is cheaper than finding a place for every row.
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'post' AND sql IS NOT NULL"
_WRITE: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (text("Saving posts"), (_BEFORE, _INSERT_POSTS, _UPDATE_POSTS)),
    (text("Saving texts"), (_FORGET_WORDS, _TEXTS)),
    (text("Saving hashtags, mentions and links"), (_HASHTAG_NAMES, *_HASHTAGS, *_MENTIONS, *_LINKS)),
)
_SEARCHABLE = (text("Making texts searchable"), (_WORDS,))
_ONLY_FOR_CHANGED = frozenset({_BEFORE, _UPDATE_POSTS, _FORGET_WORDS, _HASHTAGS[0], _MENTIONS[0], _LINKS[0]})


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the staged rows; ``first`` and ``last`` are epoch seconds."""

    new: int
    updated: int
    unchanged: int
    repeated: int
    first: int | None
    last: int | None

    @classmethod
    def nothing(cls) -> Merged:
        """What becomes of a file without a single readable post."""
        return cls(0, 0, 0, 0, None, None)


def merge(connection: Connection, import_id: int, progress: Progress, other_ids: Mapping[str, Sequence[str]]) -> Merged:
    """Merge the attached staging file; the caller's transaction decides whether it stays.

    ``other_ids`` names, by network, the kinds of ids under which its own files name posts that have another id.
    """
    progress.at(text("Recognising known posts"))
    for statement in _RECOGNISE:
        _execute(connection, statement, import_id)
    if other_ids and join_other_ids(connection, import_id, other_ids):
        _execute(connection, _RESOLVE_JOINED, import_id)
    for statement in _REMEMBER_ACCOUNTS:
        _execute(connection, statement, import_id)
    by_kind = connection.execute(sql("SELECT what, count(*) FROM stage.incoming GROUP BY what"))
    counted: dict[int, int] = dict(by_kind.all())
    if counted.get(NEW) or counted.get(CHANGED):
        _write(connection, import_id, progress, any_changed=bool(counted.get(CHANGED)))
    repeated = connection.execute(sql("SELECT count(*) FROM stage.repeated")).scalar_one()
    first, last = connection.execute(sql("SELECT min(published_at), max(published_at) FROM stage.post")).one()
    return Merged(counted.get(NEW, 0), counted.get(CHANGED, 0), counted.get(UNCHANGED, 0), repeated, first, last)


def _write(connection: Connection, import_id: int, progress: Progress, *, any_changed: bool) -> None:
    if connection.execute(sql("SELECT 1 FROM post LIMIT 1")).first() is None:
        _write_first(connection, import_id, progress)
        return
    for place, (stage, statements) in enumerate((*_WRITE, _SEARCHABLE), start=1):
        progress.at(stage, place, len(_WRITE) + 2)
        for statement in statements:
            if any_changed or statement not in _ONLY_FOR_CHANGED:
                _execute(connection, statement, import_id)


def _write_first(connection: Connection, import_id: int, progress: Progress) -> None:
    """Write the first posts of a workspace: no index is kept up row by row."""
    indexes = connection.execute(sql(_INDEXES)).all()
    for index in indexes:
        connection.exec_driver_sql(f"DROP INDEX {index.name}")
    with built_beside(connection, progress) as move_index:
        for place, (stage, statements) in enumerate(_WRITE, start=1):
            progress.at(stage, place, len(_WRITE) + 2)
            for statement in statements:
                if statement not in _ONLY_FOR_CHANGED:
                    _execute(connection, statement, import_id)
        for index in indexes:
            connection.exec_driver_sql(index.sql)
        progress.at(_SEARCHABLE[0], len(_WRITE) + 1, len(_WRITE) + 2)
        move_index()


def _execute(connection: Connection, statement: str, import_id: int) -> None:
    connection.execute(sql(statement), {"import_id": import_id} if ":import_id" in statement else {})

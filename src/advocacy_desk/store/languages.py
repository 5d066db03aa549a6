"""Names the language of posts whose file does not tell it. What a file told is never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text as sql

from advocacy_desk.i18n import text
from advocacy_desk.intake import languages

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from advocacy_desk.progress import Progress

CHARACTERS = 4 * languages.LOOKED_AT  # fetched of a text

# CROSS JOIN keeps the order: only the staged rows without a language are looked at.
_OF_IMPORT = """
INSERT INTO temp.wordless (post_id, text)
SELECT p.id, substr(w.text, 1, :characters)
FROM stage.post s CROSS JOIN stage.incoming i ON i.row = s.row CROSS JOIN post p ON p.id = i.post_id
CROSS JOIN texts.words w ON w.row = s.row
WHERE s.language IS NULL AND i.what < 2 AND i.new_text AND p.language IS NULL AND length(w.text) >= :least
"""
_STORED = """
INSERT INTO temp.wordless (post_id, text)
SELECT p.id, substr(t.text, 1, :characters) FROM post p JOIN post_text t ON t.post_id = p.id
WHERE p.language IS NULL AND length(t.text) >= :least
"""
_NEXT = "SELECT place, post_id, text FROM temp.wordless WHERE place > :after ORDER BY place LIMIT :count"
_NAME = "UPDATE post SET language = :code WHERE id = :id"


def of_import(connection: Connection, progress: Progress) -> int:
    """Name the languages of the posts that the attached staging file brought or changed; return how many."""
    return _recognise(connection, progress, _OF_IMPORT)


def of_stored(connection: Connection, progress: Progress) -> int:
    """Name the languages of all stored posts without one; return of how many it is known now."""
    return _recognise(connection, progress, _STORED)


def _recognise(connection: Connection, progress: Progress, fill: str) -> int:
    connection.execute(sql("CREATE TEMP TABLE wordless (place INTEGER PRIMARY KEY, post_id BIGINT, text TEXT)"))
    connection.execute(sql(fill), {"characters": CHARACTERS, "least": languages.LEAST_CHARACTERS})
    total = connection.execute(sql("SELECT coalesce(max(place), 0) FROM temp.wordless")).scalar_one()
    place = named = 0
    while place < total:
        progress.at(text("Recognising languages"), place, total)
        rows = connection.execute(sql(_NEXT), {"after": place, "count": languages.AT_ONCE}).all()
        codes = languages.recognise([row.text for row in rows])
        found = [{"id": row.post_id, "code": code} for row, code in zip(rows, codes, strict=True) if code]
        if found:
            connection.execute(sql(_NAME), found)
        named += len(found)
        place = rows[-1].place
    connection.execute(sql("DROP TABLE temp.wordless"))
    return named


def unknown(connection: Connection) -> int:
    """Return how many posts have no language."""
    return int(connection.execute(sql("SELECT count(*) FROM post WHERE language IS NULL")).scalar_one())

"""Finds staged posts that are known under another id of their network: LinkedIn's ``activity`` against its ``share``.

Runs inside the merge, before new posts are numbered. What it finds lies in ``stage.joined`` (row, post_id) and, where
it is new knowledge, in ``post_alias`` with its reasons, so that the next file finds the post by its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import text as sql

from advocacy_desk.matching.same_post import Trace, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row

NEW = 0  # in ``stage.incoming``: a row whose post is not known yet

_CREATE = "CREATE TABLE stage.joined (row INTEGER PRIMARY KEY, post_id BIGINT)"
_KNOWN = f"""
INSERT INTO stage.joined
SELECT s.row, a.post_id FROM post_alias a JOIN network n ON n.id = a.network_id
JOIN stage.post s ON s.network = n.key AND s.external_id = a.external_id
JOIN stage.incoming i ON i.row = s.row WHERE i.what = {NEW}
"""
# A file may name one post by several of its ids: one row of it stands, as where it repeats an id.
_TWICE = (
    f"""
INSERT INTO stage.repeated SELECT row FROM stage.joined
WHERE post_id IN (SELECT post_id FROM stage.incoming WHERE what != {NEW})
  OR row NOT IN (SELECT max(row) FROM stage.joined GROUP BY post_id)
""",
    "DELETE FROM stage.joined WHERE row IN (SELECT row FROM stage.repeated)",
    "DELETE FROM stage.incoming WHERE row IN (SELECT row FROM stage.repeated)",
)
# Most files and workspaces know one kind of id: two looks at an index, instead of every post beside every other.
_TWO_KINDS = f"""
SELECT EXISTS (SELECT 1 FROM stage.incoming i JOIN stage.post s ON s.row = i.row
               WHERE i.what = {NEW} AND s.network = :network AND s.external_id LIKE :kind)
  OR EXISTS (SELECT 1 FROM network n JOIN post p ON p.network_id = n.id
             WHERE n.key = :network AND p.external_id >= :first AND p.external_id < :after)
"""
# Accounts of one employee are one author. Ids beginning with "c:" are keys of ours.
_CANDIDATES = f"""
WITH author AS (
  SELECT a.id AS staged, a.id AS known FROM account a
  UNION ALL
  SELECT a.id, b.id FROM account a JOIN account b ON b.employee_id = a.employee_id AND b.network_id = a.network_id
  WHERE b.id <> a.id)
SELECT s.row AS row, s.external_id AS external_id, s.published_at AS published_at, s.day AS day,
  substr(w.text, 1, :characters) AS text, p.id AS post_id, p.external_id AS known_id,
  p.published_at AS known_published_at, p.day AS known_day, substr(t.text, 1, :characters) AS known_text
FROM stage.incoming i JOIN stage.post s ON s.row = i.row JOIN texts.words w ON w.row = i.row
JOIN author a ON a.staged = i.account_id
JOIN post p ON p.account_id = a.known AND p.day BETWEEN s.day - 1 AND s.day + 1
JOIN post_text t ON t.post_id = p.id
WHERE i.what = {NEW} AND s.network = :network
  AND (s.external_id LIKE :kind) <> (p.external_id LIKE :kind)
  AND s.external_id NOT LIKE 'c:%' AND p.external_id NOT LIKE 'c:%'
  AND p.id NOT IN (SELECT post_id FROM stage.incoming WHERE what != {NEW})
  AND p.id NOT IN (SELECT post_id FROM stage.joined) AND s.row NOT IN (SELECT row FROM stage.joined)
"""
_JOIN = "INSERT INTO stage.joined VALUES (:row, :post_id)"
_REMEMBER = """
INSERT INTO post_alias (network_id, external_id, post_id, import_id, record, seconds, text_says)
SELECT i.network_id, s.external_id, :post_id, :import_id, s.record, :seconds, :text_says
FROM stage.incoming i JOIN stage.post s ON s.row = i.row WHERE i.row = :row
"""
_CHARACTERS = 600


def join_other_ids(connection: Connection, import_id: int, other_ids: Mapping[str, Sequence[str]]) -> bool:
    """Fill ``stage.joined``; whether there is anything in it. ``other_ids``: network -> kinds of ids."""
    for statement in (_CREATE, _KNOWN, *_TWICE):
        connection.execute(sql(statement))
    for network, kinds in other_ids.items():
        for kind in kinds:
            _join(connection, import_id, network, kind)
    return connection.execute(sql("SELECT 1 FROM stage.joined LIMIT 1")).first() is not None


def _join(connection: Connection, import_id: int, network: str, kind: str) -> None:
    kinds = {"network": network, "kind": f"{kind}:%", "first": f"{kind}:", "after": f"{kind};"}
    if not connection.execute(sql(_TWO_KINDS), kinds).scalar_one():
        return
    rows = connection.execute(
        sql(_CANDIDATES), {"network": network, "kind": f"{kind}:%", "characters": _CHARACTERS}
    ).all()
    found = [
        {
            "row": same.one,
            "post_id": same.other,
            "import_id": import_id,
            "seconds": same.seconds,
            "text_says": str(same.text),
        }
        for same in joined(_pairs(rows))
    ]
    if found:
        connection.execute(sql(_JOIN), found)
        connection.execute(sql(_REMEMBER), found)


def _pairs(rows: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[tuple[Trace, Trace]]:
    for row in rows:
        yield (
            Trace(key=row.row, external_id=row.external_id, published_at=row.published_at, day=row.day, text=row.text),
            Trace(
                key=row.post_id,
                external_id=row.known_id,
                published_at=row.known_published_at,
                day=row.known_day,
                text=row.known_text,
            ),
        )

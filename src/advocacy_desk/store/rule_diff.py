"""Which stored posts a rule has to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import func, select
from sqlalchemy import text as sql

from advocacy_desk.store.schema import post

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt
    from sqlalchemy import Connection

_MOST_WORDS = 200  # in one question to the index


def count(connection: Connection) -> int:
    """Return how many posts are stored."""
    return int(connection.execute(select(func.count()).select_from(post)).scalar_one())


def every_post(connection: Connection) -> npt.NDArray[np.int64]:
    """Return all posts, those with the same text side by side."""
    query = select(post.c.id).order_by(post.c.text_hash, post.c.id)
    return np.array(connection.execute(query).scalars().all(), dtype=np.int64)


def posts_with_one_of(connection: Connection, words: Iterable[tuple[str, bool]]) -> npt.NDArray[np.int64]:
    """Return the posts that show one of the words, through the full-text index; (word, whole: it must end there).

    A phrase is found across punctuation and line breaks, and letters without their accents: more than asked for,
    never less.
    """
    terms = [_term(one, whole=whole) for one, whole in sorted(words)]
    found: list[npt.NDArray[np.int64]] = []
    for start in range(0, len(terms), _MOST_WORDS):
        asked = " OR ".join(terms[start : start + _MOST_WORDS])
        query = sql("SELECT group_concat(rowid) FROM post_fts WHERE post_fts MATCH :words")
        joined = connection.execute(
            query, {"words": asked}
        ).scalar_one()  # one string crosses the driver, not a row an id
        if joined:
            found.append(np.fromstring(joined, dtype=np.int64, sep=","))
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def _term(words: str, *, whole: bool) -> str:
    quoted = words.replace('"', " ")
    return f'"{quoted}"' if whole else f'"{quoted}"*'

"""Builds the full-text index of a workspace's first posts while the merge writes their rows.

It is the longest statement of an import and needs nothing but the staged texts, so a thread builds it in a file of its
own, in one call that leaves Python's lock alone. What the index is made of is then copied into the workspace, inside
the transaction of the merge. Where posts are known already the index is added to in place, as their words are there.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from advocacy_desk.progress import Cancelled
from advocacy_desk.store._connection import attach_file
from advocacy_desk.store.staging import TEXTS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from advocacy_desk.progress import Progress

SUFFIX = "-index"
_CACHE = "PRAGMA cache_size=-16384"
_MEMORY = "INSERT INTO post_fts (post_fts, rank) VALUES ('hashsize', 67108864)"
_FILL = """
INSERT INTO post_fts (rowid, body)
SELECT row + 1, coalesce(folded, replace(text, 'ß', 'ss')) FROM texts.words
WHERE row NOT IN (SELECT row FROM texts.repeated)
"""
# What imports that were undone have left in the index goes.
_MOVE = (
    "DELETE FROM main.post_fts_data",
    "DELETE FROM main.post_fts_idx",
    "DELETE FROM main.post_fts_docsize",
    "INSERT INTO main.post_fts_data SELECT * FROM built.post_fts_data",
    "INSERT INTO main.post_fts_idx SELECT * FROM built.post_fts_idx",
    "INSERT INTO main.post_fts_docsize SELECT * FROM built.post_fts_docsize",
)
_INSTRUCTIONS_BETWEEN_ASKING = 200_000


@contextmanager
def built_beside(connection: Connection, progress: Progress) -> Iterator[Callable[[], None]]:
    """Begin to build the index; calling what is given waits for it and moves it into the workspace.

    The first new post is number 1, as the merge numbers them. Raises Cancelled where the import was cancelled.
    """
    raw = cast("sqlite3.Connection", connection.connection.driver_connection)
    texts = Path(next(file for _, name, file in raw.execute("PRAGMA database_list") if name == TEXTS))
    path = texts.with_name(texts.name + SUFFIX)
    (definition,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'post_fts'").fetchone()
    given_up = threading.Event()

    def stopped() -> bool:
        return given_up.is_set() or progress.is_cancelled

    with ThreadPoolExecutor(1, thread_name_prefix="index") as executor:
        # The class of the workspace's own connection: one library for all files that this process opens.
        built = executor.submit(_build, type(raw), path, texts, definition, stopped)
        try:
            yield lambda: _move(raw, path, built, progress)
        finally:
            given_up.set()
    path.unlink(missing_ok=True)


def _build(
    library: type[sqlite3.Connection], path: Path, texts: Path, definition: str, stopped: Callable[[], bool]
) -> None:
    path.unlink(missing_ok=True)
    path.touch(0o600)
    with closing(library(str(path), isolation_level=None, check_same_thread=False)) as private:
        for command in ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", _CACHE, definition, _MEMORY):
            private.execute(command)
        attach_file(private, texts, TEXTS)
        private.set_progress_handler(stopped, _INSTRUCTIONS_BETWEEN_ASKING)
        private.execute(_FILL)


def _move(raw: sqlite3.Connection, path: Path, built: Future[None], progress: Progress) -> None:
    failure = built.exception()
    if failure is not None:
        if progress.is_cancelled:
            raise Cancelled from failure
        raise failure
    attach_file(raw, path, "built")
    for statement in _MOVE:
        raw.execute(statement)

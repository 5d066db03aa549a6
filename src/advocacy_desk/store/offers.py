"""Which files of a watched folder need not be offered again: by content, so that a new name is no new file."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from advocacy_desk.store.import_tables import offered_file
from advocacy_desk.store.schema import import_run

if TYPE_CHECKING:
    from sqlalchemy import Connection


def answered(connection: Connection) -> frozenset[str]:
    """Return the SHA-256 of all files that were imported (and not undone), taken from the folder, or declined."""
    imported = select(import_run.c.sha256).where(import_run.c.undone_at.is_(None))
    return frozenset(connection.execute(select(offered_file.c.sha256).union(imported)).scalars())


def answer(connection: Connection, sha256: str, file: str, said: str) -> None:
    """Remember that a file was "taken" or "declined"; the last answer holds."""
    connection.execute(delete(offered_file).where(offered_file.c.sha256 == sha256))
    connection.execute(insert(offered_file).values(sha256=sha256, file=file, answer=said, answered_at=int(time.time())))

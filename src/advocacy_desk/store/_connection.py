"""Engines and transactions: how a workspace is reached, and with which guarantees.

SQLite runs in WAL mode: readers never wait for a writer, and a crash leaves the last commit. ``synchronous=FULL``
flushes at every commit, so that a decision that was confirmed survives a power cut; an import commits once and hardly
pays for it. A write begins with BEGIN IMMEDIATE, so two programs on one file queue up instead of failing half-way.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MS = 15_000
CACHE_KIB = 65_536

_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    f"PRAGMA cache_size=-{CACHE_KIB}",
)


def sqlite_engine(path: Path) -> Engine:
    """Return the engine of a workspace file; connections may cross threads, each used by one at a time."""
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        connect_args={"check_same_thread": False, "isolation_level": None, "cached_statements": 256},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def revision_of(path: Path) -> str | None:
    """Return the schema revision of a file without changing a byte of it; None where it is no workspace.

    Opened read-only: a stranger's database must not even be switched to WAL.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    finally:
        connection.close()
    return None if row is None else str(row[0])


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn the database's errors about the world (full, locked, read-only, damaged) into explained ones."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        problem = _explain(error.orig if isinstance(error, DatabaseError) else error, path)
        if problem is None:
            raise
        raise problem from error


def _explain(error: BaseException | None, path: str) -> WorkspaceProblem | None:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    messages = {
        sqlite3.SQLITE_FULL: text(
            "The disk is full. Nothing of this step was saved, everything from before is unharmed. "
            "Free some space and try again."
        ),
        sqlite3.SQLITE_BUSY: text(
            "Another program is writing to this workspace and did not finish in time. "
            "Nothing was changed; please try again."
        ),
        sqlite3.SQLITE_READONLY: text(
            "The workspace cannot be written: the file or its folder is read-only. Nothing was changed."
        ),
        sqlite3.SQLITE_CANTOPEN: text(
            "The workspace file cannot be opened. Check that its folder exists and is yours."
        ),
        sqlite3.SQLITE_NOTADB: text("This file is not an Advocacy Desk workspace."),
        sqlite3.SQLITE_CORRUPT: text(
            "The workspace file is damaged. Restore the latest backup; do not write to this file."
        ),
        sqlite3.SQLITE_IOERR: text(
            "Reading or writing the workspace failed: the disk or the network drive reported an error."
        ),
    }
    message = messages.get(primary) if primary is not None else None
    return WorkspaceProblem(message, file=path) if message else None

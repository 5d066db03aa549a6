"""Engines and transactions: how a workspace is reached, and with which guarantees.

SQLite runs in WAL mode: readers never wait for a writer, and a crash leaves the last commit. ``synchronous=FULL``
flushes at every commit, so that a decision that was confirmed survives a power cut; an import commits once and hardly
pays for it. A write begins with BEGIN IMMEDIATE, so two programs on one file queue up instead of failing half-way.

A plain file is only ever opened by Python's SQLite and an encrypted one by SQLCipher's: two copies of SQLite in one
process must not open the same file, because closing one drops the locks of the other.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

    from advocacy_desk.store.keys import Key

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


def sqlite_engine(path: Path, key: Key | None = None) -> Engine:
    """Return the engine of a workspace file; connections may cross threads, each used by one at a time."""
    engine = create_engine(
        "sqlite://",
        module=_library(key),
        creator=lambda: connect(path, key, check_same_thread=False, cached_statements=256),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
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


def connect(path: Path | str, key: Key | None = None, **options: Any) -> sqlite3.Connection:  # noqa: ANN401 - sqlite3's
    """Open a database file, or with ``uri=True`` its address, by the library that may open it; no transaction begins.

    With a key every page is read and written through SQLCipher; a wrong one shows at the first statement.
    """
    raw = _library(key).connect(str(path), isolation_level=None, **options)
    connection = cast("sqlite3.Connection", raw)  # SQLCipher's binding is a copy of the standard library's
    if key is not None:
        connection.execute("PRAGMA cipher_log_level=NONE")  # a wrong key is explained, not printed
        connection.execute(f'PRAGMA key="{key.for_pragma()}"')
    return connection


def attach_file(connection: Any, path: Path, name: str) -> None:  # noqa: ANN401 - a connection of either library
    """Make a plain file readable under a name until the connection is closed.

    It has no key: SQLCipher would give it that of the workspace.
    """
    no_key = "" if isinstance(connection, sqlite3.Connection) else " KEY ''"
    connection.execute(f"ATTACH DATABASE ? AS {name}{no_key}", (str(path),))


def _library(key: Key | None) -> Any:  # noqa: ANN401 - a module
    if key is None:
        return sqlite3
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - a second SQLite, only where something is encrypted

    return dbapi2


def revision_of(path: Path, key: Key | None = None) -> str | None:
    """Return the schema revision of a file without changing a byte of it; None where it is no workspace.

    Opened read-only: a stranger's database must not even be switched to WAL.
    """
    with closing(connect(f"{path.resolve().as_uri()}?mode=ro", key, uri=True)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    return None if row is None else str(row[0])


def code_of(error: BaseException | None) -> int | None:
    """Return the primary result code of an error of either library; None where it comes from neither."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn the database's errors about the world (full, locked, read-only, damaged) into explained ones."""
    try:
        yield
    except Exception as error:
        problem = _explain(error.orig if isinstance(error, DBAPIError) else error, path)
        if problem is None:
            raise
        raise problem from error


def _explain(error: BaseException | None, path: str) -> WorkspaceProblem | None:
    primary = code_of(error)
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

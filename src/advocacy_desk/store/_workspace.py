"""A workspace: one database, opened, created and brought up to date."""

from __future__ import annotations

import shutil
import sqlite3
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection
from sqlalchemy import text as sql
from sqlalchemy.exc import OperationalError

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.i18n import text
from advocacy_desk.progress import Cancelled
from advocacy_desk.store._connection import attach_file, code_of, explained, revision_of, sqlite_engine
from advocacy_desk.store.keys import key_needed, key_refused, salt_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy.pool import QueuePool

    from advocacy_desk.store.keys import Key

SUFFIX = ".desk"
TIME_ZONE = "Europe/Berlin"
INSTRUCTIONS_BETWEEN_ASKING = 200_000  # of SQLite's virtual machine: some milliseconds


class Workspace:
    """One open database. ``reading`` and ``writing`` are the only ways to its rows; both are transactions.

    ``was_interrupted`` says that its journal was there when it was opened: a program that had it open ended without
    closing it, or still has it open.
    """

    def __init__(self, path: Path, key: Key | None = None) -> None:
        self.path = path
        self.key = key
        self.was_interrupted = _has_journal(path)
        self._engine = sqlite_engine(path, key)

    @classmethod
    def create(cls, path: Path, key: Key | None = None) -> Workspace:
        """Make a new, empty workspace file, encrypted where there is a key.

        Raises WorkspaceProblem where a file of that name exists or its folder cannot be written.
        """
        if path.exists():
            raise WorkspaceProblem(text("There is already a file of this name; it was not touched."), file=str(path))
        if not path.parent.is_dir():
            raise WorkspaceProblem(text("The folder does not exist."), file=str(path))
        workspace = cls(path, key)
        with explained(str(path)):
            workspace._migrate()
            with workspace.writing() as connection:
                connection.execute(
                    sql(
                        "INSERT INTO workspace_meta (key, value) "
                        "VALUES ('id', :id), ('made_at', :at), ('time_zone', :zone)"
                    ),
                    {"id": str(uuid.uuid4()), "at": str(int(time.time())), "zone": TIME_ZONE},
                )
        return workspace

    @classmethod
    def open(cls, path: Path, key: Key | None = None) -> Workspace:
        """Open a workspace file and bring its schema up to date, after a backup copy beside it.

        Raises KeyNeeded where the file is encrypted and the key is missing or wrong, WorkspaceProblem where there is
        none, it is something else, damaged, or from a newer program.
        """
        if not path.is_file():
            raise WorkspaceProblem(text("There is no workspace at this place."), file=str(path))
        found = _revision(path, key)
        workspace = cls(path, key)
        if found != _newest():
            workspace._update(found)
        return workspace

    def schema(self) -> str | None:
        """Return the revision of the file's schema."""
        with explained(str(self.path)):
            return revision_of(self.path, self.key)

    def _update(self, found: str | None) -> None:
        if found is None:
            raise WorkspaceProblem(text("This file is not an Advocacy Desk workspace."), file=str(self.path))
        if is_newer(found):
            raise WorkspaceProblem(
                text(
                    "This workspace was made by a newer version of Advocacy Desk. "
                    "Please update the program; nothing was changed."
                ),
                file=str(self.path),
            )
        with explained(str(self.path)), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy2(self.path, self.path.with_name(f"{self.path.name}.before-{_newest()}"))
        self._migrate()

    def _migrate(self) -> None:
        # Alembic costs 150 ms and is needed only when a schema is made or changed.
        from advocacy_desk.store._migrate import upgrade  # noqa: PLC0415 - see above

        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            upgrade(connection)

    @contextmanager
    def reading(self, *, cancelled: Callable[[], bool] | None = None) -> Iterator[Connection]:
        """A snapshot of the database for as long as the block runs.

        ``cancelled`` is asked during long statements; once it says yes the statement stops and Cancelled is raised.
        """
        with explained(str(self.path)), self._engine.connect() as connection, connection.begin():
            if cancelled is None:
                yield connection
                return
            raw = cast("sqlite3.Connection", connection.connection.driver_connection)
            raw.set_progress_handler(cancelled, INSTRUCTIONS_BETWEEN_ASKING)
            try:
                yield connection
            except OperationalError as error:
                if cancelled():
                    raise Cancelled from error
                raise
            finally:
                raw.set_progress_handler(None, 0)

    @contextmanager
    def writing(
        self, *, attach: Mapping[str, Path] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Iterator[Connection]:
        """A write transaction, committed when the block ends and rolled back when it raises.

        ``attach`` makes private staging files readable, each under its name, for its duration. ``cancelled`` is asked
        during long statements; once it says yes the statement stops and Cancelled is raised.
        """
        with explained(str(self.path)), self._engine.connect().execution_options(writes=True) as connection:
            raw = cast("sqlite3.Connection", connection.connection.driver_connection)
            if attach is not None:
                for name, path in attach.items():
                    attach_file(raw, path, name)
                raw.execute("PRAGMA foreign_keys=OFF")  # the merge joins every key that it writes
            raw.set_progress_handler(cancelled, INSTRUCTIONS_BETWEEN_ASKING)
            try:
                with connection.begin():
                    yield connection
            except BaseException as error:
                connection.invalidate()  # an error keeps cursors open, and those keep the staging file attached
                if isinstance(error, OperationalError) and cancelled is not None and cancelled():
                    raise Cancelled from error
                raise
            raw.set_progress_handler(None, 0)
            if attach is not None:
                connection.invalidate()  # its files are let go, and what it knew of an index that was moved in

    def identity(self) -> str:
        """Return the workspace's random id, its fingerprint on exported charts."""
        with self.reading() as connection:
            return str(connection.execute(sql("SELECT value FROM workspace_meta WHERE key = 'id'")).scalar_one())

    def rewrite(self) -> bool:
        """Write the file anew without its unused pages, and empty its journal; False where somebody else reads it.

        What was deleted before is then nowhere in it. Needs as much memory as the file is large.
        """
        try:
            with explained(str(self.path)), self._engine.connect() as connection:
                raw = cast("sqlite3.Connection", connection.connection.driver_connection)
                raw.execute("INSERT INTO post_fts (post_fts) VALUES ('rebuild')")  # its segments hold deleted words
                raw.execute("VACUUM")
                (busy, *_pages) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except WorkspaceProblem as problem:
            if code_of(problem.__cause__) != sqlite3.SQLITE_BUSY:
                raise
            return False
        return not busy

    def is_sound(self, *, cancelled: Callable[[], bool]) -> bool:
        """Whether SQLite finds every page, index and row in order; takes about a second for 200 MB."""
        with self.reading(cancelled=cancelled) as connection:
            return bool(connection.execute(sql("PRAGMA integrity_check(1)")).scalar_one() == "ok")

    @property
    def is_busy(self) -> bool:
        """Whether a transaction of this program is open."""
        return cast("QueuePool", self._engine.pool).checkedout() > 0

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _has_journal(path: Path) -> bool:
    journal = path.with_name(f"{path.name}-wal")
    return journal.is_file() and journal.stat().st_size > 0


def _revision(path: Path, key: Key | None) -> str | None:
    if key is None and salt_of(path) is not None:
        raise key_needed(path)
    try:
        with explained(str(path)):
            return revision_of(path, key)
    except WorkspaceProblem as problem:
        if key is not None and code_of(problem.__cause__) == sqlite3.SQLITE_NOTADB:
            raise key_refused(path) from problem
        raise


def _revisions() -> dict[str, str | None]:
    """Return revision -> the one before it, read off the file names without importing Alembic."""
    folder = Path(__file__).parent / "migrations" / "versions"
    ordered = sorted(path.stem.split("_", 1)[0] for path in folder.glob("[0-9]*.py*"))
    return dict(zip(ordered, [None, *ordered], strict=False))


def is_newer(revision: str) -> bool:
    """Whether this program does not know a schema revision, because a newer one made it."""
    return revision not in _revisions()


def _newest() -> str:
    return max(_revisions())

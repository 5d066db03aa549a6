"""Copies of a workspace through SQLite's backup API: whole or absent, of one moment, verified by opening them.

A copy grows under another name, is flushed, opened, checked and counted, and only then gets its own name. The pages
are read in one read transaction: others may write meanwhile, the copy shows the moment when it began. It is one file
without a journal beside it, so that it can lie on a read-only medium. The copy of an encrypted workspace is encrypted
under the same key and salt, so what opens the one opens the other.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from advocacy_desk.domain.backup import Contents, Snapshot
from advocacy_desk.errors import FileProblem, WorkspaceProblem
from advocacy_desk.i18n import text
from advocacy_desk.progress import Cancelled
from advocacy_desk.store._connection import code_of, connect, explained, revision_of
from advocacy_desk.store._workspace import INSTRUCTIONS_BETWEEN_ASKING, is_newer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from advocacy_desk.i18n import Text
    from advocacy_desk.progress import Progress
    from advocacy_desk.store._workspace import Workspace
    from advocacy_desk.store.keys import Key

PAGES = 128  # between two looks at the progress: half a megabyte
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
BESIDE = ("-journal", "-wal", "-shm")

_COUNTED = {
    "posts": "post",
    "people": "employee",
    "accounts": "account",
    "teams": "team",
    "tags": "employee_tag",
    "imports": "import_run",
    "findings": "finding",
    "cases": "review_case",
    "decisions": "decision",
    "audit_entries": "audit_entry",
}


def back_up(workspace: Workspace, to: Path, progress: Progress) -> Snapshot:
    """Copy a workspace to a new file and return what is in the copy.

    Raises FileProblem where the file exists or cannot be written, WorkspaceProblem where the workspace is damaged.
    """
    if to.exists():
        raise FileProblem(text("There is already a file of this name; it was not touched."), file=str(to))
    with unfinished(to) as growing:
        with workspace.reading() as connection:
            raw = cast("sqlite3.Connection", connection.connection.driver_connection)
            wanted = _contents(raw)  # the first read fixes the moment that the whole copy shows
            copy_pages(raw, growing, progress, text("Copying the workspace"), workspace.key)
        with explained(str(to)):
            _date(growing, workspace.key)
        progress.at(text("Checking the copy"))
        if not is_sound(growing, progress, workspace.key) or look(growing, workspace.key).contents != wanted:
            raise WorkspaceProblem(
                text(
                    "This workspace is damaged, so no backup was made of it. "
                    "Keep your earlier backups and restore the newest one."
                ),
                file=str(workspace.path),
            )
        progress.at(text("Putting the file in its place"))
        into_place(growing, to)
    return look(to, workspace.key)


def look(path: Path, key: Key | None = None) -> Snapshot:
    """Look inside a backup or workspace file without changing a byte of it.

    Raises FileProblem where there is none, it is something else, from a newer program, or damaged at first sight.
    """
    if not path.is_file():
        raise FileProblem(text("There is no file at this place."), file=str(path))
    try:
        with explained(str(path)):
            schema = revision_of(path, key)
        if schema is None:
            raise FileProblem(text("This file is not an Advocacy Desk workspace."), file=str(path))
        if is_newer(schema):
            raise FileProblem(
                text(
                    "This backup was made by a newer version of Advocacy Desk. "
                    "Please update the program; nothing was changed."
                ),
                file=str(path),
            )
        with explained(str(path)), closing(read_only(path, key)) as connection:
            told = dict(connection.execute("SELECT key, value FROM workspace_meta"))
            contents = _contents(connection)
    except WorkspaceProblem as problem:
        raise damaged(path) if code_of(problem.__cause__) in DAMAGED else problem from problem
    made = told.get("backed_up_at")
    return Snapshot(
        file=path,
        workspace=str(told.get("id", "")),
        schema=schema,
        made_at=None if made is None else datetime.fromtimestamp(int(made), tz=UTC),
        contents=contents,
    )


def damaged(path: Path) -> FileProblem:
    """Return what is said about a damaged backup."""
    return FileProblem(text("This backup is damaged. Nothing was changed; please take another one."), file=str(path))


def is_sound(path: Path, progress: Progress, key: Key | None = None) -> bool:
    """Whether SQLite finds every page, index and row of a file in order; raises Cancelled."""
    with closing(read_only(path, key)) as connection:
        connection.set_progress_handler(lambda: progress.is_cancelled, INSTRUCTIONS_BETWEEN_ASKING)
        try:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        except Exception as error:
            if progress.is_cancelled:
                raise Cancelled from error
            if code_of(error) in DAMAGED:
                return False
            raise
    return bool(found == "ok")


def copy_pages(source: sqlite3.Connection, to: Path, progress: Progress, stage: Text, key: Key | None = None) -> None:
    """Copy a database page by page into a new private file that is flushed and has no journal.

    ``key`` is that of the source, and becomes that of the copy.
    """

    def told(_status: int, remaining: int, total: int) -> None:
        progress.at(stage, total - remaining, total)

    with explained(str(to)), closing(connect(to, key)) as target:
        target.execute("PRAGMA synchronous=OFF")  # nobody counts on it before it is flushed as a whole
        source.backup(target, pages=PAGES, progress=told)
        target.execute("PRAGMA journal_mode=DELETE")
    flush(to)


def into_place(ready: Path, path: Path) -> None:
    """Give a finished file its name, in one step, so that the name survives a power cut."""
    flush(ready)
    ready.replace(path)
    with suppress(OSError):  # some network drives do not know it; the file has its name already
        flush(path.parent)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if os.name == "nt" and path.is_dir():  # pragma: no cover - Windows writes names through
        return
    opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """Give a name beside ``path`` to write under; what is left there when the block ends is removed.

    Only the owner may read the file. Leftovers of a killed program under the same name are removed first.
    """
    growing = path.with_name(f"unfinished-{path.name}")
    try:
        remove(growing)
        os.close(os.open(growing, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield growing
    except OSError as error:
        reason = str(error.strerror)
        raise FileProblem(
            text("The file could not be written ({reason}). Choose another folder and try again.", reason=reason),
            file=str(path),
        ) from error
    finally:
        if path.parent.is_dir():
            remove(growing)


def remove(path: Path) -> None:
    """Remove a database with the files that SQLite may have left beside it."""
    for name in (path, *(path.with_name(path.name + end) for end in BESIDE)):
        name.unlink(missing_ok=True)


def _contents(connection: sqlite3.Connection) -> Contents:
    counts = {
        name: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - constants
        for name, table in _COUNTED.items()
    }
    return Contents(**counts)


def _date(copy: Path, key: Key | None) -> None:
    now = str(int(datetime.now(tz=UTC).timestamp()))
    with closing(connect(copy, key)) as connection:
        connection.execute("INSERT OR REPLACE INTO workspace_meta (key, value) VALUES ('backed_up_at', ?)", (now,))


def read_only(path: Path, key: Key | None = None) -> sqlite3.Connection:
    """Open a database that may be a stranger's so that nothing of it is changed or trusted."""
    # Without a journal beside it nobody writes it: then not even a lock file is made, for read-only media.
    still = "" if path.with_name(f"{path.name}-wal").exists() else "&immutable=1"
    connection = connect(f"{path.resolve().as_uri()}?mode=ro{still}", key, uri=True)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection

"""Put a backup in the place of a workspace, in one step, and keep the workspace that is there beside it.

A file must not be replaced while somebody has it open: SQLite's journal lies beside it under its name and would then
belong to another file. So the present workspace is first taken out of WAL mode, which only its last user can do.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.i18n import text
from advocacy_desk.store import backup
from advocacy_desk.store._connection import code_of, connect, explained

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.progress import Progress
    from advocacy_desk.store.keys import Key

WAIT_SECONDS = 2.0


def put_in_place(
    source: Path, place: Path, progress: Progress, key: Key | None = None, place_key: Key | None = None
) -> Path | None:
    """Make ``place`` a copy of ``source``, which ``look`` accepted; return where the file from before lies now.

    ``key`` opens the source, ``place_key`` the present workspace.
    Raises FileProblem where the source is damaged, WorkspaceProblem where the present workspace is in use.
    Until the last step the present workspace stays as it is; cancelling is possible until then.
    """
    wanted = backup.look(source, key).contents
    progress.at(text("Checking the backup"))
    if not backup.is_sound(source, progress, key):
        raise backup.damaged(source)
    with backup.unfinished(place) as growing:
        with closing(backup.read_only(source, key)) as raw:
            backup.copy_pages(raw, growing, progress, text("Copying the backup"), key)
        progress.at(text("Checking the copy"))
        if not backup.is_sound(growing, progress, key) or backup.look(growing, key).contents != wanted:
            raise backup.damaged(source)
        kept = _keep(place, progress, place_key) if place.exists() else None
        progress.at(text("Putting the file in its place"))
        for end in backup.BESIDE:  # of a damaged workspace; a sound one has none any more
            place.with_name(place.name + end).unlink(missing_ok=True)
        backup.into_place(growing, place)
    return kept


def _keep(place: Path, progress: Progress, key: Key | None) -> Path:
    """Copy the present workspace beside itself, under a name with the date; a damaged one as it lies there."""
    kept = _dated(place)
    # One name whatever the date, so that the next try clears what a killed one left.
    with backup.unfinished(place.with_name(f"kept-{place.name}")) as growing:
        try:
            with explained(str(place)), closing(alone(place, key)) as raw:
                backup.copy_pages(raw, growing, progress, text("Keeping the present workspace"), key)
        except WorkspaceProblem as problem:
            code = code_of(problem.__cause__)
            if code == sqlite3.SQLITE_BUSY:
                raise in_use(place) from problem
            if code not in backup.DAMAGED:
                raise
            _copy_damaged(place, growing, kept)
        backup.into_place(growing, kept)
    return kept


def alone(place: Path, key: Key | None) -> sqlite3.Connection:
    """Open a database that nobody else has open; its journal is merged into it and gone."""
    raw = connect(place, key, timeout=WAIT_SECONDS)
    take_alone(raw)
    return raw


def take_alone(raw: sqlite3.Connection) -> None:
    """Keep everybody else out of a database until the connection is closed, or close it and raise."""
    try:
        raw.execute("PRAGMA locking_mode=EXCLUSIVE")
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("COMMIT")  # the lock stays, and copying does not wait for a transaction of our own
    except Exception:
        raw.close()
        raise


def _copy_damaged(place: Path, growing: Path, kept: Path) -> None:
    shutil.copyfile(place, growing)
    for end in backup.BESIDE:
        beside = place.with_name(place.name + end)
        if beside.exists():
            shutil.copyfile(beside, kept.with_name(kept.name + end))


def in_use(place: Path) -> WorkspaceProblem:
    """Return what is said where somebody else has the workspace open."""
    return WorkspaceProblem(
        text(
            "This workspace is open in a window or another program. Close it there and try again; nothing was changed."
        ),
        file=str(place),
    )


def _dated(place: Path) -> Path:
    stamp = datetime.now(tz=UTC).strftime("%Y-%m-%d-%H%M%S")
    name, number = f"{place.stem}-before-restore-{stamp}", 1
    kept = place.with_name(f"{name}{place.suffix}")
    while kept.exists():
        number += 1
        kept = place.with_name(f"{name}-{number}{place.suffix}")
    return kept

"""Encrypt a plain workspace in its place: an encrypted copy is made and verified, and takes its name in one step.

SQLCipher's library reads the plain file as well, so that only one copy of SQLite ever has it open here.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, cast

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.i18n import text
from advocacy_desk.progress import Cancelled
from advocacy_desk.store import backup, restore
from advocacy_desk.store._connection import code_of, explained
from advocacy_desk.store._workspace import INSTRUCTIONS_BETWEEN_ASKING
from advocacy_desk.store.keys import PLAIN

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.domain.backup import Contents
    from advocacy_desk.progress import Progress
    from advocacy_desk.store.keys import Key


def encrypt(place: Path, key: Key, progress: Progress) -> Contents:
    """Make the plain workspace at ``place`` an encrypted one under ``key``; return what both hold.

    Until the last step, one rename, the plain file stays as it is; a killed program leaves one or the other.
    Raises WorkspaceProblem where the workspace is damaged or open somewhere.
    """
    wanted = backup.look(place).contents
    progress.at(text("Checking the workspace"))
    if not backup.is_sound(place, progress):
        raise _damaged(place)
    with backup.unfinished(place) as growing:
        progress.at(text("Encrypting the workspace"))
        try:
            with explained(str(place)), closing(_alone(place)) as raw:
                _export(raw, growing, key, progress)
        except WorkspaceProblem as problem:
            raise restore.in_use(place) if code_of(problem.__cause__) == sqlite3.SQLITE_BUSY else problem from problem
        progress.at(text("Checking the copy"))
        if not backup.is_sound(growing, progress, key) or backup.look(growing, key).contents != wanted:
            raise _damaged(place)
        progress.at(text("Putting the file in its place"))
        backup.into_place(growing, place)
    return wanted


def _damaged(place: Path) -> WorkspaceProblem:
    return WorkspaceProblem(
        text("The workspace file is damaged. Restore the latest backup; do not write to this file."), file=str(place)
    )


def plain_copies(place: Path) -> tuple[Path, ...]:
    """Return the unencrypted copies of a workspace that the program itself left beside it, oldest name first."""
    found = [*place.parent.glob(f"{place.name}.before-*"), *place.parent.glob(f"{place.stem}-before-restore-*")]
    return tuple(sorted(path for path in found if path.suffix not in backup.BESIDE and _is_plain(path)))


def _is_plain(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(PLAIN)) == PLAIN


def _alone(place: Path) -> sqlite3.Connection:
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - a second SQLite, only where something is encrypted

    raw = cast("sqlite3.Connection", dbapi2.connect(str(place), timeout=restore.WAIT_SECONDS, isolation_level=None))
    restore.take_alone(raw)
    return raw


def _export(raw: sqlite3.Connection, to: Path, key: Key, progress: Progress) -> None:
    raw.set_progress_handler(lambda: progress.is_cancelled, INSTRUCTIONS_BETWEEN_ASKING)
    raw.execute(f'ATTACH DATABASE ? AS encrypted KEY "{key.for_pragma()}"', (str(to),))
    try:
        raw.execute("SELECT sqlcipher_export('encrypted')").fetchall()
    except Exception as error:
        if progress.is_cancelled:
            raise Cancelled from error
        raise
    raw.execute("DETACH DATABASE encrypted")

"""Put a backup in the place of a workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.backup import Restored
from advocacy_desk.errors import KeyNeeded, Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, backup
from advocacy_desk.store import restore as stored
from advocacy_desk.usecases.open_workspace import key_for

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.progress import Progress
    from advocacy_desk.store.keys import Key


def restore(
    place: Path, source: Path, progress: Progress, *, by: str, secret: str | None = None, key: Key | None = None
) -> Restored:
    """Make ``place`` what ``source`` holds; the workspace that was there is kept beside it, with the date in its name.

    Nobody may have the workspace open. The restored workspace is brought up to date and its audit trail says that it
    was restored; the counts returned are from before that entry, those of the backup. ``secret``, or the
    ``key`` of the workspace that is replaced, opens encrypted files whose keys no keyring holds.
    Raises FileProblem for a damaged, newer or foreign backup, WorkspaceProblem where the workspace is in use.
    """
    if place.exists() and source.exists() and place.samefile(source):
        raise Refused(text("This file is the workspace itself. Please choose a backup of it."))
    source_key = key_for(source, secret, key)
    looked = backup.look(source, source_key)
    kept = stored.put_in_place(source, place, progress, source_key, _key_of_present(place, secret, key))
    found = backup.look(place, source_key)
    workspace = Workspace.open(place, source_key)
    try:
        made = None if looked.made_at is None else looked.made_at.isoformat()
        details = {"made_at": made, "posts": found.contents.posts, "decisions": found.contents.decisions}
        with workspace.writing() as connection:
            audit.append(
                connection,
                actor=by,
                action="workspace.restored",
                subject="workspace",
                details=details,
                at=datetime.now(tz=UTC),
            )
        schema = workspace.schema()
    finally:
        workspace.close()
    return Restored(snapshot=replace(found, schema=schema or found.schema), kept=kept)


def _key_of_present(place: Path, secret: str | None, key: Key | None) -> Key | None:
    """Return what opens the workspace that is replaced; one that nobody can open is kept as it lies there."""
    try:
        return key_for(place, secret, key)
    except KeyNeeded:
        return None

"""Backups that the program makes by itself: one a day of use, in a folder beside the workspace, thinned out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from advocacy_desk.domain.backup import Kept, Rotation
from advocacy_desk.errors import FileProblem
from advocacy_desk.i18n import text
from advocacy_desk.usecases.back_up import back_up

if TYPE_CHECKING:
    from advocacy_desk.domain.backup import Snapshot
    from advocacy_desk.progress import Progress
    from advocacy_desk.store import Workspace

EVERY = timedelta(days=1)
STAMP = "%Y-%m-%d-%H%M%S"
_STAMPED = re.compile(r"-(\d{4}-\d\d-\d\d-\d{6})$")


@dataclass(frozen=True, slots=True)
class Rotated:
    """The backup that was made, and the older ones that went for it."""

    made: Snapshot
    removed: tuple[Kept, ...]


def folder(workspace: Path) -> Path:
    """Return where the backups of a workspace lie."""
    return workspace.with_name(f"{workspace.stem}-backups")


def kept(workspace: Path) -> tuple[Kept, ...]:
    """Return the backups of a workspace, newest first, by their names and without opening them."""
    found = []
    for path in folder(workspace).glob(f"{workspace.stem}-*{workspace.suffix}"):
        stamped = _STAMPED.search(path.stem)
        if stamped and path.stem[: stamped.start()] == workspace.stem:
            made_at = datetime.strptime(stamped[1], STAMP).replace(tzinfo=UTC)
            found.append(Kept(path, made_at, path.stat().st_size))
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))


def is_due(workspace: Path, now: datetime, every: timedelta = EVERY) -> bool:
    """Whether a day has passed since the newest backup and something was written since then."""
    newest = next(iter(kept(workspace)), None)
    if newest is None:
        return True
    beside = (workspace, workspace.with_name(f"{workspace.name}-wal"))
    written = max(datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) for path in beside if path.exists())
    return now - newest.made_at >= every and written > newest.made_at


def keep_backup(
    workspace: Workspace, progress: Progress, *, now: datetime, rotation: Rotation | None = None
) -> Rotated:
    """Make a verified backup now and remove those that the rotation no longer keeps.

    Nothing is removed before the new one is complete. Raises FileProblem where the folder cannot be written,
    WorkspaceProblem where the workspace is damaged: then every older backup stays.
    """
    place = folder(workspace.path)
    try:
        place.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise FileProblem(
            text("The folder for backups cannot be made ({reason}).", reason=str(error.strerror)), file=str(place)
        ) from error
    name = f"{workspace.path.stem}-{now.astimezone(UTC).strftime(STAMP)}{workspace.path.suffix}"
    made = back_up(workspace, place / name, progress)
    surplus = (rotation or Rotation()).surplus(kept(workspace.path))
    for one in surplus:
        one.file.unlink(missing_ok=True)
    return Rotated(made, surplus)

"""Back a workspace up while it is in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.store import Workspace, backup
from advocacy_desk.usecases.open_workspace import key_for

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.domain.backup import Snapshot
    from advocacy_desk.progress import Progress
    from advocacy_desk.store.keys import Key


def back_up(workspace: Workspace, to: Path, progress: Progress) -> Snapshot:
    """Write a verified copy of the workspace to a new file; return what is in it.

    The file is whole or absent, and shows one moment whatever others write meanwhile.
    Raises FileProblem where the file exists or cannot be written, WorkspaceProblem where the workspace is damaged.
    """
    return backup.back_up(workspace, to, progress)


def look(path: Path, secret: str | None = None, *, key: Key | None = None) -> Snapshot:
    """Look inside a backup without changing it.

    ``secret`` or ``key`` (of the workspace that it was made of) opens an encrypted one whose key no keyring holds.
    Raises FileProblem where it cannot be restored by this program, KeyNeeded where it stays closed.
    """
    return backup.look(path, key_for(path, secret, key))

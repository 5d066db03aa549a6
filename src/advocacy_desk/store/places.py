"""Places where a database does badly: network drives, and folders that a program copies while they are in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advocacy_desk.i18n import Text

# SQLite's journal needs memory that all programs share, which no network file system gives (sqlite.org/wal.html, 1.).
NETWORK_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "webdav", "davfs"})
NETWORK_FUSE = frozenset({"fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.curlftpfs"})

# What the programs call their folders, and what they leave in the top one.
SYNC_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "mobile documents": "iCloud Drive",
    "icloud drive": "iCloud Drive",
}
SYNC_MARKS = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".owncloudsync.log": "ownCloud", ".SeaDrive": "Seafile"}


def warning(workspace: Path) -> Text | None:
    """Return what is said about the place of a workspace; None where it is a good one."""
    path = workspace.resolve()
    if _network(path):
        return text(
            "This workspace lies on a network drive. Two computers that open it at once can damage it: keep it on this "
            "computer's disk, and put its backups on the drive."
        )
    program = synchronised_by(path)
    if program is not None:
        return text(
            "This workspace lies in a folder that {program} synchronises. It may copy the file in the middle of a "
            "change: keep the workspace outside, and put its backups there.",
            program=program,
        )
    return None


def synchronised_by(path: Path) -> str | None:
    """Return the program that synchronises one of the folders in which a file lies."""
    for folder in path.parents:
        for name, program in SYNC_NAMES.items():
            if folder.name.casefold() == name or folder.name.casefold().startswith((f"{name} - ", f"{name} (")):
                return program
        for mark, program in SYNC_MARKS.items():
            if (folder / mark).exists():
                return program
    return None


def file_system(path: Path, mounts: Iterable[tuple[str, str]]) -> str | None:
    """Return the kind of the file system that ``path`` lies on, from pairs of mount point and kind."""
    holding = [(Path(point), kind) for point, kind in mounts if path.is_relative_to(point)]
    return max(holding, key=lambda mount: len(mount[0].parts), default=(None, None))[1]


def _network(path: Path) -> bool:
    if str(path).startswith("\\\\"):
        return True
    mounts = [(part.mountpoint, f"{part.fstype} {part.opts}") for part in psutil.disk_partitions(all=True)]
    kind, _space, options = (file_system(path, mounts) or "").casefold().partition(" ")
    return kind in NETWORK_SYSTEMS | NETWORK_FUSE or "remote" in options.split(",")

"""Encrypt a plain workspace in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, encrypt, keys
from advocacy_desk.usecases.open_workspace import new_key

if TYPE_CHECKING:
    from advocacy_desk.domain.backup import Contents
    from advocacy_desk.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Encrypted:
    """What the workspace holds, the words that open it, and the unencrypted copies that still lie beside it."""

    contents: Contents
    recovery_phrase: str
    plain_copies: tuple[Path, ...]


def encrypt_workspace(path: Path, progress: Progress, *, by: str, passphrase: str | None = None) -> Encrypted:
    """Make the plain workspace at ``path`` an encrypted one; nobody may have it open.

    The key lies in the keyring before the file changes, or comes from ``passphrase``. The audit trail says who did it.
    Raises Refused where the file is encrypted already, KeyringProblem where there is no keyring and no passphrase,
    WorkspaceProblem where it is open somewhere or damaged. Nothing has changed then.
    """
    if path.is_file() and keys.salt_of(path) is not None:
        raise Refused(text("This workspace is encrypted already."), file=str(path))
    Workspace.open(path).close()  # refuses what is no workspace, and brings the schema up to date
    key = new_key(passphrase)
    contents = encrypt.encrypt(path, key, progress)
    workspace = Workspace.open(path, key)
    try:
        with workspace.writing() as connection:
            audit.append(
                connection,
                actor=by,
                action="workspace.encrypted",
                subject="workspace",
                details={"posts": contents.posts, "decisions": contents.decisions},
                at=datetime.now(tz=UTC),
            )
    finally:
        workspace.close()
    return Encrypted(
        contents=contents, recovery_phrase=keys.recovery_phrase(key), plain_copies=encrypt.plain_copies(path)
    )

"""Create and open workspaces, encrypted unless somebody asks for a plain one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.i18n import text
from advocacy_desk.store import SUFFIX, Workspace, keyrings, keys

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store.keys import Key

FEWEST_CHARACTERS = (
    12  # of a passphrase; NIST SP 800-63B-4 asks for 15 where nothing slows guessing down, Argon2id does
)


@dataclass(frozen=True, slots=True)
class Created:
    """A new workspace, and the words that open it where the keyring is lost (None: it is plain)."""

    workspace: Workspace
    recovery_phrase: str | None


def create(path: Path, *, plain: bool = False, passphrase: str | None = None) -> Created:
    """Make a new workspace at ``path`` (``.desk`` is added where no suffix is given) and open it.

    Its key is random and lies in the system's keyring, or comes from ``passphrase`` and lies nowhere.
    Raises KeyringProblem where neither is to be had, WorkspaceProblem where the file cannot be made.
    """
    place = path if path.suffix else path.with_suffix(SUFFIX)
    if plain:
        return Created(Workspace.create(place), None)
    if place.exists():  # before anything is put into the keyring
        raise WorkspaceProblem(text("There is already a file of this name; it was not touched."), file=str(place))
    key = new_key(passphrase)
    return Created(Workspace.create(place, key), keys.recovery_phrase(key))


def open_existing(path: Path, secret: str | None = None, *, remember: bool = False) -> Workspace:
    """Open a workspace and bring its schema up to date.

    ``secret`` is a passphrase or a recovery phrase; ``remember`` puts the key that it stands for into the keyring
    once it has opened the file. Raises KeyNeeded where an encrypted file stays closed, otherwise WorkspaceProblem.
    """
    key = key_for(path, secret)
    workspace = Workspace.open(path, key)
    if remember and key is not None:
        try:
            keyrings.keep(key)
        except WorkspaceProblem:
            workspace.close()
            raise
    return workspace


def open_with(path: Path, key: Key | None) -> Workspace:
    """Open a workspace, or the copy of one, by the key that opened it before. Raises WorkspaceProblem."""
    return Workspace.open(path, key_for(path, at_hand=key))


def key_for(path: Path, secret: str | None = None, at_hand: Key | None = None) -> Key | None:
    """Return the key of a file: ``at_hand`` where it fits, what was typed, else the keyring's; None for a plain file.

    Raises KeyNeeded where the file is encrypted and neither is at hand.
    """
    salt = keys.salt_of(path) if path.is_file() else None
    if salt is None:
        return None
    if at_hand is not None and at_hand.salt == salt:
        return at_hand
    key = keys.from_secret(secret, salt) if secret else keyrings.find(salt)
    if key is None:
        raise keys.key_needed(path)
    return key


def new_key(passphrase: str | None) -> Key:
    """Return a key that can be found again: random in the keyring, or made from a passphrase.

    Raises KeyringProblem where there is neither, WorkspaceProblem for a passphrase that is easy to guess.
    """
    key = keys.random_key()
    if passphrase is None:
        keyrings.keep(key)
        return key
    if len(passphrase) < FEWEST_CHARACTERS:
        raise WorkspaceProblem(
            text("A passphrase needs at least {number} characters. Nothing was made.", number=FEWEST_CHARACTERS)
        )
    return keys.from_passphrase(passphrase, key.salt)

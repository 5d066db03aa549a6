"""The key of an encrypted workspace, and the three ways to come by it: a keyring, a passphrase, a recovery phrase.

A workspace is a SQLCipher file under a raw key of 256 bits. Its first 16 bytes are the salt that SQLCipher mixes into
the key of its checksums; they are readable by everybody, random, and stay with every copy. So they are the name under
which a keyring holds the key, and the salt of the passphrase: nothing has to lie beside the file.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from advocacy_desk.errors import KeyNeeded
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from pathlib import Path

KEY_BYTES = 32
SALT_BYTES = 16
PAGE_BYTES = 4096
PLAIN = b"SQLite format 3\0"

# Argon2id as RFC 9106, section 4, recommends where memory is limited; changing a number locks old workspaces out.
ARGON2_PASSES = 3
ARGON2_KIB = 64 * 1024
ARGON2_LANES = 4


@dataclass(frozen=True, slots=True)
class Key:
    """What opens one workspace and its copies; never shown by ``repr``, so that it reaches no log."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def for_pragma(self) -> str:
        """Return the blob literal that SQLCipher takes as raw key and salt."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    @property
    def name(self) -> str:
        """The name under which a keyring holds it."""
        return self.salt.hex()


def random_key() -> Key:
    """Return the key of a new workspace."""
    return Key(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(SALT_BYTES))


def from_passphrase(passphrase: str, salt: bytes) -> Key:
    """Derive the key from what a person remembers (Argon2id, about 0.1 s and 64 MiB)."""
    from argon2 import low_level  # noqa: PLC0415 - only where there is a passphrase

    raw = low_level.hash_secret_raw(
        passphrase.encode(),
        salt,
        time_cost=ARGON2_PASSES,
        memory_cost=ARGON2_KIB,
        parallelism=ARGON2_LANES,
        hash_len=KEY_BYTES,
        type=low_level.Type.ID,
    )
    return Key(raw, salt)


def recovery_phrase(key: Key) -> str:
    """Return the key as 24 words with a checksum (BIP 39), to be printed and kept apart from the computer."""
    return str(_words().to_mnemonic(key.raw))


def from_secret(secret: str, salt: bytes) -> Key:
    """Return the key of what a person typed: a recovery phrase where it is one, a passphrase otherwise."""
    words = " ".join(secret.lower().split())
    if len(words.split(" ")) == 24 and _words().check(words):
        return Key(bytes(_words().to_entropy(words)), salt)
    return from_passphrase(secret, salt)


def salt_of(path: Path) -> bytes | None:
    """Return the salt of an encrypted file; None where a file is plain, or cannot be a workspace at all."""
    with path.open("rb") as file:
        head = file.read(SALT_BYTES)
    whole_pages = path.stat().st_size >= PAGE_BYTES and path.stat().st_size % PAGE_BYTES == 0
    return head if whole_pages and head != PLAIN else None


def key_needed(path: Path) -> KeyNeeded:
    """Return what is said where an encrypted file cannot be opened with what is at hand."""
    return KeyNeeded(
        text(
            "This workspace is encrypted, and its key is not in this computer's keyring. "
            "Enter its passphrase or its recovery phrase of 24 words. Nothing was changed."
        ),
        file=str(path),
    )


def key_refused(path: Path) -> KeyNeeded:
    """Return what is said where a passphrase, a phrase or a kept key does not open the file."""
    return KeyNeeded(
        text("This passphrase or recovery phrase does not open the file, or the file is no workspace."), file=str(path)
    )


def _words() -> Any:  # noqa: ANN401 - the library carries no types
    from mnemonic import Mnemonic  # noqa: PLC0415 - reads a word list

    return Mnemonic("english")

"""The system's keyring, where the keys of workspaces lie: Secret Service, KWallet, macOS Keychain, Windows.

Only these are loaded and asked. Other backends may be installed beside the program, among them some that write secrets
into a plain file or ask on the terminal; the library would pick them, so the choice is made here, anew at every call:
a keyring may appear while the program runs. Every call may wait for a person to unlock the keyring: never call it from
the window's own thread.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from advocacy_desk.errors import KeyringProblem
from advocacy_desk.i18n import text
from advocacy_desk.store.keys import KEY_BYTES, Key

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Advocacy Desk"
TRUSTED = tuple(f"keyring.backends.{name}" for name in ("SecretService", "kwallet", "libsecret", "macOS", "Windows"))


def keep(key: Key) -> None:
    """Put a key into the keyring. Raises KeyringProblem where there is none, or it stays locked."""
    backend = _backend()
    if backend is None:
        raise _missing()
    from keyring.errors import KeyringError  # noqa: PLC0415 - keyring loads slowly

    try:
        backend.set_password(SERVICE, key.name, key.raw.hex())
        kept = backend.get_password(SERVICE, key.name)
    except KeyringError as error:
        raise _locked() from error
    if kept != key.raw.hex():
        raise _locked()


def find(salt: bytes) -> Key | None:
    """Return the key of a workspace; None where no trusted keyring is there, it is locked, or does not hold it."""
    backend = _backend()
    if backend is None:
        return None
    from keyring.errors import KeyringError  # noqa: PLC0415 - as above

    try:
        kept = backend.get_password(SERVICE, salt.hex())
    except KeyringError:
        return None
    try:
        raw = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return Key(raw, salt) if len(raw) == KEY_BYTES else None


def _backend() -> KeyringBackend | None:
    from keyring.backend import KeyringBackend  # noqa: PLC0415 - as above

    for name in TRUSTED:
        importlib.import_module(name)
    viable = [kind for kind in KeyringBackend.get_viable_backends() if kind.__module__ in TRUSTED]
    best = max(viable, key=lambda kind: kind.priority, default=None)
    return None if best is None else best()


def _missing() -> KeyringProblem:
    return KeyringProblem(
        text(
            "This computer offers no keyring in which the key of an encrypted workspace could be kept safely. "
            "Choose a passphrase instead: without it nobody can open the workspace, and nobody can restore it."
        )
    )


def _locked() -> KeyringProblem:
    return KeyringProblem(
        text(
            "The keyring of this computer stayed locked, so the key could not be kept and nothing was made. "
            "Unlock it and try again, or choose a passphrase instead."
        )
    )

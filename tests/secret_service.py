"""A real secret service: gnome-keyring on a D-Bus of its own, unlocked, with an empty keyring that nobody keeps."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAMS = ("dbus-daemon", "gnome-keyring-daemon")


def is_there() -> bool:
    """Whether this machine has the programs; packaging/bootstrap brings them where it may."""
    return all(shutil.which(name) for name in PROGRAMS)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start both and give the address of the bus; they end with the block."""
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "XDG_DATA_HOME": str(folder), "HOME": str(folder)}
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:path={folder}/bus"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    )
    try:
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        keyring = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**environment, "DBUS_SESSION_BUS_ADDRESS": address},
        )
        try:
            assert keyring.stdin is not None
            assert keyring.stdout is not None
            keyring.stdin.write(b"a password of nobody")
            keyring.stdin.close()
            keyring.stdin = None
            keyring.stdout.readline()  # it tells where it listens once it does
            yield address
        finally:
            keyring.terminate()
            keyring.communicate()
    finally:
        bus.terminate()
        bus.communicate()

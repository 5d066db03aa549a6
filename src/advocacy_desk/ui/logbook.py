"""The log of faults: a small file on this computer, which the person can read and which nobody is sent.

Only what this program logs itself goes in. That is the kind of a fault and the lines of code on its way, never a
message or a value: those may quote what somebody wrote. Other libraries log statements with values: they stay out.
"""

from __future__ import annotations

import logging
import platform
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from advocacy_desk import __version__

LARGEST = 200_000  # bytes; one older file is kept beside it
NAME = "faults.log"


def default_folder() -> Path:
    """Return where the system keeps logs of this person's programs."""
    return platformdirs.user_log_path("advocacy-desk")


def begin(folder: Path) -> logging.Handler | None:
    """Write faults to a file from now on; None where the folder cannot be written: then they are not kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / NAME, maxBytes=LARGEST, backupCount=1, encoding="utf-8", delay=True, errors="backslashreplace"
        )
    except OSError:
        return None
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter(f"%(asctime)s {__version__} %(name)s: %(message)s"))
    logging.getLogger("advocacy_desk").addHandler(handler)
    return handler


def read(folder: Path) -> str:
    """Return what was written, oldest first; empty where nothing went wrong."""
    parts = []
    for name in (f"{NAME}.1", NAME):
        try:
            parts.append((folder / name).read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
    return "".join(parts)


def about() -> str:
    """Return what a maker needs to know beside the log: versions, nothing about the person."""
    return f"Advocacy Desk {__version__}, Python {platform.python_version()}, {platform.platform()}"

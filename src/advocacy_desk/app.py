"""The composition root: decides between window and terminal, and hands settings and language down."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from advocacy_desk import settings


def main() -> int:
    """Open the window when called without arguments, otherwise run one command of the terminal."""
    arguments = sys.argv[1:]
    if arguments:
        # The terminal needs no Qt, the window no click; each costs start-up time.
        from advocacy_desk import cli  # noqa: PLC0415 - see above

        return cli.run(arguments)
    from advocacy_desk.ui.window import run  # noqa: PLC0415 - as above

    place = os.environ.get("ADVOCACY_DESK_WORKSPACE")
    return run(Path(place) if place else None, settings.default_path())

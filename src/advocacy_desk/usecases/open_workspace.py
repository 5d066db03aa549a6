"""Create and open workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.store import SUFFIX, Workspace

if TYPE_CHECKING:
    from pathlib import Path


def create(path: Path, *, plain: bool = False) -> Workspace:  # noqa: ARG001 - see below
    """Make a new workspace at ``path`` (``.desk`` is added where no suffix is given) and open it.

    Every workspace is a plain SQLite file today, whatever ``plain`` says; the flag is part of the stable terminal
    contract for the time when new workspaces are encrypted. Raises WorkspaceProblem.
    """
    return Workspace.create(path if path.suffix else path.with_suffix(SUFFIX))


def open_existing(path: Path) -> Workspace:
    """Open a workspace and bring its schema up to date. Raises WorkspaceProblem."""
    return Workspace.open(path)

"""What was imported, what could not be read, and the column profiles that were saved."""

from __future__ import annotations

import msgspec

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.posts import PastImport, Problem
from advocacy_desk.formats import ColumnMapping
from advocacy_desk.store import Workspace
from advocacy_desk.store import imports as stored


def imports(workspace: Workspace) -> tuple[PastImport, ...]:
    """Return all import runs, newest first."""
    with workspace.reading() as connection:
        return stored.reports(connection)


def problems(workspace: Workspace, import_id: int) -> tuple[Problem, ...]:
    """Return the records of an import that could not be read."""
    with workspace.reading() as connection:
        return stored.problems(connection, import_id)


def profiles(workspace: Workspace) -> dict[str, ColumnMapping]:
    """Return the saved column profiles by name."""
    with workspace.reading() as connection:
        return {
            name: msgspec.json.decode(body, type=ColumnMapping) for name, body in stored.profiles(connection).items()
        }


def save_profile(workspace: Workspace, name: str, mapping: ColumnMapping) -> Outcome[None]:
    """Keep a column mapping under a name, for the next file of the same kind."""
    with workspace.writing() as connection:
        stored.save_profile(connection, name, msgspec.json.encode(mapping).decode())
    return Outcome(None, Changes.SETTINGS)

"""Which days the imported data speaks for, author by author and import by import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.store import coverage as stored

if TYPE_CHECKING:
    from advocacy_desk.domain.coverage import Coverage
    from advocacy_desk.store import Workspace


def coverage(workspace: Workspace, import_id: int | None = None) -> tuple[Coverage, ...]:
    """Return a line for each account and import; of one import only where ``import_id`` says which."""
    with workspace.reading() as connection:
        return stored.coverage(connection, import_id)

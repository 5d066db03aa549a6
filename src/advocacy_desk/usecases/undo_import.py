"""Take a whole import back."""

from __future__ import annotations

from datetime import UTC, datetime

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.posts import Undone
from advocacy_desk.store import Workspace, audit, imports


def undo_import(workspace: Workspace, import_id: int, *, by: str) -> Outcome[Undone]:
    """Make everything what it was before an import of posts; written down in the audit trail.

    Raises Refused where a later import or a decision builds on it, or where it brought people.
    """
    with workspace.writing() as connection:
        undone = imports.undo(connection, import_id)
        audit.append(
            connection,
            actor=by,
            action="undo_import",
            subject=f"import:{import_id}",
            details={"removed": undone.removed, "restored": undone.restored},
            at=datetime.now(tz=UTC),
        )
    changes = Changes.POSTS | Changes.IMPORTS | Changes.MATCHES | Changes.FINDINGS | Changes.CASES
    return Outcome(undone, changes)

"""Erase a person: everything that is stored about them, but for sums in which nobody is told apart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.erasure import Erased
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, erasure, people
from advocacy_desk.usecases.keep_backups import kept

if TYPE_CHECKING:
    from advocacy_desk.progress import Progress


def erase_person(
    workspace: Workspace, employee: int, progress: Progress, *, by: str, now: datetime | None = None
) -> Outcome[Erased]:
    """Erase an employee for good; this cannot be undone.

    Rows, texts, findings, cases, search index and unreadable records go; the totals of closed months stay as numbers;
    the audit trail verifies and no longer tells who it was. Then the file is rewritten. Backups are not touched: they
    are returned, because they hold the person until they go. Raises Refused where there is no such person, Cancelled
    before anything was changed.
    """
    at = now or datetime.now(tz=UTC)
    progress.at(text("Erasing the person"))
    with workspace.writing() as connection:
        if not people.exists(connection, [employee]):
            raise Refused(text("This person is not in the directory."))
        before = erasure.totals(connection)
        rows = erasure.erase(connection, employee, by=by, at=at)
        after = erasure.totals(connection)
    rewritten = workspace.rewrite()  # from here on nothing can be cancelled: the person is gone
    backups = tuple(one.file for one in kept(workspace.path))
    changes = Changes.POSTS | Changes.PEOPLE | Changes.CASES | Changes.TAGS | Changes.MATCHES
    return Outcome(Erased(rows=rows, before=before, after=after, backups=backups, rewritten=rewritten), changes)

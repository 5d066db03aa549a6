"""How the workspace is reviewed, and the saved views of its queue."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, review_settings
from advocacy_desk.usecases import _fairness

if TYPE_CHECKING:
    from advocacy_desk.domain.review import CaseFilter
    from advocacy_desk.domain.review_settings import ReviewSettings


def settings(workspace: Workspace) -> ReviewSettings:
    """Return how this workspace is reviewed."""
    with workspace.reading() as connection:
        return review_settings.settings(connection)


def change_settings(
    workspace: Workspace, changed: ReviewSettings, *, by: str, now: datetime | None = None
) -> Outcome[None]:
    """Set how this workspace is reviewed; the audit trail tells which settings changed, from what to what.

    Raises Refused where a value makes no sense, such as a share above one.
    """
    sensible = 0 <= changed.doubled_share <= 1 and changed.claim_minutes > 0 and changed.appeal_days > 0
    if not sensible or changed.escalate_after_hours < 0 or min(changed.due_hours.values()) <= 0:
        raise Refused(text("Times are above zero, and a share lies between 0 and 1."))
    with workspace.writing() as connection:
        who = _fairness.reviewer(connection, by)
        before, after = asdict(review_settings.settings(connection)), asdict(changed)
        details = {key: [before[key], value] for key, value in after.items() if before[key] != value}
        if not details:
            return Outcome(None, Changes.NOTHING)
        review_settings.keep_settings(connection, changed)
        at = now or datetime.now(tz=UTC)
        audit.append(connection, actor=who.name, action="review.settings", subject="settings", details=details, at=at)
    return Outcome(None, Changes.SETTINGS | Changes.CASES)


def views(workspace: Workspace) -> dict[str, CaseFilter]:
    """Return the saved views of the queue by name."""
    with workspace.reading() as connection:
        return review_settings.views(connection)


def save_view(
    workspace: Workspace, name: str, wanted: CaseFilter, *, by: str, now: datetime | None = None
) -> Outcome[None]:
    """Save what the queue is narrowed to under a name; a view of the same name is replaced."""
    named = " ".join(name.split())
    if not named:
        raise Refused(text("Please give the view a name."))
    with workspace.writing() as connection:
        review_settings.keep_view(connection, named, wanted, by=by, at=now or datetime.now(tz=UTC))
    return Outcome(None, Changes.SETTINGS)


def forget_view(workspace: Workspace, name: str) -> Outcome[None]:
    """Remove a saved view. Raises Refused where there is none of this name."""
    with workspace.writing() as connection:
        if not review_settings.forget_view(connection, name):
            raise Refused(text("There is no view “{name}”.", name=name))
    return Outcome(None, Changes.SETTINGS)

"""What a workspace needs when it is opened: a look at its place, and a check where it was not closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.i18n import text
from advocacy_desk.store import places

if TYPE_CHECKING:
    from advocacy_desk.i18n import Text
    from advocacy_desk.progress import Progress
    from advocacy_desk.store import Workspace


def place_warning(workspace: Workspace) -> Text | None:
    """Return what is said about a network drive or a synchronised folder; None for a good place."""
    return places.warning(workspace.path)


def check_after_crash(workspace: Workspace, progress: Progress) -> bool:
    """Check a workspace that was not closed; whether there was anything to check.

    Raises WorkspaceProblem where it is damaged, Cancelled.
    """
    if not workspace.was_interrupted:
        return False
    progress.at(text("Checking the workspace, which was not closed the last time"))
    if not workspace.is_sound(cancelled=lambda: progress.is_cancelled):
        raise WorkspaceProblem(
            text("The workspace file is damaged. Restore the latest backup; do not write to this file."),
            file=str(workspace.path),
        )
    return True

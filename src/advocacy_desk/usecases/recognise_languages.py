"""Name the language of stored posts whose file did not tell it, for posts from before this was done at import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.store import languages

if TYPE_CHECKING:
    from advocacy_desk.progress import Progress
    from advocacy_desk.store import Workspace


@dataclass(frozen=True, slots=True)
class Recognised:
    """How many posts have a language now that had none, and how many still have none."""

    named: int
    unknown: int


def recognise_languages(workspace: Workspace, progress: Progress) -> Outcome[Recognised]:
    """Name what can be named; short texts and mixed ones stay unknown. Cancelling changes nothing."""
    with workspace.writing(cancelled=lambda: progress.is_cancelled) as connection:
        named = languages.of_stored(connection, progress)
        unknown = languages.unknown(connection)
    return Outcome(Recognised(named, unknown), Changes.POSTS if named else Changes.NOTHING)

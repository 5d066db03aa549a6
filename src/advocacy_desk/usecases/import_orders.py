"""Import several lots of files, each with what the person said about it; one that fails does not stop the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import Explained
from advocacy_desk.usecases.import_posts import import_paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from advocacy_desk.domain.posts import ImportReport
    from advocacy_desk.progress import Progress
    from advocacy_desk.store import Workspace
    from advocacy_desk.usecases.import_posts import ImportOptions


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """Files that are imported together, and what the person said about them; ``carries_people`` ones come first."""

    paths: tuple[Path, ...]
    options: ImportOptions
    carries_people: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What an import of several orders brought; ``failures`` are those that brought nothing."""

    reports: tuple[ImportReport, ...]
    unknown: tuple[str, ...]
    passed_over: tuple[str, ...]
    failures: tuple[Explained, ...]


def import_orders(workspace: Workspace, orders: Sequence[ImportOrder], progress: Progress) -> Outcome[Done]:
    """Import one order after the other. Cancelling keeps the files that were finished."""
    reports: list[ImportReport] = []
    unknown: list[str] = []
    passed_over: list[str] = []
    failures: list[Explained] = []
    changes = Changes.NOTHING
    for order in orders:
        try:
            outcome = import_paths(workspace, order.paths, order.options, progress)
        except Explained as failure:
            failures.append(failure)
            continue
        reports += outcome.result.reports
        unknown += outcome.result.unknown
        passed_over += outcome.result.passed_over
        changes |= outcome.changes
    return Outcome(Done(tuple(reports), tuple(unknown), tuple(passed_over), tuple(failures)), changes)

"""Import the company's directory: employees, teams, and the accounts that it names."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk import formats
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import FileProblem
from advocacy_desk.i18n import text
from advocacy_desk.intake import CleanPeople, clean_people
from advocacy_desk.store import Workspace, audit, imports
from advocacy_desk.store._merge import Merged
from advocacy_desk.store.directory import DIRECTORY, Directory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from advocacy_desk.domain.posts import ImportReport, Problem
    from advocacy_desk.formats import ReadOptions, Source, SourceFormat
    from advocacy_desk.progress import Progress


def import_directory(
    workspace: Workspace, paths: Sequence[Path], options: ReadOptions, progress: Progress
) -> Outcome[tuple[ImportReport, ...]]:
    """Import directories from files, folders and archives, one import run a file.

    Raises FileProblem where none of them is a directory of people; what holds posts is left to ``import_posts``.
    """
    progress.at(text("Recognising files"))
    found = [(path, form, source) for path in paths for form, source in formats.plan(path, None).found]
    people = [(path, form, source) for path, form, source in found if form.carries == "people"]
    if not people:
        raise FileProblem(
            text(
                "None of these files is a directory of people: {files}. Nothing was imported. It needs a column with "
                "employee numbers, names or e-mail addresses.",
                files=", ".join(path.name for path in paths),
            )
        )
    reports: list[ImportReport] = []
    changes = Changes.NOTHING
    for path, form, source in people:
        header = imports.ImportHeader(
            file=path.name if source.name in {path.name, ""} else f"{path.name}/{source.name}",
            sha256=formats.sha256(form.members(source)),
            format=form.key,
            format_version=form.version,
            carries=form.carries,
        )
        outcome = import_source(workspace, header, form, source, options, progress)
        reports.append(outcome.result)
        changes |= outcome.changes
    return Outcome(tuple(reports), changes)


def import_source(
    workspace: Workspace,
    header: imports.ImportHeader,
    form: SourceFormat,
    source: Source,
    options: ReadOptions,
    progress: Progress,
) -> Outcome[ImportReport]:
    """Import one directory in one transaction: all of it or nothing. The accounts it names are accepted at once."""
    cleaned: list[CleanPeople] = []
    problems: list[Problem] = []
    left_out: Counter[str] = Counter()
    for batch in form.read(source, options):
        progress.at(text("Reading {file}", file=header.file), sum(one.people.height for one in cleaned))
        clean = clean_people(batch, file=header.file)
        cleaned.append(clean)
        problems += clean.problems
        left_out.update(batch.left_out)
    now = datetime.now(tz=UTC)
    with workspace.writing() as connection:
        import_id = imports.begin(connection, header)
        directory = Directory(connection, import_id, header.file, now)
        for clean in cleaned:
            progress.at(text("Saving people"))
            directory.save(clean.people)
        for clean in cleaned:
            directory.finish(clean.people)
        saved = directory.saved
        merged = Merged(saved.new, saved.updated, saved.unchanged, 0, None, None)
        report = imports.finish(connection, import_id, merged, left_out, [*problems, *saved.problems])
        details = {"new": saved.new, "updated": saved.updated, "sha256": header.sha256}
        audit.append(
            connection,
            actor=DIRECTORY,
            action="people.imported",
            subject=f"import:{import_id}",
            details=details,
            at=now,
        )
    return Outcome(report, Changes.PEOPLE | Changes.MATCHES | Changes.IMPORTS)

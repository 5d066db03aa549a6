"""Import files: recognise, read, clean, stage, and merge each file in one transaction of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from advocacy_desk import formats
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.posts import ImportReport, Problem
from advocacy_desk.errors import FileProblem
from advocacy_desk.formats import ReadOptions, Source, SourceFormat
from advocacy_desk.i18n import text
from advocacy_desk.intake import Cleaner, network_label, other_ids
from advocacy_desk.store import Merged, Workspace, consent, imports, languages
from advocacy_desk.store.staging import Staging
from advocacy_desk.usecases import import_people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from advocacy_desk.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the person said: a format instead of recognising one, whose files they are, how columns map."""

    format: str | None = None
    read: ReadOptions = field(default_factory=ReadOptions)
    include_private: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """The reports of all files that were read, and the names of files that nobody could read.

    ``passed_over`` are files that are known and never opened for their content: messages, contacts, sign-ins.
    """

    reports: tuple[ImportReport, ...]
    unknown: tuple[str, ...]
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to read: its label for provenance, what reads it."""

    label: str
    format: SourceFormat
    source: Source


def import_paths(
    workspace: Workspace, paths: Sequence[Path], options: ImportOptions, progress: Progress
) -> Outcome[Imported]:
    """Import files, folders and archives; people first, so that accounts are known when their posts come.

    Each file is one import run: all of it is in the workspace or nothing. Cancelling keeps the files that were
    finished. Raises FileProblem where nothing of what was named can be read.
    """
    progress.at(text("Recognising files"))
    jobs, unknown, passed_over = _plan(paths, options.format)
    if not jobs and passed_over and not unknown:
        raise FileProblem(
            text(
                "These files hold private things such as messages or contacts, which are never read: {files}. "
                "Nothing was imported.",
                files=", ".join(passed_over[:3]),
            )
        )
    if not jobs:
        raise FileProblem(
            text(
                "None of these files is an export that Advocacy Desk knows: {files}. Nothing was imported. "
                "A table with a date and a text or link column can always be imported as CSV or XLSX.",
                files=", ".join(unknown[:3]) or ", ".join(path.name for path in paths),
            )
        )
    reports: list[ImportReport] = []
    changes = Changes.NOTHING
    for job in sorted(jobs, key=lambda job: job.format.carries != "people"):
        outcome = _import(workspace, job, options, progress)
        reports.append(outcome.result)
        changes |= outcome.changes
    return Outcome(Imported(tuple(reports), tuple(unknown), tuple(passed_over)), changes)


def _plan(paths: Sequence[Path], key: str | None) -> tuple[list[_Job], list[str], list[str]]:
    jobs: list[_Job] = []
    unknown: list[str] = []
    passed_over: list[str] = []
    for path in paths:
        plan = formats.plan(path, key)
        for form, source in plan.found:
            jobs.append(_Job(file_label(path, source), form, source))
        unknown += plan.unknown
        passed_over += plan.passed_over
    return jobs, unknown, passed_over


def file_label(path: Path, source: Source) -> str:
    """Return how a file is named for good: its name, after that of its folder or archive where it lies in one."""
    return path.name if source.name in {path.name, ""} else f"{path.name}/{source.name}"


def _import(workspace: Workspace, job: _Job, options: ImportOptions, progress: Progress) -> Outcome[ImportReport]:
    header = imports.ImportHeader(
        file=job.label,
        sha256=formats.sha256(job.format.members(job.source)),
        format=job.format.key,
        format_version=job.format.version,
        carries=job.format.carries,
    )
    if job.format.carries == "people":
        return import_people.import_source(workspace, header, job.format, job.source, options.read, progress)
    return _import_posts(workspace, header, job, options, progress)


def _import_posts(
    workspace: Workspace, header: imports.ImportHeader, job: _Job, options: ImportOptions, progress: Progress
) -> Outcome[ImportReport]:
    with workspace.reading() as connection:
        closed = consent.closed_accounts(connection)
    cleaner = Cleaner(
        network_default=options.read.mapping.network if options.read.mapping else None,
        author=options.read.author,
        include_private=options.include_private,
        file=job.label,
        closed=closed,
    )
    problems: list[Problem] = []
    left_out: Counter[str] = Counter()
    networks: set[str] = set()
    without_language = 0
    with Staging(workspace.path, encrypted=workspace.key is not None) as staging:
        for raw in job.format.read(job.source, options.read):
            progress.at(text("Reading {file}", file=job.label), staging.rows)
            batch = cleaner.clean(raw)
            problems += batch.problems
            left_out.update(batch.left_out)
            if batch.posts.height:
                networks.update(batch.posts["network"].unique())
                without_language += batch.posts["language"].null_count()
                staging.add(batch)
        with workspace.writing(attach=staging.finish(), cancelled=lambda: progress.is_cancelled) as connection:
            import_id = imports.begin(connection, header)
            merged = Merged.nothing()
            if staging.rows:
                labels = {key: network_label(key) for key in networks}
                merged = imports.merge_posts(connection, import_id, labels, other_ids(networks), progress)
            if without_language:
                languages.of_import(connection, progress)
            report = imports.finish(connection, import_id, merged, left_out, problems)
    return Outcome(report, Changes.POSTS | Changes.IMPORTS | Changes.MATCHES)

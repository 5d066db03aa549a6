"""How import reports are written on a terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.cli._contract import Session, aligned
from advocacy_desk.domain.posts import joined_ids, why_left_out
from advocacy_desk.i18n import Text, plural, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from advocacy_desk.domain.posts import ImportReport
    from advocacy_desk.usecases.import_posts import Imported

NAMED_FILES = 5


def import_json(report: ImportReport) -> dict[str, object]:
    """Return one import run with the keys of the terminal contract."""
    return {
        "import": report.import_id,
        "file": report.file,
        "sha256": report.sha256,
        "format": report.format,
        "records": report.records,
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
        "problems": report.problems,
        "joined": report.joined,
        "first": report.first.isoformat() if report.first else None,
        "last": report.last.isoformat() if report.last else None,
    }


def import_result(imported: Imported) -> dict[str, object]:
    """Return the JSON object of ``import``; files that nobody reads, or that are passed over, are named."""
    return {
        "imports": [import_json(report) for report in imported.reports],
        "not_recognised": list(imported.unknown),
        "passed_over": list(imported.passed_over),
    }


def import_table(session: Session, reports: Iterable[ImportReport]) -> list[str]:
    """Return import runs as an aligned table."""
    words, number = session.say, session.language.number
    headers = (
        text("Import"),
        text("File"),
        text("Format"),
        text("Records"),
        text("New"),
        text("Updated"),
        text("Unchanged"),
        text("Left out"),
        text("Problems"),
    )
    rows = [
        [
            str(report.import_id),
            report.file,
            report.format,
            number(report.records),
            number(report.new),
            number(report.updated),
            number(report.unchanged),
            number(sum(report.left_out.values())),
            number(report.problems),
        ]
        for report in reports
    ]
    return aligned([words(header) for header in headers], rows)


def import_lines(session: Session, imported: Imported) -> list[str]:
    """Return what an import did, for people."""
    lines = import_table(session, imported.reports)
    for report in imported.reports:
        for key, number in report.left_out.items():
            lines.append(
                session.say(
                    text(
                        "{file}: {number} left out ({reason}).",
                        file=report.file,
                        number=number,
                        reason=why_left_out(key),
                    )
                )
            )
        if report.joined:
            lines.append(session.say(joined_ids(report)))
        if report.problems:
            lines.append(
                session.say(
                    text(
                        "{file}: {number} could not be read; see “imports problems {id}”.",
                        file=report.file,
                        number=report.problems,
                        id=str(report.import_id),
                    )
                )
            )
    lines += [session.say(left) for left in _files_left_out(imported)]
    return lines


def _files_left_out(imported: Imported) -> Iterator[Text]:
    if imported.passed_over:
        yield plural(
            "{count} file with private things such as messages or contacts was not read: {files}",
            "{count} files with private things such as messages or contacts were not read: {files}",
            len(imported.passed_over),
            files=_some(imported.passed_over),
        )
    if imported.unknown:
        yield plural(
            "{count} file is no export that Advocacy Desk knows: {files}",
            "{count} files are no exports that Advocacy Desk knows: {files}",
            len(imported.unknown),
            files=_some(imported.unknown),
        )


def _some(files: tuple[str, ...]) -> str:
    return ", ".join(files[:NAMED_FILES]) + (" …" if len(files) > NAMED_FILES else "")

"""``advocacy-desk imports``: what was imported, what could not be read, and taking an import back."""

from __future__ import annotations

from pathlib import Path

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._reports import import_json, import_table
from advocacy_desk.domain.coverage import Coverage
from advocacy_desk.domain.posts import Problem
from advocacy_desk.i18n import Text, text
from advocacy_desk.usecases import list_coverage, list_imports
from advocacy_desk.usecases.export_problems import export_problems
from advocacy_desk.usecases.recognise_languages import recognise_languages
from advocacy_desk.usecases.undo_import import undo_import


@click.group("imports", invoke_without_command=True, help="List the imports of the workspace.")
@click.pass_context
def _imports(context: click.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    session: Session = context.obj
    runs = [past.report for past in list_imports.imports(session.workspace())]
    session.answer({"imports": [import_json(run) for run in runs]}, lambda: import_table(session, runs))


@_imports.command("problems", help="List the records of an import that could not be read.")
@click.argument("import_id", type=int)
@click.option("--out", type=click.Path(path_type=Path), help="Write them as .xlsx or .csv, to be mended and imported.")
@click.pass_obj
def _problems(session: Session, import_id: int, out: Path | None) -> None:
    found = list_imports.problems(session.workspace(), import_id)
    if out is not None:
        export_problems(session.workspace(), import_id, out, session.language)
    session.answer(
        {"problems": [_json(session, problem) for problem in found], "files": [str(out)] if out else []},
        lambda: aligned(
            [session.say(text("File")), session.say(text("Record")), session.say(text("What is wrong"))],
            [[problem.file, str(problem.record), _message(session, problem)] for problem in found],
        ),
    )


@_imports.command("undo", help="Take an import back: everything is again what it was before it.")
@click.argument("import_id", type=int)
@click.option("--by", default="terminal", show_default=True, help="Who undoes it, for the audit trail.")
@click.pass_obj
def _undo(session: Session, import_id: int, by: str) -> None:
    undone = undo_import(session.workspace(), import_id, by=by).result
    session.answer(
        {"import": import_id, "removed": undone.removed, "restored": undone.restored},
        lambda: [
            session.say(
                text(
                    "Import {id} is undone: {removed} posts are gone, {restored} have their earlier values back.",
                    id=str(import_id),
                    removed=undone.removed,
                    restored=undone.restored,
                )
            )
        ],
    )


@_imports.command("languages", help="Name the language of stored posts whose file did not tell it.")
@click.pass_obj
def _languages(session: Session) -> None:
    found = recognise_languages(session.workspace(), session.progress).result
    session.answer(
        {"named": found.named, "unknown": found.unknown},
        lambda: [
            session.say(
                text(
                    "The language of {named} posts is known now; of {unknown} it is not: too short, or not sure.",
                    named=found.named,
                    unknown=found.unknown,
                )
            )
        ],
    )


@_imports.command("coverage", help="Say which days the data speaks for, by account and import.")
@click.option("--import", "import_id", type=int, help="Only this import.")
@click.pass_obj
def _coverage(session: Session, import_id: int | None) -> None:
    lines = list_coverage.coverage(session.workspace(), import_id)
    headers = (
        text("Account"), text("Network"), text("First day"), text("Last day"), text("Posts"), text("Days with posts"),
        text("Longest silence (days)"), text("Import"), text("File"),
    )  # fmt: skip
    session.answer(
        {"coverage": [_coverage_json(line) for line in lines]},
        lambda: aligned([session.say(header) for header in headers], [_coverage_row(line) for line in lines]),
    )


def _coverage_json(line: Coverage) -> dict[str, object]:
    return {
        "account": line.handle,
        "network": line.network,
        "employee": line.employee,
        "first": line.first.isoformat(),
        "last": line.last.isoformat(),
        "posts": line.posts,
        "days": line.days,
        "longest_silence": line.longest_silence,
        "import": line.import_id,
        "file": line.file,
        "format": line.format,
    }


def _coverage_row(line: Coverage) -> list[str]:
    return [
        line.handle or "–",
        line.network,
        line.first.isoformat(),
        line.last.isoformat(),
        str(line.posts),
        str(line.days),
        str(line.longest_silence),
        str(line.import_id),
        line.file,
    ]


def _json(session: Session, problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "record": problem.record,
        "field": problem.field,
        "message": _message(session, problem),
        "raw": problem.raw,
    }


def _message(session: Session, problem: Problem) -> str:
    return session.say(Text(problem.message, problem.fields))


COMMAND = CliCommand("imports", _imports)

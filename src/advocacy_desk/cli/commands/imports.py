"""``advocacy-desk imports``: what was imported, what could not be read, and taking an import back."""

from __future__ import annotations

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._reports import import_json, import_table
from advocacy_desk.domain.posts import Problem
from advocacy_desk.i18n import Text, text
from advocacy_desk.usecases import list_imports
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
@click.pass_obj
def _problems(session: Session, import_id: int) -> None:
    found = list_imports.problems(session.workspace(), import_id)
    session.answer(
        {"problems": [_json(session, problem) for problem in found]},
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

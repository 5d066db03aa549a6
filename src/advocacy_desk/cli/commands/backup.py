"""``advocacy-desk backup``: a verified copy of the workspace, while it is in use."""

from __future__ import annotations

from pathlib import Path

import click

from advocacy_desk.cli._contents import contents_json, contents_table
from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.i18n import text


@click.command("backup", help="Copy the workspace into a new file and verify the copy; others may go on working.")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def _backup(session: Session, file: Path) -> None:
    from advocacy_desk.usecases.back_up import back_up

    made = back_up(session.workspace(), file, session.progress)
    done = text("The backup {file} is complete and verified.", file=str(file))
    session.answer(
        {"file": str(file), **contents_json(made)}, lambda: [*contents_table(session, made), session.say(done)]
    )


COMMAND = CliCommand("backup", _backup)

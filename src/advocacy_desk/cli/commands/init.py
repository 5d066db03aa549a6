"""``advocacy-desk init``: make a workspace."""

from __future__ import annotations

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.cli._recovery import recovery_lines
from advocacy_desk.i18n import text
from advocacy_desk.usecases import open_workspace


@click.command("init", help="Make a new, empty workspace, encrypted with a key in the keyring or from a passphrase.")
@click.option("--plain", is_flag=True, help="Without encryption: for the fictional sample, never for people's data.")
@click.pass_obj
def _init(session: Session, *, plain: bool) -> None:
    made = open_workspace.create(session.path(), plain=plain, passphrase=None if plain else session.secret())
    try:
        result = {
            "workspace": str(made.workspace.path),
            "schema": made.workspace.schema(),
            "encrypted": not plain,
            "recovery_phrase": made.recovery_phrase,
        }
    finally:
        made.workspace.close()
    session.answer(
        result,
        lambda: [
            session.say(text("Made the workspace {file}.", file=str(made.workspace.path))),
            *recovery_lines(session, made.recovery_phrase),
        ],
    )


COMMAND = CliCommand("init", _init)

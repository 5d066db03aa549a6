"""``advocacy-desk init``: make a workspace."""

from __future__ import annotations

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.i18n import text
from advocacy_desk.usecases import open_workspace


@click.command("init", help="Make a new, empty workspace.")
@click.option("--plain", is_flag=True, help="Without encryption: for the fictional sample, never for people's data.")
@click.pass_obj
def _init(session: Session, *, plain: bool) -> None:
    workspace = open_workspace.create(session.path(), plain=plain)
    try:
        result = {"workspace": str(workspace.path), "schema": workspace.schema()}
    finally:
        workspace.close()
    session.answer(result, lambda: [session.say(text("Made the workspace {file}.", file=str(workspace.path)))])


COMMAND = CliCommand("init", _init)

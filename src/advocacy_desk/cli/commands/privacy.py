"""``advocacy-desk privacy``: how many people a figure for managers rests on at least."""

from __future__ import annotations

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.i18n import text


@click.command("privacy", help="Say or set how many people a figure for managers rests on at least.")
@click.option("--smallest-group", type=int, default=None, help="At least so many people; never fewer than 5.")
@click.pass_obj
def _privacy(session: Session, smallest_group: int | None) -> None:
    from advocacy_desk.usecases import disclose

    workspace = session.workspace()
    if smallest_group is not None:
        disclose.set_smallest_group(workspace, smallest_group)
    people = disclose.smallest_group(workspace)
    said = text("Managers see figures of at least {count} people.", count=people)
    session.answer({"smallest_group": people}, lambda: [session.say(said)])


COMMAND = CliCommand("privacy", _privacy)

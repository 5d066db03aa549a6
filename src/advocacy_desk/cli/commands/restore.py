"""``advocacy-desk restore``: put a backup in the place of the workspace, or only look inside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contents import contents_json, contents_table
from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.cli._words import actor
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from advocacy_desk.domain.backup import Restored


@click.command("restore", help="Put a backup in the place of the workspace; the present one is kept beside it.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--look", is_flag=True, help="Only say what is in the backup; change nothing.")
@click.option("--by", default=None, help="Who restores it; your name in the settings otherwise.")
@click.pass_obj
def _restore(session: Session, file: Path, by: str | None, *, look: bool) -> None:
    from advocacy_desk.usecases import back_up, restore

    if look:
        seen = back_up.look(file, session.secret())
        session.answer({"file": str(file), **contents_json(seen)}, lambda: contents_table(session, seen))
        return
    done = restore.restore(session.path(), file, session.progress, by=actor(by), secret=session.secret())
    kept = None if done.kept is None else str(done.kept)
    result = {"workspace": str(session.path()), "file": str(file), "kept": kept, **contents_json(done.snapshot)}
    session.answer(result, lambda: _lines(session, done))


def _lines(session: Session, done: Restored) -> list[str]:
    lines = [*contents_table(session, done.snapshot), session.say(text("The workspace is what the backup holds."))]
    if done.kept is not None:
        lines.append(session.say(text("The workspace from before lies in {file}.", file=str(done.kept))))
    return lines


COMMAND = CliCommand("restore", _restore)

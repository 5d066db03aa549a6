"""``advocacy-desk backups``: what the program keeps by itself, and keeping one now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contents import contents_json
from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from advocacy_desk.domain.backup import Kept


@click.group("backups", invoke_without_command=True, help="List the backups in the folder beside the workspace.")
@click.pass_context
def _backups(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        from advocacy_desk.usecases.keep_backups import kept

        session: Session = context.obj
        found = kept(session.path())
        session.answer({"backups": [_json(one) for one in found]}, lambda: _table(session, found))


@_backups.command("keep", help="Make one where the newest is older than a day, and thin the older ones out.")
@click.option("--now", "at_once", is_flag=True, help="Also where none is due.")
@click.pass_obj
def _keep(session: Session, *, at_once: bool) -> None:
    from advocacy_desk.usecases import keep_backups

    now = datetime.now(tz=UTC)
    if not at_once and not keep_backups.is_due(session.path(), now):
        nothing = text("The newest backup is recent, or nothing has changed since: none was made.")
        session.answer({"file": None, "removed": []}, lambda: [session.say(nothing)])
        return
    done = keep_backups.keep_backup(session.workspace(), session.progress, now=now)
    removed = [str(one.file) for one in done.removed]
    made = text("The backup {file} is complete and verified.", file=str(done.made.file))
    session.answer(
        {"file": str(done.made.file), **contents_json(done.made), "removed": removed}, lambda: [session.say(made)]
    )


def _json(one: Kept) -> dict[str, object]:
    return {"file": str(one.file), "made_at": one.made_at.isoformat(), "size": one.size}


def _table(session: Session, found: tuple[Kept, ...]) -> list[str]:
    if not found:
        return [session.say(text("There is no backup yet. “backups keep” makes one."))]
    headers = [session.say(text("Made")), session.say(text("MB")), session.say(text("File"))]
    rows = [[session.language.moment(one.made_at), f"{one.size / 1e6:.1f}", one.file.name] for one in found]
    return aligned(headers, rows)


COMMAND = CliCommand("backups", _backups)

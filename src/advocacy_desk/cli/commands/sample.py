"""``advocacy-desk sample``: fill a workspace with the fictional sample company."""

from __future__ import annotations

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.cli._reports import import_lines, import_result
from advocacy_desk.usecases.make_sample import POSTS, make_sample


@click.command("sample", help="Fill a workspace with the fictional sample company Nordlicht Werke.")
@click.option("--size", default=POSTS, show_default=True, type=click.IntRange(min=1), help="Number of posts.")
@click.pass_obj
def _sample(session: Session, size: int) -> None:
    imported = make_sample(session.workspace(), session.progress, size).result
    session.answer(import_result(imported), lambda: import_lines(session, imported))


COMMAND = CliCommand("sample", _sample)

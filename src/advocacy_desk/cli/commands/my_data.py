"""``advocacy-desk my-data``: everything about one person in one file."""

from __future__ import annotations

from pathlib import Path

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.cli._words import actor
from advocacy_desk.i18n import plural, text


@click.command("my-data", help="Write everything stored about an employee (by number, e-mail or name) into one file.")
@click.argument("employee")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="F.zip (page and JSON), F.html or F.json.")
@click.option("--by", default=None, help="Who gives it out; your name in the settings otherwise.")
@click.pass_obj
def _my_data(session: Session, employee: str, out: Path, by: str | None) -> None:
    from advocacy_desk.usecases import list_people
    from advocacy_desk.usecases.my_data import my_data

    workspace = session.workspace()
    who = list_people.find_employee(workspace, employee)
    counts = my_data(workspace, who, out, session.language, by=actor(by)).result.counts
    said = (
        plural("{count} row about the person.", "{count} rows about the person.", sum(counts.values())),
        text("Everything lies in {file}. Give it to nobody else.", file=str(out)),
    )
    session.answer({"employee": employee, "files": [str(out)], "tables": counts}, lambda: [*map(session.say, said)])


COMMAND = CliCommand("my-data", _my_data)

"""``advocacy-desk erase``: take a person out of the workspace for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.cli._words import actor
from advocacy_desk.i18n import plural, text

if TYPE_CHECKING:
    from advocacy_desk.domain.erasure import Erased, Totals


@click.command("erase", help="Erase an employee (by number, e-mail or name) for good; totals of closed months stay.")
@click.argument("employee")
@click.option("--by", default=None, help="Who erases; your name in the settings otherwise.")
@click.pass_obj
def _erase(session: Session, employee: str, by: str | None) -> None:
    from advocacy_desk.usecases import list_people
    from advocacy_desk.usecases.erase_person import erase_person

    workspace = session.workspace()
    who = list_people.find_employee(workspace, employee)
    done = erase_person(workspace, who, session.progress, by=actor(by)).result
    result = {
        "erased": dict(done.rows),
        "before": _json(done.before),
        "after": _json(done.after),
        "rewritten": done.rewritten,
        "backups": [str(path) for path in done.backups],
    }
    session.answer(result, lambda: _lines(session, done))


def _json(totals: Totals) -> dict[str, int]:
    return {
        "people": totals.people,
        "posts": totals.posts,
        "kept_posts": totals.kept_posts,
        "all_posts": totals.all_posts,
    }


def _lines(session: Session, done: Erased) -> list[str]:
    said = [
        plural("{count} row was erased.", "{count} rows were erased.", sum(done.rows.values())),
        text(
            "Posts before: {before}; after: {after}, and {kept} of erased people as numbers of closed months.",
            before=done.before.posts,
            after=done.after.posts,
            kept=done.after.kept_posts,
        ),
    ]
    if not done.rewritten:
        said.append(
            text(
                "Somebody else reads the workspace, so the file was not written anew. The next erasure makes up for it."
            )
        )
    if done.backups:
        said.append(
            plural(
                "{count} backup beside the workspace still holds the person: {file}.",
                "{count} backups beside the workspace still hold the person, the newest is {file}.",
                len(done.backups),
                file=str(done.backups[0]),
            )
        )
    return [session.say(one) for one in said]


COMMAND = CliCommand("erase", _erase)

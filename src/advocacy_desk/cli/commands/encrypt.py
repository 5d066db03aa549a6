"""``advocacy-desk encrypt``: make a plain workspace an encrypted one, in its place."""

from __future__ import annotations

from dataclasses import asdict

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.cli._recovery import recovery_lines
from advocacy_desk.cli._words import actor
from advocacy_desk.i18n import text


@click.command("encrypt", help="Encrypt a plain workspace in its place; nobody may have it open meanwhile.")
@click.option("--by", default=None, help="Who encrypts it; your name in the settings otherwise.")
@click.pass_obj
def _encrypt(session: Session, by: str | None) -> None:
    from advocacy_desk.usecases.encrypt_workspace import encrypt_workspace

    place = session.path()
    done = encrypt_workspace(place, session.progress, by=actor(by), passphrase=session.secret())
    copies = [str(path) for path in done.plain_copies]
    result = {
        "workspace": str(place),
        **asdict(done.contents),
        "plain_copies": copies,
        "recovery_phrase": done.recovery_phrase,
    }
    session.answer(
        result, lambda: [*_lines(session, str(place), copies), *recovery_lines(session, done.recovery_phrase)]
    )


def _lines(session: Session, place: str, copies: list[str]) -> list[str]:
    lines = [session.say(text("The workspace {file} is encrypted.", file=place))]
    if copies:
        told = text(
            "These older copies are not; delete them once you need them no more: {files}.", files=", ".join(copies)
        )
        lines.append(session.say(told))
    return lines


COMMAND = CliCommand("encrypt", _encrypt)

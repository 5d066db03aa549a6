"""``match``: whose accounts these are."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._words import actor
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from advocacy_desk.domain.people import MatchCounts


@click.command(help="Match authors to employees, with reasons; accept those that are sure enough.")
@click.option("--accept", type=click.Choice(["certain", "likely"]), default=None, help="Accept what is so sure.")
@click.option("--by", default=None, help="Who accepts; your name in the settings otherwise.")
@click.pass_obj
def _match(session: Session, accept: str | None, by: str | None) -> None:
    from advocacy_desk.domain.people import Strength
    from advocacy_desk.usecases import match_authors

    least = None if accept is None else Strength(accept)
    outcome = match_authors.match_authors(session.workspace(), session.progress, by=actor(by), least=least)
    session.answer(asdict(outcome.result), lambda: _lines(session, outcome.result))


def _lines(session: Session, counts: MatchCounts) -> list[str]:
    number, say = session.language.number, session.say
    rows = [
        [say(text("Accounts")), number(counts.accounts)],
        [say(text("Certain")), number(counts.certain)],
        [say(text("Likely")), number(counts.likely)],
        [say(text("Weak")), number(counts.weak)],
        [say(text("Unmatched")), number(counts.unmatched)],
        [say(text("Accepted")), number(counts.accepted)],
    ]
    return aligned(["", ""], rows)[1:]


COMMAND = CliCommand("match", _match)

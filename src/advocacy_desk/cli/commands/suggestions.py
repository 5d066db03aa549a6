"""``suggestions``: whom to look at first, with reasons and posts; accepting one makes a tag."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._questions import period_options
from advocacy_desk.cli._words import actor
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from advocacy_desk.usecases.suggest_influencers import Suggested, Suggestion


@click.command("suggestions", help="Suggest people as internal influencers, with reasons; --accept tags one.")
@period_options
@click.option("--accept", default=None, help="Tag this employee as a candidate, with the reasons and posts.")
@click.option("--by", default=None, help="Who accepts; your name in the settings otherwise.")
@click.pass_obj
def _command(
    session: Session, first: datetime | None, last: datetime | None, accept: str | None, by: str | None
) -> None:
    from advocacy_desk.usecases import list_people
    from advocacy_desk.usecases.suggest_influencers import accept_suggestion, suggest_influencers

    workspace = session.workspace()
    days = (None if first is None else first.date(), None if last is None else last.date())
    found = suggest_influencers(workspace, *days)
    accepted: list[str] = []
    if accept is not None:
        person = list_people.find_employee(workspace, accept)
        accept_suggestion(workspace, found, person, session.language, by=actor(by))
        accepted = [found.names[person][0]]
    session.answer(_answer(found, accepted), lambda: _lines(session, found, accepted))


def _answer(found: Suggested, accepted: list[str]) -> dict[str, object]:
    from advocacy_desk.usecases.suggest_influencers import UNPROMPTED_LINE

    return {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "suggestions": [_json(found, one) for one in found.suggestions],
        "unprompted": {**asdict(found.unprompted), "share": found.unprompted.share, "line": UNPROMPTED_LINE},
        "accepted": accepted,
    }


def _json(found: Suggested, one: Suggestion) -> dict[str, object]:
    number, name = found.names[one.person]
    return {
        "employee": number,
        "name": name,
        "kind": one.kind.value,
        "reasons": [{"key": clue.key, "count": clue.count} for clue in one.clues],
        "posts": list(one.posts),
    }


def _lines(session: Session, found: Suggested, accepted: list[str]) -> list[str]:
    from advocacy_desk.usecases.suggest_influencers import explain_clue, explain_kind

    if accepted:
        return [session.say(text("{employee} is now a candidate; the tag names the posts.", employee=accepted[0]))]
    headers = (text("Number"), text("Name"), text("Suggested as"), text("Because"))
    rows = [
        [
            *found.names[one.person],
            session.say(explain_kind(one.kind)),
            ", ".join(session.say(explain_clue(clue)) for clue in one.clues),
        ]
        for one in found.suggestions
    ]
    table = aligned([session.say(header) for header in headers], rows) if rows else []
    return [*(table or [session.say(text("Nobody is suggested for these days."))]), _share(session, found)]


def _share(session: Session, found: Suggested) -> str:
    from advocacy_desk.usecases.suggest_influencers import UNPROMPTED_LINE

    share = found.unprompted.share
    if share is None:
        return session.say(text("Name your company to measure who writes about it: score-settings --employer NAME"))
    return session.say(
        text(
            "{share} write about us unprompted ({posters} of {people}); elsewhere it is about {line}.",
            share=session.language.share(share),
            posters=found.unprompted.posters,
            people=found.unprompted.people,
            line=session.language.share(UNPROMPTED_LINE),
        )
    )


COMMAND = CliCommand("suggestions", _command)

"""``consent``: what an employee agreed to, and what covers everybody."""

from __future__ import annotations

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._words import actor
from advocacy_desk.domain.consent import WHY_TITLES, Purpose, Standing
from advocacy_desk.i18n import text

EVERYBODY = "everybody"


@click.command("consent", help="Say that an employee, or everybody by a works agreement, agrees to a purpose or not.")
@click.argument("employee")
@click.argument("purpose", required=False, type=click.Choice([str(one) for one in Purpose]))
@click.argument("answer", required=False, type=click.Choice(["on", "off"]))
@click.option("--source", default="", help="On what it rests: a form, a mail, a works agreement.")
@click.option("--by", default=None, help="Who writes it down; your name in the settings otherwise.")
@click.pass_obj
def _consent(session: Session, /, employee: str, purpose: str | None, answer: str | None, **given: str | None) -> None:
    from advocacy_desk.usecases import consent, list_people

    workspace = session.workspace()
    by, source = actor(given["by"]), given["source"] or session.say(text("said on the terminal"))
    if purpose is not None and answer is None:
        message = "Say on or off."
        raise click.UsageError(message)
    if employee == EVERYBODY:
        if purpose is not None:
            consent.set_basis(workspace, Purpose(purpose), given=answer == "on", source=source, by=by)
        found = consent.bases(workspace)
        bases = [{"purpose": one.purpose, "on": one.given, "source": one.source, "by": one.by} for one in found]
        lines = [(one.purpose, _on(session, on=one.given), one.source) for one in found]
        session.answer({"employee": EVERYBODY, "state": bases}, lambda: aligned(_headers(session), lines))
        return
    who = list_people.find_employee(workspace, employee)
    if purpose is not None:
        consent.say(workspace, [who], Purpose(purpose), given=answer == "on", source=source, by=by)
    state = consent.standings(workspace, who)
    rows = [
        (
            str(one.purpose),
            _on(session, on=one.allowed),
            session.say(WHY_TITLES[one.why]) if one.said is None else one.said.source,
        )
        for one in state
    ]
    session.answer(
        {"employee": employee, "state": [_standing_json(one) for one in state]},
        lambda: aligned(_headers(session), rows),
    )


def _headers(session: Session) -> list[str]:
    return [session.say(one) for one in (text("Purpose"), text("May happen"), text("Rests on"))]


def _on(session: Session, *, on: bool) -> str:
    return session.say(text("yes") if on else text("no"))


def _standing_json(one: Standing) -> dict[str, object]:
    return {
        "purpose": one.purpose,
        "on": one.allowed,
        "why": one.why,
        "source": None if one.said is None else one.said.source,
        "by": None if one.said is None else one.said.by,
        "at": None if one.said is None else one.said.at.isoformat(),
    }


COMMAND = CliCommand("consent", _consent)

"""``activation``: what was offered to whom, what they said, and the care that nobody is asked too much."""

from __future__ import annotations

from datetime import datetime

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._words import actor
from advocacy_desk.domain.activation import AGREEMENTS, COMPENSATIONS, Activation, Agreement, Compensation
from advocacy_desk.i18n import text

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(help="Offer something to people, write down what came of it, and see that nobody is asked too much.")
def _activation() -> None:
    """Hold the verbs."""


@_activation.command("list", help="List activations, newest first, and how asks are spread.")
@click.option("--employee", default=None, help="Only those of one person.")
@click.pass_obj
def _list(session: Session, employee: str | None) -> None:
    from advocacy_desk.usecases import activate_person, list_people

    workspace = session.workspace()
    who = None if employee is None else list_people.find_employee(workspace, employee)
    found, spread = activate_person.activations(workspace, who), activate_person.fairness(workspace)
    care = {
        "cap": spread.care.asks,
        "days": spread.care.days,
        "culture": spread.care.culture,
        "may_be_asked": spread.may_be_asked,
        "asks": spread.asks,
        "gini": spread.gini,
    }
    session.answer({"activations": [_json(one) for one in found], "care": care}, lambda: _table(session, found))


def _json(one: Activation) -> dict[str, object]:
    return {
        "activation": one.id,
        "person": one.employee,
        "lever": one.lever,
        "from": one.first.isoformat(),
        "to": one.last.isoformat(),
        "owner": one.owner,
        "agreement": one.agreement,
        "compensation": one.compensation,
        "outcome": one.outcome,
    }


def _table(session: Session, found: tuple[Activation, ...]) -> list[str]:
    from advocacy_desk.domain.activation import levers

    say = session.say
    headers = [say(one) for one in (text("Person"), text("Lever"), text("From"), text("The person"), text("Outcome"))]
    rows = [
        [
            one.employee,
            say(levers()[one.lever].title),
            one.first.isoformat(),
            f"{say(AGREEMENTS[one.agreement])}, {say(COMPENSATIONS[one.compensation])}",
            one.outcome or "–",
        ]
        for one in found
    ]
    return aligned(headers, rows) if rows else [say(text("Nothing was offered or asked yet."))]


@_activation.command("add", help="Offer a lever to an employee, or ask for something.")
@click.argument("employee")
@click.argument("lever")
@click.option("--from", "first", type=_DAY, default=None, help="First day; today otherwise.")
@click.option("--to", "last", type=_DAY, default=None, help="Last day; the first one otherwise.")
@click.option("--agreement", type=click.Choice([str(one) for one in Agreement]), default="asked")
@click.option("--compensation", type=click.Choice([str(one) for one in Compensation]), default="none")
@click.option("--by", default=None, help="Who is in charge; your name in the settings otherwise.")
@click.pass_obj
def _add(
    session: Session, /, employee: str, lever: str, first: datetime | None, last: datetime | None, **given: str | None
) -> None:
    from advocacy_desk.usecases import activate_person, list_people

    workspace, by = session.workspace(), actor(given["by"])
    begins = list_people.today() if first is None else first.date()
    new = Activation(
        id=0,
        employee_id=list_people.find_employee(workspace, employee),
        employee=employee,
        lever=lever,
        first=begins,
        last=begins if last is None else last.date(),
        owner=by,
        agreement=Agreement(str(given["agreement"])),
        compensation=Compensation(str(given["compensation"])),
        outcome="",
    )
    added = activate_person.add(workspace, new, by=by).result
    warnings = [session.say(one) for one in added.warnings]
    done = session.say(text("The activation was written down."))
    session.answer({"activation": added.id, "warnings": warnings}, lambda: [done, *warnings])


@_activation.command("outcome", help="Write down what the person said and what came of an activation.")
@click.argument("activation", type=int)
@click.argument("agreement", type=click.Choice([str(one) for one in Agreement]))
@click.argument("outcome", default="")
@click.option("--by", default=None, help="Who writes it down; your name in the settings otherwise.")
@click.pass_obj
def _outcome(session: Session, activation: int, agreement: str, outcome: str, by: str | None) -> None:
    from advocacy_desk.usecases import activate_person

    activate_person.settle(session.workspace(), activation, Agreement(agreement), outcome, by=actor(by))
    session.answer(
        {"activation": activation, "agreement": agreement, "outcome": outcome},
        lambda: [session.say(text("The outcome was written down."))],
    )


@_activation.command("levers", help="List the levers, those that fit the company's culture first.")
@click.pass_obj
def _levers(session: Session) -> None:
    from advocacy_desk.domain.activation import fitting, levers
    from advocacy_desk.usecases import activate_person

    best = {one.key: one for one in fitting(activate_person.care_of(session.workspace()).culture)}
    found = list({**best, **levers()}.values())
    session.answer(
        {"levers": [{"lever": one.key, "title": session.say(one.title), "fits": one.key in best} for one in found]},
        lambda: [f"{one.key}: {session.say(one.title)} – {session.say(one.about)}" for one in found],
    )


@_activation.command("care", help="Set how often a person may be asked, and the culture of the company.")
@click.option("--asks", type=int, default=None, help="Asks at most within the days.")
@click.option("--days", type=int, default=None)
@click.option("--culture", default=None, help="collaborative, competitive or siloed.")
@click.option("--by", default=None, help="Who sets it; your name in the settings otherwise.")
@click.pass_obj
def _care(session: Session, asks: int | None, days: int | None, culture: str | None, by: str | None) -> None:
    from advocacy_desk.usecases import activate_person

    care = activate_person.set_care(session.workspace(), by=actor(by), asks=asks, days=days, culture=culture).result
    said = text("{asks} asks within {days} days", asks=care.asks, days=care.days)
    session.answer(
        {"cap": care.asks, "days": care.days, "culture": care.culture}, lambda: [session.say(said), care.culture]
    )


COMMAND = CliCommand("activation", _activation)

"""``review`` verbs about the whole review: what is late, saved views, settings."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

import click

from advocacy_desk.cli._contract import Session
from advocacy_desk.cli._words import SEVERITY, actor
from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review_settings import ReviewSettings
from advocacy_desk.i18n import plural, text

if TYPE_CHECKING:
    from collections.abc import Sequence

_BY = click.option("--by", default=None, help="Who does it; your name in the settings otherwise.")


@click.command("escalate-overdue", help="Escalate what nobody decided in time; every check does the same.")
@click.pass_obj
def _escalate(session: Session) -> None:
    from advocacy_desk.usecases import escalate_overdue

    late = escalate_overdue.escalate_overdue(session.workspace()).result
    said = plural("{count} case was passed on.", "{count} cases were passed on.", len(late))
    session.answer({"escalated": list(late)}, lambda: [session.say(said)])


@click.command("views", help="List the saved views of the queue, or remove one.")
@click.option("--forget", default=None, help="Remove the view of this name.")
@click.pass_obj
def _views(session: Session, forget: str | None) -> None:
    from advocacy_desk.usecases import review_settings

    workspace = session.workspace()
    if forget:
        review_settings.forget_view(workspace, forget)
    known = review_settings.views(workspace)
    result = {"views": [{"name": name, **asdict(wanted)} for name, wanted in known.items()]}
    session.answer(result, lambda: list(known) or [session.say(text("No view is saved."))])


@click.command("settings", help="Show or change how this workspace is reviewed.")
@click.option("--due", multiple=True, metavar="SEVERITY=HOURS", help="Hours until a case of a severity is due.")
@click.option("--escalate-after-hours", type=int, default=None, help="Hours after the due time.")
@click.option("--claim-minutes", type=int, default=None, help="How long a claim holds.")
@click.option("--two-people", default=None, help="Severities that need a second person, separated by commas.")
@click.option("--show-author", type=click.BOOL, default=None, help="yes: always; no: only where a rule needs it.")
@click.option("--doubled-share", type=float, default=None, help="Share of new cases that two people judge, 0 to 1.")
@click.option("--doubled-seed", type=int, default=None, help="The seed of that draw.")
@click.option("--appeal-days", type=int, default=None, help="Days until an appeal is decided.")
@_BY
@click.pass_obj
def _settings(session: Session, /, by: str | None, due: Sequence[str], two_people: str | None, **given: Any) -> None:  # noqa: ANN401 - click checks the types of the options
    from advocacy_desk.usecases import review_settings

    workspace = session.workspace()
    before = review_settings.settings(workspace)
    changed = replace(before, **{key: value for key, value in given.items() if value is not None})
    if due:
        changed = replace(changed, due_hours={**changed.due_hours, **dict(map(_due, due))})
    if two_people is not None:
        names = [one.strip() for one in two_people.split(",") if one.strip()]
        changed = replace(changed, two_people=tuple(map(_severity, names)))
    if changed != before:
        review_settings.change_settings(workspace, changed, by=actor(by))
    session.answer(asdict(changed), lambda: _lines(session, changed))


def _due(said: str) -> tuple[Severity, int]:
    name, _, hours = said.partition("=")
    if not hours.strip().isdigit():
        raise click.BadParameter(said, param_hint="--due")
    return _severity(name.strip()), int(hours)


def _severity(name: str) -> Severity:
    if name not in list(Severity):
        raise click.BadParameter(name, param_hint="severity")
    return Severity(name)


def _lines(session: Session, now: ReviewSettings) -> list[str]:
    due = ", ".join(f"{session.say(SEVERITY[one])} {hours} h" for one, hours in now.due_hours.items())
    values: dict[str, object] = {one.name: getattr(now, one.name) for one in fields(now)}
    values |= {"due_hours": due, "two_people": ", ".join(session.say(SEVERITY[one]) for one in now.two_people) or "–"}
    return [f"{name}: {value}" for name, value in values.items()]


def add_to(group: click.Group) -> None:
    """Add these verbs to ``review``."""
    for one in (_escalate, _views, _settings):
        group.add_command(one)

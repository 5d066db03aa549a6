"""``people``: the directory, and tags on people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._words import actor
from advocacy_desk.domain.standing_out import AuthorityKind, Trait
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import plural, text

if TYPE_CHECKING:
    from advocacy_desk.domain.people import Account, Person


@click.group(help="Import the directory of employees, list people, tag them.")
def _people() -> None:
    """Hold the verbs."""


@_people.command("import", help="Import directories of people (CSV, XLSX, folders, archives).")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.pass_obj
def _import(session: Session, paths: tuple[Path, ...]) -> None:
    from advocacy_desk.cli import _reports
    from advocacy_desk.formats import ReadOptions
    from advocacy_desk.usecases import import_people

    outcome = import_people.import_directory(session.workspace(), paths, ReadOptions(), session.progress)
    reports = outcome.result
    counts = ("records", "new", "updated", "unchanged", "problems")
    totals: dict[str, object] = {name: sum(getattr(report, name) for report in reports) for name in counts}
    session.answer(
        {**totals, "imports": [_reports.import_json(report) for report in reports]},
        lambda: _reports.import_table(session, reports),
    )


@_people.command("list", help="List employees with team, accounts, tags and tier.")
@click.option("--tag", default=None, help="Only people with this tag.")
@click.option("--team", default=None, help="Only people of this team and the teams below it.")
@click.option("--words", default="", help="Only people with these words in name, number, e-mail, position or handles.")
@click.pass_obj
def _list(session: Session, tag: str | None, team: str | None, words: str) -> None:
    from advocacy_desk.domain.people import PeopleFilter
    from advocacy_desk.usecases import list_people

    workspace = session.workspace()
    wanted = PeopleFilter(
        words=words, tag=tag, team_id=None if team is None else list_people.find_team(workspace, team)
    )
    found = list_people.people(workspace, wanted)
    session.answer({"people": [_person_json(person) for person in found]}, lambda: _table(session, found))


def _person_json(person: Person) -> dict[str, object]:
    return {
        "employee": person.number or person.email or str(person.id),
        "name": person.name,
        "email": person.email,
        "team": person.team,
        "position": person.position,
        "location": person.location,
        "accounts": [_account_json(account) for account in person.accounts],
        "tags": [
            {
                "tag": tag.name,
                "by": tag.by,
                "at": tag.at.isoformat(),
                "reason": tag.reason,
                "until": None if tag.until is None else tag.until.isoformat(),
            }
            for tag in person.tags
        ],
        "tier": person.tier,
        "posts": person.posts,
        "last_post": None if person.last_post is None else person.last_post.isoformat(),
    }


def _account_json(account: Account) -> dict[str, object]:
    return {
        "network": account.network,
        "handle": account.handle,
        "followers": account.followers,
        "posts": account.posts,
        "strength": None if account.match is None else account.match.strength,
    }


def _table(session: Session, people: tuple[Person, ...]) -> list[str]:
    from advocacy_desk.domain.tiers import default_tiers

    tiers, say = default_tiers(), session.say
    headers = (text("Number"), text("Name"), text("Team"), text("Accounts"), text("Tags"), text("Tier"), text("Posts"))
    rows = [
        [
            person.number or "–",
            person.name,
            person.team or "–",
            ", ".join(f"{one.network}: {one.handle}" for one in person.accounts) or "–",
            ", ".join(tag.name for tag in person.tags) or "–",
            "–" if person.tier is None else say(tiers.title_of(person.tier)),
            session.language.number(person.posts),
        ]
        for person in people
    ]
    count = say(plural("{count} person", "{count} people", len(rows)))
    return [*aligned([say(header) for header in headers], rows), count] if rows else [count]


@_people.command("tag", help="Set a tag on an employee (by number, e-mail or name).")
@click.argument("employee")
@click.argument("tag")
@click.option("--reason", default="", help="Why.")
@click.option("--until", default=None, type=click.DateTime(["%Y-%m-%d"]), help="Last day of the tag.")
@click.option("--by", default=None, help="Who sets it; your name in the settings otherwise.")
@click.pass_obj
def _tag(session: Session, /, employee: str, tag: str, **given: object) -> None:
    from datetime import datetime

    from advocacy_desk.usecases import list_people, tag_person

    workspace = session.workspace()
    who = list_people.find_employee(workspace, employee)
    until = given["until"]
    outcome = tag_person.tag(
        workspace,
        [who],
        tag,
        by=actor(given["by"]),
        reason=str(given["reason"]),
        until=until.date() if isinstance(until, datetime) else None,
    )
    if outcome.result.without_consent:
        raise Refused(
            text(
                "{employee} does not agree to tags, or was not asked; nothing was tagged. "
                "Ask first, and write the answer down: consent {employee} tag on.",
                employee=employee,
            )
        )
    tagged = len(outcome.result.people)
    done, known = text("{employee} is now tagged “{tag}”.", employee=employee, tag=tag), text("Was tagged so before.")
    session.answer(
        {"employee": employee, "tag": tag, "tagged": tagged}, lambda: [session.say(done if tagged else known)]
    )


@_people.command("untag", help="Take a tag away from an employee.")
@click.argument("employee")
@click.argument("tag")
@click.option("--reason", default="", help="Why.")
@click.option("--by", default=None, help="Who takes it away; your name in the settings otherwise.")
@click.pass_obj
def _untag(session: Session, employee: str, tag: str, reason: str, by: str | None) -> None:
    from advocacy_desk.usecases import list_people, tag_person

    workspace = session.workspace()
    who = list_people.find_employee(workspace, employee)
    outcome = tag_person.untag(workspace, [who], tag, by=actor(by), reason=reason)
    taken = len(outcome.result)
    done, none = text("{employee} is no longer tagged “{tag}”.", employee=employee, tag=tag), text("Had no such tag.")
    session.answer(
        {"employee": employee, "tag": tag, "untagged": taken}, lambda: [session.say(done if taken else none)]
    )


@_people.command("rate", help="Rate a trait of an employee from 1 to 5, with a reason; never part of the score.")
@click.argument("employee")
@click.argument("trait", type=click.Choice([str(one) for one in Trait]))
@click.argument("rating", type=int)
@click.option("--reason", required=True, help="What you saw or heard.")
@click.option("--by", default=None, help="Who rates; your name in the settings otherwise.")
@click.pass_obj
def _rate(session: Session, /, employee: str, trait: str, rating: int, reason: str, by: str | None) -> None:
    from datetime import UTC, datetime

    from advocacy_desk.domain.standing_out import Rating
    from advocacy_desk.usecases import list_people, note_about_person

    workspace = session.workspace()
    said = Rating(trait=Trait(trait), rating=rating, reason=reason, by=actor(by), at=datetime.now(tz=UTC))
    note_about_person.rate(workspace, list_people.find_employee(workspace, employee), said)
    session.answer(
        {"employee": employee, "trait": trait, "rating": rating},
        lambda: [session.say(text("The rating was written down."))],
    )


@_people.command("authority", help="Write down where an employee is listened to outside social media, with evidence.")
@click.argument("employee")
@click.argument("kind", type=click.Choice([str(one) for one in AuthorityKind]))
@click.argument("title")
@click.option("--evidence", required=True, help="An address, a programme, an issue.")
@click.option("--by", default=None, help="Who writes it down; your name in the settings otherwise.")
@click.pass_obj
def _authority(session: Session, /, employee: str, kind: str, title: str, evidence: str, by: str | None) -> None:
    from advocacy_desk.domain.standing_out import Authority
    from advocacy_desk.usecases import list_people, note_about_person

    workspace = session.workspace()
    new = Authority(id=0, kind=AuthorityKind(kind), title=title, evidence=evidence, day=None, by=actor(by))
    note_about_person.add_authority(workspace, list_people.find_employee(workspace, employee), new)
    session.answer(
        {"employee": employee, "kind": kind, "title": title}, lambda: [session.say(text("It was written down."))]
    )


COMMAND = CliCommand("people", _people)

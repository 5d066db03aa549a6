"""``score``: who carries the company's story, with the reasons and the posts behind every point."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._questions import period_options
from advocacy_desk.i18n import Text, plural, text, text_in

if TYPE_CHECKING:
    from advocacy_desk.usecases.score_people import Score, ScoredPeople

_SHOWN = 10  # suggestions; --json has all


@click.command("score", help="Score the employees of a period: five signs of trust, each with the posts behind it.")
@period_options
@click.pass_obj
def _command(session: Session, first: datetime | None, last: datetime | None) -> None:
    from advocacy_desk.usecases.score_people import score_people

    found = score_people(
        session.workspace(),
        None if first is None else first.date(),
        None if last is None else last.date(),
        as_list=True,
    )
    answer: dict[str, object] = {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "people": [_score_json(found, score) for score in found.scores],
        "hidden_influencers": [found.names[score.person][0] for score in found.hidden],
    }
    session.answer(answer, lambda: _lines(session, found))


def _score_json(found: ScoredPeople, score: Score) -> dict[str, object]:
    number, name = found.names[score.person]
    return {
        "employee": number,
        "name": name,
        "score": score.value,
        "out_of": score.out_of,
        "why_not": score.why_not,
        "missing": {"posts": score.missing_posts, "weeks": score.missing_weeks},
        "parts": [
            {
                "key": part.key,
                "weight": part.weight,
                "value": part.value,
                "points": part.points,
                "count": part.count,
                "posts": list(part.posts),
            }
            for part in score.parts
        ],
    }


def _part_title(key: str) -> Text:
    return {
        "consistency": text_in("score", "Consistency"),
        "referenced": text_in("score", "Mentioned"),
        "helpfulness": text_in("score", "Helps"),
        "resonance": text_in("score", "Resonance"),
        "initiative": text_in("score", "Initiative"),
        "followers": text_in("score", "Followers"),
    }[key]


def _lines(session: Session, found: ScoredPeople) -> list[str]:
    scored = [score for score in found.scores if score.value is not None]
    keys = [part.key for part in scored[0].parts if part.weight] if scored else []
    headers = [text("Number"), text("Name"), text("Score"), text_in("score", "of"), *map(_part_title, keys)]
    rows = [
        [
            *found.names[score.person],
            session.language.number(score.value or 0.0),
            session.language.number(score.out_of),
            *[_points(session, score, key) for key in keys],
        ]
        for score in scored
    ]
    table = aligned([session.say(header) for header in headers], rows) if rows else []
    return [*table, *_without(session, found), *_suggested(session, found)]


def _points(session: Session, score: Score, key: str) -> str:
    part = score.part(key)
    return "–" if part is None or part.points is None else session.language.number(part.points)


def _without(session: Session, found: ScoredPeople) -> list[str]:
    """Say who has no score and why; whoever wrote nothing at all is counted only."""
    say, lines = session.say, []
    for score in found.scores:
        name = found.names[score.person][1]
        if score.why_not == "objected":
            lines.append(say(text("{name}: objected to being scored", name=name)))
        elif score.why_not is not None and score.posts:
            lines.append(
                say(
                    text(
                        "{name}: not enough data yet (missing posts: {posts}, missing weeks with posts: {weeks})",
                        name=name,
                        posts=score.missing_posts,
                        weeks=score.missing_weeks,
                    )
                )
            )
    unlisted = sum(score.why_not == "not_agreed" for score in found.scores)
    if unlisted:
        lines.append(
            say(
                plural(
                    "{count} person did not agree to lists by score: “consent NAME leaderboard on” notes a yes",
                    "{count} people did not agree to lists by score: “consent NAME leaderboard on” notes a yes",
                    unlisted,
                )
            )
        )
    silent = sum(score.why_not == "not_enough_data" and not score.posts for score in found.scores)
    return [*lines, say(plural("{count} person wrote nothing", "{count} people wrote nothing", silent))]


def _suggested(session: Session, found: ScoredPeople) -> list[str]:
    if not found.hidden:
        return []
    names = ", ".join(found.names[score.person][1] for score in found.hidden[:_SHOWN])
    return [session.say(text("Mentioned and helpful with few posts: {names}", names=names))]


COMMAND = CliCommand("score", _command)

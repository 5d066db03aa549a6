"""``score-settings``: how the score weighs its parts, and how posts call the employer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._words import actor
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from advocacy_desk.usecases.score_settings import ScoreSettings


@click.command("score-settings", help="Say or set the weights of the score and the names of your company.")
@click.option("--weight", "weights", multiple=True, metavar="PART=POINTS", help="As referenced=30; may be repeated.")
@click.option("--usual", is_flag=True, help="Bring the usual weights back first.")
@click.option("--employer", multiple=True, help="How posts call your company; replaces what was there.")
@click.option("--by", default=None, help="Who decides; your name in the settings otherwise.")
@click.pass_obj
def _command(session: Session, /, by: str | None, **given: Any) -> None:  # noqa: ANN401 - as click hands them over
    from advocacy_desk.usecases.score_settings import score_settings_of, set_score_settings

    workspace, now = session.workspace(), datetime.now(tz=UTC)
    if given["usual"]:
        set_score_settings(workspace, weights={}, by=actor(by), at=now)
    weights, employer = _read(given["weights"]), given["employer"]
    if weights or employer:
        set_score_settings(workspace, weights=weights or None, employer=employer or None, by=actor(by), at=now)
    found = score_settings_of(workspace)
    answer = {"weights": dict(found.weights), "employer": list(found.employer)}
    session.answer(answer, lambda: _lines(session, found))


def _read(given: tuple[str, ...]) -> dict[str, float]:
    found = {}
    for pair in given:
        key, _, points = pair.partition("=")
        try:
            found[key.strip()] = float(points)
        except ValueError as reason:
            message = f"{pair}: write it as PART=POINTS, such as referenced=30."
            raise click.UsageError(message) from reason
    return found


def _lines(session: Session, found: ScoreSettings) -> list[str]:
    rows = [[key, session.language.number(weight)] for key, weight in found.weights.items()]
    called = ", ".join(found.employer) or "–"
    return [*aligned(["", ""], rows)[1:], session.say(text("Your company in posts: {names}", names=called))]


COMMAND = CliCommand("score-settings", _command)

"""``advocacy-desk metrics``: figures over time with the definition behind each."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._questions import asked_options, question_options
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.usecases.measure import Measured


@click.command("metrics", help="Print figures over time: all metrics, or those of these KEYs.")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--count-like", default=None, help="Only participation, as this product counts it (haiilo, dsmn8, …).")
@question_options
@click.pass_obj
def _metrics(session: Session, /, keys: tuple[str, ...], count_like: str | None, **options: Any) -> None:  # noqa: ANN401 - see question_options
    from advocacy_desk.usecases import measure
    from advocacy_desk.usecases._chart_record import metric_json, rows

    workspace = session.workspace()
    question = measure.question(workspace, measure.Asked(**asked_options(options)))
    measured = (
        measure.counted_like(workspace, question, count_like)
        if count_like
        else measure.measure(workspace, question, keys)
    )
    result = [
        {**metric_json(one.metric, session.language), "rows": [asdict(row) for row in rows(one.frame)]}
        for one in measured
    ]
    session.answer({"metrics": result}, lambda: _lines(session, measured))


def _lines(session: Session, measured: Sequence[Measured]) -> list[str]:
    from advocacy_desk.charts._scales import written
    from advocacy_desk.usecases._chart_record import rows
    from advocacy_desk.usecases.disclose import hidden_note

    headers = [session.say(words) for words in (text("Metric"), text("From"), text("Group"), text("Value"), text("n"))]
    cells = [
        [
            session.say(one.metric.title),
            str(row.period),
            row.group,
            written(row.value, one.metric.unit, session.language),
            written(row.n, "count", session.language),
        ]
        for one in measured
        for row in rows(one.frame)
    ]
    notes = hidden_note([one.frame for one in measured])
    return [*aligned(headers, cells), *[session.say(note) for note in notes]]


COMMAND = CliCommand("metrics", _metrics)

"""``advocacy-desk report``: a report on a period as HTML, PDF and XLSX, with every chart and its data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from advocacy_desk.cli._contract import CliCommand, Session
from advocacy_desk.cli._questions import asked_options, period_options
from advocacy_desk.domain.period import CalendarStep


@click.command("report", help="Write a report on a period into a folder.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the report.")
@click.option("--step", type=click.Choice([step.value for step in CalendarStep]), help="How the time is cut.")
@period_options
@click.pass_obj
def _report(session: Session, /, out: Path, **options: Any) -> None:  # noqa: ANN401 - see period_options
    from advocacy_desk.charts._style import chart_style
    from advocacy_desk.usecases import measure
    from advocacy_desk.usecases.build_report import build_report

    workspace = session.workspace()
    question = measure.question(workspace, measure.Asked(**asked_options(options)))
    files = build_report(workspace, question, out, chart_style(), session.language, session.progress)
    session.answer({"files": [str(path) for path in files]}, lambda: [str(path) for path in files])


COMMAND = CliCommand("report", _report)

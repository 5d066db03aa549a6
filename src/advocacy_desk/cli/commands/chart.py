"""``advocacy-desk chart``: draw a chart into a file, list the charts, verify an exported one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._questions import asked_options, question_options
from advocacy_desk.i18n import text


class _Charts(click.Group):
    """``chart list`` and ``chart verify``; any other word is the key of a chart."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), "KEY"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or (_drawing(cmd_name) if not cmd_name.startswith("-") else None)


@click.group("chart", cls=_Charts, help="Draw a chart of this KEY into a file, list charts, or verify an exported one.")
def _chart() -> None:
    """Hold the verbs."""


@_chart.command("list", help="List the charts.")
@click.pass_obj
def _list(session: Session) -> None:
    from advocacy_desk.charts import all_charts

    charts = [
        {"key": one.key, "title": session.say(one.title), "metrics": list(one.metrics), "by": list(one.by)}
        for one in all_charts().values()
    ]
    headers = [session.say(words) for words in (text("Key"), text("Title"), text("Grouped by"))]
    session.answer(
        {"charts": charts},
        lambda: aligned(headers, [[str(one["key"]), str(one["title"]), ", ".join(one["by"])] for one in charts]),
    )


@_chart.command("verify", help="Compute an exported chart again and say what differs.")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def _verify(session: Session, file: Path) -> None:
    from advocacy_desk.usecases.verify_chart import verify_chart

    found = verify_chart(session.workspace(), file)
    differs = [{"what": one.what, "where": one.where, "was": one.was, "now": one.now} for one in found]
    session.answer({"same": not found, "differs": differs}, lambda: _verdict(session, differs))


def _verdict(session: Session, differs: list[dict[str, str]]) -> list[str]:
    if not differs:
        return [session.say(text("The chart shows exactly what the workspace says."))]
    headers = [session.say(words) for words in (text("What differs"), text("Where"), text("Exported"), text("Now"))]
    return aligned(headers, [[one["what"], one["where"], one["was"], one["now"]] for one in differs])


def _drawing(key: str) -> click.Command:
    @click.command(key, help="Draw this chart into a file; its numbers and their definitions go beside it.")
    @click.option("--out", required=True, type=click.Path(path_type=Path), help="F.png, F.svg, F.pdf or F.csv.")
    @question_options
    @click.pass_obj
    def draw(session: Session, /, out: Path, **options: Any) -> None:  # noqa: ANN401 - see question_options
        _draw(session, key, out, options)

    return draw


def _draw(session: Session, key: str, out: Path, options: dict[str, Any]) -> None:
    from advocacy_desk.charts._style import chart_style
    from advocacy_desk.usecases import measure
    from advocacy_desk.usecases.draw_chart import chart_named, draw_chart
    from advocacy_desk.usecases.export_chart import export_chart

    chart_named(key)  # an unknown chart is refused before the workspace is read
    workspace = session.workspace()
    session.progress.at(text("Drawing the chart"))
    question = measure.question(workspace, measure.Asked(**asked_options(options)))
    drawn = draw_chart(workspace, key, question, chart_style(), session.language)
    files = [str(path) for path in export_chart(workspace, drawn, out, session.language)]
    session.answer({"chart": key, "files": files}, lambda: [drawn.drawing.summary, *files])


COMMAND = CliCommand("chart", _chart)

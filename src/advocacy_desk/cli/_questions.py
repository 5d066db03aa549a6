"""The options that ask about a period, shared by metrics, charts and reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from advocacy_desk.domain.period import CalendarStep
from advocacy_desk.domain.questions import AUDIENCES, COMMS, GROUPINGS

_DAY = click.DateTime(formats=["%Y-%m-%d"])


def period_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--from`` and ``--to``."""
    command = click.option("--to", "last", type=_DAY, default=None, help="Last day, as 2026-01-31.")(command)
    return click.option("--from", "first", type=_DAY, default=None, help="First day, as 2026-01-01.")(command)


def question_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the period, ``--step``, ``--by``, ``--team``, ``--network`` and ``--for``."""
    steps = click.Choice([step.value for step in CalendarStep])
    command = click.option("--network", "networks", multiple=True, help="Only this network; may be repeated.")(command)
    command = click.option("--team", "teams", multiple=True, help="Only this team; may be repeated.")(command)
    command = click.option("--by", type=click.Choice(GROUPINGS), default="all", help="What figures are grouped by.")(
        command
    )
    command = click.option("--step", type=steps, default=None, help="How the time is cut.")(command)
    command = click.option(
        "--for",
        "audience",
        type=click.Choice(AUDIENCES),
        default=COMMS,
        help="Who sees it: a manager sees no few people.",
    )(command)
    return period_options(command)


def asked_options(options: dict[str, Any]) -> dict[str, Any]:
    """Turn the options of ``question_options`` into the fields of ``measure.Asked``."""
    step = options.get("step")
    first, last = options["first"], options["last"]
    return {
        "first": first.date() if isinstance(first, datetime) else None,
        "last": last.date() if isinstance(last, datetime) else None,
        "step": CalendarStep(step) if step else None,
        "by": options.get("by", "all"),
        "teams": options.get("teams", ()),
        "networks": options.get("networks", ()),
        "audience": options.get("audience", COMMS),
    }

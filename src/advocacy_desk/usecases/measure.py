"""Figures over time: a question becomes facts, facts become metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from advocacy_desk.analysis import all_metrics
from advocacy_desk.analysis.small_groups import merge_small
from advocacy_desk.domain.period import CalendarStep, Period
from advocacy_desk.domain.products import products
from advocacy_desk.domain.questions import COMMS, GROUPINGS, MANAGER, Question
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, facts
from advocacy_desk.store.facts import Choices
from advocacy_desk.usecases.disclose import for_manager

__all__ = ["Asked", "Choices", "Measured", "choices", "counted_like", "measure", "question"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from advocacy_desk.analysis._contract import Metric

Found = TypeVar("Found")

WEEKS_UP_TO = 190  # days: a longer period is cut into months unless somebody asks otherwise
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A metric and its rows (RESULT_COLUMNS) for a question."""

    metric: Metric
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person says about a question; None: whatever is usual. Teams and networks by name."""

    first: date | None = None
    last: date | None = None
    step: CalendarStep | None = None
    by: str = "all"
    teams: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    audience: str = COMMS


def choices(workspace: Workspace) -> Choices:
    """Return which teams, networks and days can be asked about."""
    with workspace.reading() as reading:
        return facts.choices(reading)


def question(workspace: Workspace, asked: Asked) -> Question:
    """Fill in what was not said: all days with posts, weeks for half a year and months beyond.

    Raises Refused where the period ends before it begins, or a team or network is not known.
    """
    known = choices(workspace)
    period = _period(asked, known.extent, datetime.now(tz=UTC).date())
    if asked.by not in GROUPINGS:
        raise Refused(text("Figures can be grouped by {known} only.", known=", ".join(GROUPINGS)))
    length = (period.last - period.first).days
    return Question(
        period=period,
        step=asked.step or (CalendarStep.WEEK if length <= WEEKS_UP_TO else CalendarStep.MONTH),
        by=asked.by,
        teams=_find(asked.teams, {name: number for number, name in known.teams}),
        networks=_find(asked.networks, {name: key for key, label in known.networks for name in (label, key)}),
        audience=asked.audience,
    )


def _period(asked: Asked, extent: Period | None, today: date) -> Period:
    covered = extent or Period(today - A_YEAR, today)
    beyond = asked.first is not None and asked.first > covered.last
    last = asked.last or (today if beyond else covered.last)
    first = asked.first or min(covered.first, last)
    if last < first:
        raise Refused(text("The period ends before it begins: {first} to {last}.", first=first, last=last))
    return Period(first, last)


def _find(names: Iterable[str], known: Mapping[str, Found]) -> tuple[Found, ...]:
    lowered = {name.casefold(): found for name, found in known.items()}
    unknown = [name for name in names if name.casefold() not in lowered]
    if unknown:
        raise Refused(
            text("“{name}” is not known here. There are: {known}.", name=unknown[0], known=", ".join(sorted(known)))
        )
    return tuple(lowered[name.casefold()] for name in names)


def measure(workspace: Workspace, asked: Question, keys: Sequence[str] = ()) -> tuple[Measured, ...]:
    """Return the metrics of these keys, of all where none is named, in one reading of the database.

    A metric that has no figure for networks (the headcount) is left out of a question by network unless it is named.
    A manager gets what ``for_manager`` lets through. Raises Refused for a key that no metric has, and where a
    manager's question comes too close to an earlier one.
    """
    metrics = all_metrics()
    for key in keys:
        if key not in metrics:
            raise Refused(
                text("There is no metric “{key}”. There are: {known}.", key=key, known=", ".join(sorted(metrics)))
            )
    wanted = [metrics[key] for key in keys] or [one for one in metrics.values() if asked.by in one.groups]
    with workspace.reading() as reading:
        known = facts.facts(reading, asked, {need for one in wanted for need in one.needs})
    if asked.audience == MANAGER:
        return tuple(
            Measured(metric=metric, frame=frame) for metric, frame in for_manager(workspace, asked, known, wanted)
        )
    if asked.smallest_group > 1 and asked.by == "team":
        known = merge_small(known, asked.smallest_group)
    return tuple(Measured(metric=metric, frame=metric.compute(known)) for metric in wanted)


def counted_like(workspace: Workspace, asked: Question, product: str) -> tuple[Measured, ...]:
    """Return participation as one product counts it. Raises Refused where its way of counting is not known."""
    known = products()
    if product not in known:
        raise Refused(
            text("How “{key}” counts is not known here. There are: {known}.", key=product, known=", ".join(known))
        )
    (one,) = measure(workspace, asked, ("participation_as_counted",))
    return (Measured(metric=one.metric, frame=one.frame[one.frame["group"] == product].reset_index(drop=True)),)

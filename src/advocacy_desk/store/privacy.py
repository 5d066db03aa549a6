"""What the privacy of managers needs of the database: who contributed, who was there, and what was answered before."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import and_, case, func, select

from advocacy_desk.analysis._contract import CONTRIBUTED, EXTRA_FIGURES, NO_TEAM
from advocacy_desk.analysis.disclosure import Answer, Stint
from advocacy_desk.analysis.privacy import FEWEST
from advocacy_desk.store import _meta, facts
from advocacy_desk.store.schema import membership, team

if TYPE_CHECKING:
    from collections.abc import Collection

    from advocacy_desk.domain.questions import Question
    from advocacy_desk.store import Reading, Writing

FOR_EVER = 10**7  # a day beyond all
_SMALLEST = "manager_smallest_group"
_ANSWERS = "manager_answers"


def smallest_group(reading: Reading) -> int:
    """Return how many people a cell must have at least that a manager sees; never below FEWEST."""
    kept = _meta.value(reading, _SMALLEST)
    return max(FEWEST, int(kept or FEWEST))


def set_smallest_group(writing: Writing, people: int) -> None:
    """Set how many people a cell must have at least."""
    _meta.keep(writing, _SMALLEST, str(people))


def contributors(reading: Reading, question: Question, needs: Collection[str] = ()) -> pd.DataFrame:
    """Return the frame of CONTRIBUTOR_COLUMNS: for steps and groups in which employees published.

    ``needs``: names of EXTRA_FIGURES, which get the same three columns.
    """
    steps = question.steps()
    extra = [name for name in EXTRA_FIGURES if name in needs]
    written = facts.written(question, extra)
    columns = []
    for name in (*CONTRIBUTED, *extra):
        figure = written.c[name]
        person = case((figure.is_not(None), written.c.person))
        columns += [
            func.count(person.distinct()).label(f"{name}_people"),
            func.coalesce(func.max(figure), 0).label(f"{name}_most"),
            func.coalesce(func.sum(figure), 0).label(f"{name}_sum"),
        ]
    grouped = select(written.c.step, facts.group_key(question, written).label("key"), *columns)
    grouped = grouped.where(written.c.person.is_not(None)).group_by("step", "key")
    if question.teams:
        grouped = grouped.where(written.c.team_id.in_(question.teams))
    names = facts.group_names(reading, question)
    labels = [column.name for column in columns]
    rows = [
        (
            pd.Timestamp(steps[row.step].first),
            names.get(row.key, row.key),
            *[float(getattr(row, label)) for label in labels],
        )
        for row in reading.execute(grouped)
    ]
    frame = pd.DataFrame(rows, columns=["period", "group", *labels])
    return frame.astype({"period": "datetime64[s]", "group": "object", **dict.fromkeys(labels, "float64")})


def stints(reading: Reading) -> tuple[Stint, ...]:
    """Return who was in which team when."""
    columns = membership.c
    rows = reading.execute(
        select(columns.employee_id, func.coalesce(columns.team_id, 0), columns.valid_from, columns.valid_to).where(
            and_(columns.valid_to.is_(None) | (columns.valid_to > columns.valid_from))
        )
    )
    return tuple(Stint(who, of, first, FOR_EVER if end is None else end - 1) for who, of, first, end in rows)


def team_numbers(reading: Reading) -> dict[str, int]:
    """Return the number of each team by its name; who has none is in team 0."""
    return {NO_TEAM: 0, **{row.name: row.id for row in reading.execute(select(team.c.id, team.c.name))}}


def day_number(day: date) -> int:
    """Return a day as the database counts days."""
    return (day - facts.EPOCH).days


def answers(reading: Reading) -> frozenset[Answer]:
    """Return what managers were answered so far."""
    kept = _meta.value(reading, _ANSWERS)
    listed = json.loads(kept) if kept else []
    return frozenset(Answer(first, last, None if of is None else tuple(of)) for first, last, of in listed)


def keep_answers(writing: Writing, given: Collection[Answer]) -> None:
    """Add to what managers were answered."""
    everything = sorted(answers(writing) | frozenset(given), key=lambda one: (one.first, one.last, one.teams or ()))
    _meta.keep(writing, _ANSWERS, json.dumps(everything, separators=(",", ":")))

"""The table under a chart: the same numbers, one row a step and group, and what is unknown in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.charts._contract import Cell, Table
from advocacy_desk.charts._scales import step_words, written
from advocacy_desk.charts._series import series
from advocacy_desk.i18n import Text, plural, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from advocacy_desk.charts._series import Series
    from advocacy_desk.domain.questions import Question
    from advocacy_desk.i18n import Language

GROUP_HEADERS = {
    "team": text("Team"),
    "network": text("Network"),
    "media": text("Media kind"),
    "language": text("Language"),
    "followers": text("Followers"),
    "hour": text("Hour of the week"),
    "hashtag": text("Hashtag"),
    "rule": text("Rule"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of numbers: which figure (value, low, high, n, known) of which metric, in which unit."""

    header: Text
    metric: str
    figure: str
    unit: str


def table(
    frames: Mapping[str, pd.DataFrame],
    question: Question,
    language: Language,
    columns: Sequence[Column],
    notes: Sequence[Text] = (),
) -> Table:
    """Return the rows of all groups and steps, steps first."""
    by_metric = {
        metric: {one.group: one for one in series(frames[metric], question, language)}
        for metric in dict.fromkeys(column.metric for column in columns)
    }
    groups = {group: one.label for found in by_metric.values() for group, one in found.items()}
    headers = [] if question.whole else [text("Period")]
    if question.by != "all":
        headers.append(GROUP_HEADERS[question.by])
    rows = []
    for place in range(len(question.steps())):
        when = Cell(question.steps()[place].first, step_words(question, place, language))
        for group, label in groups.items():
            cells = [] if question.whole else [when]
            if question.by != "all":
                cells.append(Cell(label, label))
            cells += [_cell(by_metric[column.metric].get(group), column, place, language) for column in columns]
            rows.append(tuple(cells))
    return Table(
        headers=(*headers, *[column.header for column in columns]),
        rows=tuple(rows),
        notes=(*notes, *cut_notes(question)),
    )


def _cell(one: Series | None, column: Column, place: int, language: Language) -> Cell:
    value = math.nan if one is None else float(getattr(one, f"{column.figure}s")[place])
    return Cell(None if math.isnan(value) else value, written(value, column.unit, language))


def cut_notes(question: Question) -> list[Text]:
    """Say that the period cuts steps short."""
    count = sum(question.incomplete())
    if not count:
        return []
    return [
        plural(
            "{count} step is cut short by the period (hollow or pale)",
            "{count} steps are cut short by the period (hollow or pale)",
            count,
        )
    ]


def unknown_notes(found: Sequence[Series]) -> list[Text]:
    """Say how many values are unknown; they are drawn as gaps."""
    count = int(sum(np.isnan(one.values).sum() for one in found))
    return (
        [plural("{count} value is unknown: a gap, not zero", "{count} values are unknown: gaps, not zero", count)]
        if count
        else []
    )


def carried_note(name: Text, carried: Sequence[Series], posts: Sequence[Series]) -> Text:
    """Say how many of all posts carry what a figure needs."""
    count = int(np.nansum([np.nansum(one.ns) for one in carried]))
    total = int(np.nansum([np.nansum(one.values) for one in posts]))
    return text("{name}: known for {count} of {total} posts", name=name, count=count, total=total)

"""Hours: on which weekdays and at which hours people post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import Drawing
from advocacy_desk.charts._heat import Heat
from advocacy_desk.charts._lines import Lines, value_words
from advocacy_desk.charts._scales import about, written
from advocacy_desk.charts._series import hour_of, series, weekday_names
from advocacy_desk.charts._tables import Column, table
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TITLE = text("Hours of the week")
LEAD = text("Number of posts by weekday and hour (local time; the fuller the colour, the more)")
NOTHING = text("No posts with a time in this period. Import an export of a network, or choose another period.")
POSTS = text("posts")
MIDNIGHT: list[Text] = [
    text("Sources that only know the day count at midnight: a dark column there may say nothing about people")
]
COLUMNS = (Column(header=text("Posts"), metric="posts", figure="value", unit="posts"),)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw seven rows of 24 cells, Monday at the top."""
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), 4.2)
    lines = Lines(drawing=sheet, question=question, language=language, unit="posts", basis=POSTS)
    cells = {
        place: (float(one.values[0]), value_words(lines, one, 0))
        for one in series(frames["posts"], question, language)
        if (place := hour_of(one.group)) is not None
    }
    axes = sheet.panels()[0]
    known = {place: value for place, (value, _words) in cells.items() if np.isfinite(value)}
    if not any(known.values()):
        sheet.summary = language.of(NOTHING)
        sheet.say(axes, sheet.summary)
        return sheet
    heat = Heat(drawing=sheet, rows=7, columns=24)
    heat.fill(axes, cells)
    heat.name(axes, weekday_names(language), {hour: f"{hour:02}" for hour in range(0, 24, 3)})
    sheet.room = 190.0
    day, hour = max(known, key=lambda place: known[place])
    sheet.summary = language.of(
        text(
            "{title}: most posts on {day} from {hour}:00 ({count}).",
            title=TITLE,
            day=weekday_names(language)[day],
            hour=f"{hour:02}",
            count=written(known[day, hour], "posts", language),
        )
    )
    sheet.note([language.of(note) for note in MIDNIGHT])
    return sheet


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the hours in which anything was posted."""
    return table(frames, question, language, COLUMNS, MIDNIGHT)


CHART = Chart(key="hours", title=TITLE, metrics=("posts",), by=("hour",), draw=draw, table=write, whole=True)

"""Calendar: posts of every day, weeks side by side, weekdays below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import Drawing
from advocacy_desk.charts._heat import Heat
from advocacy_desk.charts._lines import Lines, value_words
from advocacy_desk.charts._scales import about
from advocacy_desk.charts._series import series, weekday_names
from advocacy_desk.charts._summary import over_time
from advocacy_desk.charts._tables import Column, cut_notes, table
from advocacy_desk.domain.period import CalendarStep, beginning
from advocacy_desk.i18n import Language, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

TITLE = text("Calendar")
LEAD = text("Number of posts on each day (the fuller the colour, the more)")
NOTHING = text("No posts in this period. Import an export of a network, or choose another period.")
POSTS = text("posts")
NAMED = 14  # months with a name below
COLUMNS = (
    Column(header=text("Posts"), metric="posts", figure="value", unit="posts"),
    Column(header=text("Active advocates"), metric="active_advocates", figure="value", unit="people"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw one column a week and one row a weekday."""
    found = series(frames["posts"], question, language)
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), 3.6)
    sheet.summary = over_time(TITLE, found, question, language, "posts")
    axes = sheet.panels()[0]
    one = next((one for one in found if np.nansum(one.values)), None)
    if one is None:
        sheet.say(axes, language.of(NOTHING))
        return sheet
    lines = Lines(drawing=sheet, question=question, language=language, unit="posts", basis=POSTS)
    days = [piece.first for piece in question.steps()]
    weeks = [_week(day, days[0]) for day in days]
    heat = Heat(drawing=sheet, rows=7, columns=weeks[-1] + 1)
    heat.fill(
        axes,
        {
            (day.weekday(), week): (float(one.values[place]), value_words(lines, one, place))
            for place, (day, week) in enumerate(zip(days, weeks, strict=True))
        },
    )
    heat.name(axes, weekday_names(language), _months(days, language))
    sheet.room = 150.0
    sheet.note([language.of(note) for note in cut_notes(question)])
    return sheet


def _week(day: date, first: date) -> int:
    return (beginning(day, CalendarStep.WEEK) - beginning(first, CalendarStep.WEEK)).days // 7


def _months(days: list[date], language: Language) -> dict[int, str]:
    """Name the weeks in which a month begins: all months where there are few, else some."""
    begin = [day for place, day in enumerate(days) if place == 0 or day.month != days[place - 1].month]
    every = -(-len(begin) // NAMED)
    named = {}
    for place, day in enumerate(begin[::every]):
        month, year = language.month(day).rsplit(" ", 1)
        named[_week(day, days[0])] = f"{month}\n{year}" if place == 0 or day.month <= every else month
    return named


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return posts and active advocates of each day."""
    return table(frames, question, language, COLUMNS)


CHART = Chart(
    key="calendar",
    title=TITLE,
    metrics=("posts", "active_advocates"),
    by=("all",),
    draw=draw,
    table=write,
    step=CalendarStep.DAY,
)

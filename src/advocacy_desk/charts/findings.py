"""Findings over time: in how many posts each rule finds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import HEIGHT, Drawing
from advocacy_desk.charts._lines import IN_ONE_PANEL, Lines
from advocacy_desk.charts._scales import about
from advocacy_desk.charts._series import series
from advocacy_desk.charts._summary import over_time
from advocacy_desk.charts._tables import Column, cut_notes, table
from advocacy_desk.i18n import Language, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TITLE = text("Findings by rule")
LEAD = text("Posts in which each rule finds something (a suspicion, not a verdict)")
NOTHING = text("Nothing was found in the posts of this period, or they were not checked yet. Check them in Rules.")
POSTS = text("posts")
COLUMNS = (Column(header=text("Posts with findings"), metric="findings", figure="value", unit="posts"),)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw one line a rule: in one panel up to four, in small panels up to a dozen."""
    found = series(frames["findings"], question, language)
    many = sum(one.is_known for one in found) > IN_ONE_PANEL
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), HEIGHT * (1.3 if many else 1))
    sheet.summary = over_time(TITLE, found, question, language, "posts")
    if not any(one.is_known for one in found):
        sheet.say(sheet.panels()[0], language.of(NOTHING))
        return sheet
    lines = Lines(drawing=sheet, question=question, language=language, unit="posts", basis=POSTS)
    notes = [*lines.draw(found), *cut_notes(question)]
    sheet.note([language.of(note) for note in notes])
    return sheet


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the posts with findings of every rule."""
    return table(frames, question, language, COLUMNS)


CHART = Chart(
    key="findings",
    title=TITLE,
    metrics=("findings",),
    by=("rule",),
    draw=draw,
    table=write,
)

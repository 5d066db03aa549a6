"""Compliance over time: which share of the checked posts breaks no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.charts._contract import Chart, ChartStyle, Question, Table
from advocacy_desk.charts._drawing import HEIGHT, Drawing
from advocacy_desk.charts._lines import IN_ONE_PANEL, Lines
from advocacy_desk.charts._scales import about
from advocacy_desk.charts._series import series
from advocacy_desk.charts._summary import over_time
from advocacy_desk.charts._tables import Column, carried_note, cut_notes, table, unknown_notes
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

TITLE = text("Compliance rate")
LEAD = text("Checked posts in which no rule finds more than a hint (band: 95 % interval)")
NOTHING = text(
    "No post of this period was checked against the rules, so there is no rate to show. "
    "Check the posts first: Rules, or “check” in the terminal."
)
POSTS = text("posts")
COLUMNS = (
    Column(header=text("Compliance rate"), metric="compliance_rate", figure="value", unit="share"),
    Column(header=text("of checked posts"), metric="compliance_rate", figure="n", unit="posts"),
    Column(header=text("All posts"), metric="posts", figure="value", unit="posts"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw one line a group with gaps where no post was checked."""
    found = series(frames["compliance_rate"], question, language)
    many = sum(one.is_known for one in found) > IN_ONE_PANEL
    sheet = Drawing(style, language.of(TITLE), about(question, language, LEAD), HEIGHT * (1.3 if many else 1))
    sheet.summary = over_time(TITLE, found, question, language, "share")
    notes: list[Text] = []
    if any(one.is_known for one in found):
        lines = Lines(drawing=sheet, question=question, language=language, unit="share", basis=POSTS)
        notes += lines.draw(found)
    else:
        sheet.say(sheet.panels()[0], language.of(NOTHING))
    notes += [*_notes(frames, question, language), *cut_notes(question)]
    sheet.note([language.of(note) for note in notes])
    return sheet


def write(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
    """Return the rates with the posts they rest on, beside all posts."""
    return table(frames, question, language, COLUMNS, _notes(frames, question, language))


def _notes(frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> list[Text]:
    posts = series(frames["posts"], question, language)
    found = series(frames["compliance_rate"], question, language)
    return [carried_note(TITLE, found, posts), *unknown_notes(found)]


CHART = Chart(
    key="compliance",
    title=TITLE,
    metrics=("compliance_rate", "posts"),
    by=("all", "team", "network"),
    draw=draw,
    table=write,
)

"""Hashtags over time: how often each of the most frequent ones was used."""

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

TITLE = text("Hashtags")
LEAD = text("Posts with each of the most frequent hashtags")
NOTHING = text("No post of this period carries a hashtag, or the source does not say so. Choose another period.")
POSTS = text("posts")
COLUMNS = (
    Column(header=text("Posts"), metric="posts", figure="value", unit="posts"),
    Column(header=text("Share of voice"), metric="share_of_voice", figure="value", unit="share"),
    Column(header=text("of uses"), metric="share_of_voice", figure="n", unit="posts"),
)


def draw(frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language) -> Drawing:
    """Draw one line a hashtag: in one panel up to four, in small panels up to a dozen."""
    found = series(frames["posts"], question, language)
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
    """Return posts and share of voice of the 24 most frequent hashtags."""
    return table(frames, question, language, COLUMNS)


CHART = Chart(
    key="hashtags",
    title=TITLE,
    metrics=("posts", "share_of_voice"),
    by=("hashtag",),
    draw=draw,
    table=write,
)

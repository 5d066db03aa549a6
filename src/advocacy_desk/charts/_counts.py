"""How posts over time are drawn where each is counted under a rule, a hashtag or the like: one line a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.charts._drawing import HEIGHT, Drawing
from advocacy_desk.charts._lines import IN_ONE_PANEL, Lines
from advocacy_desk.charts._scales import about
from advocacy_desk.charts._series import series
from advocacy_desk.charts._summary import over_time
from advocacy_desk.charts._tables import Column, cut_notes, table
from advocacy_desk.i18n import Language, Text, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from advocacy_desk.charts._contract import ChartStyle, Question, Table

POSTS = text("posts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers of posts from the frame of ``metric``; ``nothing`` is said where there is none."""

    metric: str
    title: Text
    lead: Text
    nothing: Text
    columns: tuple[Column, ...]

    def draw(
        self, frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language
    ) -> Drawing:
        """Draw one line a group: in one panel up to four, in small panels up to a dozen."""
        found = series(frames[self.metric], question, language)
        many = sum(one.is_known for one in found) > IN_ONE_PANEL
        height = HEIGHT * (1.3 if many else 1)
        sheet = Drawing(style, language.of(self.title), about(question, language, self.lead), height)
        sheet.summary = over_time(self.title, found, question, language, "posts")
        if not any(one.is_known for one in found):
            sheet.say(sheet.panels()[0], language.of(self.nothing))
            return sheet
        lines = Lines(drawing=sheet, question=question, language=language, unit="posts", basis=POSTS)
        notes = [*lines.draw(found), *cut_notes(question)]
        sheet.note([language.of(note) for note in notes])
        return sheet

    def write(self, frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
        """Return the numbers of every group."""
        return table(frames, question, language, self.columns)

"""How a rate over time is drawn and written down: one line a group, gaps where too few posts carry what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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

    from advocacy_desk.charts._contract import ChartStyle, Question, Table

POSTS = text("posts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate whose frame is that of ``metric``, beside that of ``posts``; ``nothing`` is said where none is known."""

    metric: str
    title: Text
    lead: Text
    nothing: Text
    columns: tuple[Column, ...]

    def draw(
        self, frames: Mapping[str, pd.DataFrame], question: Question, style: ChartStyle, language: Language
    ) -> Drawing:
        """Draw one line a group with gaps where the rate is not known."""
        found = series(frames[self.metric], question, language)
        many = sum(one.is_known for one in found) > IN_ONE_PANEL
        height = HEIGHT * (1.3 if many else 1)
        sheet = Drawing(style, language.of(self.title), about(question, language, self.lead), height)
        sheet.summary = over_time(self.title, found, question, language, "share")
        notes: list[Text] = []
        if any(one.is_known for one in found):
            lines = Lines(drawing=sheet, question=question, language=language, unit="share", basis=POSTS)
            notes += lines.draw(found)
        else:
            sheet.say(sheet.panels()[0], language.of(self.nothing))
        notes += [*self._notes(frames, question, language), *cut_notes(question)]
        sheet.note([language.of(note) for note in notes])
        return sheet

    def write(self, frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> Table:
        """Return the rates with what they rest on."""
        return table(frames, question, language, self.columns, self._notes(frames, question, language))

    def _notes(self, frames: Mapping[str, pd.DataFrame], question: Question, language: Language) -> list[Text]:
        posts = series(frames["posts"], question, language)
        found = series(frames[self.metric], question, language)
        return [carried_note(self.title, found, posts), *unknown_notes(found)]

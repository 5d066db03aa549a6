"""What a chart is: one file that defines ``CHART = Chart(...)``; a frame in, a matplotlib Figure out, never pyplot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from advocacy_desk.charts._style import ChartStyle
from advocacy_desk.domain.period import CalendarStep
from advocacy_desk.domain.questions import Question
from advocacy_desk.i18n import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from advocacy_desk.charts._drawing import Drawing

__all__ = ["Cell", "Chart", "ChartStyle", "Question", "Table"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: the value to sort by (None: unknown) and how it is written in the table's language."""

    value: float | str | date | None
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The numbers of a chart as they are written under it: headers, rows of cells, and what is unknown."""

    headers: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart. ``metrics`` are the keys of the metrics whose result frames (RESULT_COLUMNS) it draws.

    ``whole`` charts compare groups over the whole period: they are asked with ``Question.whole``. ``step`` is how a
    chart cuts the time that knows but one way.
    """

    key: str
    title: Text
    metrics: tuple[str, ...]
    by: tuple[str, ...]  # groupings it can draw, the usual one first
    draw: Callable[[Mapping[str, pd.DataFrame], Question, ChartStyle, Language], Drawing]
    table: Callable[[Mapping[str, pd.DataFrame], Question, Language], Table]
    whole: bool = False
    step: CalendarStep | None = None

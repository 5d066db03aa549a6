"""How values and steps are written: on axes, in tables and under the mouse, in the form of the language."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter, MaxNLocator

from advocacy_desk.domain.period import CalendarStep, Period
from advocacy_desk.i18n import Text, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from advocacy_desk.domain.questions import Question
    from advocacy_desk.i18n import Language

DASH = "–"
COMPACT_FROM = 100_000
TICKS = 14

STEP_WORDS = {
    CalendarStep.DAY: text("by day"),
    CalendarStep.WEEK: text("by week"),
    CalendarStep.MONTH: text("by month"),
    CalendarStep.QUARTER: text("by quarter"),
}
GROUP_WORDS = {
    "team": text("by team"),
    "network": text("by network"),
    "media": text("by media kind"),
    "language": text("by language"),
    "followers": text("by followers"),
    "hour": text("by hour of the week"),
    "hashtag": text("by hashtag"),
    "rule": text("by rule"),
}


def written(value: float | None, unit: str, language: Language) -> str:
    """Write a value in its unit (see analysis ``Unit``); unknown is a dash, never zero."""
    if value is None or math.isnan(value):
        return DASH
    if unit == "share":
        return language.share(float(value))
    return language.number(float(value)) if unit == "rate" else language.number(round(value))


def period_words(period: Period, language: Language) -> str:
    """Write a period as its first and last day, neither of which is broken at the end of a line."""
    first, last = (language.day(day).replace(" ", "\u00a0") for day in (period.first, period.last))
    return f"{first} – {last}"


def step_words(question: Question, index: int, language: Language) -> str:
    """Write one step in full: a week with number and Monday; a step that the period cuts short by its days."""
    piece = question.steps()[index]
    if question.whole or question.incomplete()[index]:
        return period_words(piece, language)
    if question.step is CalendarStep.MONTH:
        return language.month(piece.first)
    if question.step is CalendarStep.QUARTER:
        return f"Q{_quarter(piece.first)} {piece.first.year}"
    if question.step is CalendarStep.WEEK:
        week = str(piece.first.isocalendar().week)
        return language.of(text("Week {week}, {day}", week=week, day=piece.first))
    return language.day(piece.first)


def about(question: Question, language: Language, lead: Text) -> str:
    """Return the sub-heading of a chart: what it shows, by what, and over which days."""
    parts = [language.of(lead)]
    cut = [] if question.whole else [STEP_WORDS[question.step]]
    parts += [language.of(words) for words in (*cut, GROUP_WORDS.get(question.by)) if words is not None]
    return f"{', '.join(parts)}  ·  {period_words(question.period, language)}"


def time_axis(axes: Axes, question: Question, language: Language, ticks: int = TICKS) -> None:
    """Label steps 0, 1, 2, ... by the calendar: months with the year where it changes, days where there are few."""
    pieces = question.steps()
    starts = [piece.first for piece in pieces]
    if question.step is CalendarStep.QUARTER:
        places = _thinned(list(range(len(starts))), ticks)
        labels = [f"Q{_quarter(starts[place])}" for place in places]
    elif question.step is not CalendarStep.MONTH and len(starts) <= ticks // 2 + 1:
        places = list(range(len(starts)))
        labels = [_short_day(starts[place], language) for place in places]
    else:
        places = _month_places(pieces, ticks)
        labels = [_short_month(_month_of(pieces[place]), language) for place in places]
    with_years = _with_years(labels, [_month_of(pieces[place]) for place in places])
    axes.xaxis.set_major_locator(FixedLocator([float(place) for place in places]))
    axes.xaxis.set_major_formatter(FixedFormatter(with_years))
    axes.set_xlim(-0.6, max(len(pieces) - 0.4, 0.6))


def value_axis(axes: Axes, unit: str, language: Language, *, ticks: int = 5) -> None:
    """Begin at zero, end above the data, and write few round values."""
    top = axes.get_ylim()[1]
    axes.set_ylim(0, min(top, 1.02) if unit == "share" and top > 1 else top)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 2.5, 5, 10], integer=unit != "share"))
    step = top / ticks

    def shown(value: float, _place: int | None = None) -> str:
        if unit == "share":
            return language.share(value, 0 if step >= 0.01 else 1)
        if top >= COMPACT_FROM:
            return _compact(value, language)
        return written(value, "rate" if unit == "rate" else "count", language)

    axes.yaxis.set_major_formatter(FuncFormatter(shown))


def _compact(value: float, language: Language) -> str:
    from babel.numbers import format_compact_decimal  # noqa: PLC0415 - as in i18n: Babel costs 40 ms

    compact = format_compact_decimal(value, locale=language.code, fraction_digits=1)
    # German has no short form below a million; Babel then leaves the separators out.
    return compact if any(character.isalpha() for character in compact) else language.number(round(value))


def _quarter(day: date) -> int:
    return (day.month - 1) // 3 + 1


def _month_of(piece: Period) -> date:
    """A week belongs to the month of its Thursday, as in ISO 8601; a month that the period cuts short to itself."""
    return min(piece.first + timedelta(days=3), piece.last)


def _month_places(pieces: tuple[Period, ...], ticks: int) -> list[int]:
    firsts = [
        place
        for place, piece in enumerate(pieces)
        if place == 0 or _month_of(piece).month != _month_of(pieces[place - 1]).month
    ]
    for every in (1, 2, 3, 6):
        kept = [place for place in firsts if (_month_of(pieces[place]).month - 1) % every == 0]
        if len(kept) <= ticks:
            return kept or firsts[:1]
    return _thinned([place for place in firsts if _month_of(pieces[place]).month == 1], ticks)


def _thinned(places: list[int], ticks: int) -> list[int]:
    return places[:: max(1, math.ceil(len(places) / ticks))]


def _short_month(day: date, language: Language) -> str:
    return language.month(day).rsplit(" ", 1)[0]


def _short_day(day: date, language: Language) -> str:
    return f"{day.day}.{day.month}." if language.code == "de" else f"{day.day} {_short_month(day, language)}"


def _with_years(labels: list[str], days: list[date]) -> list[str]:
    years = [None, *[day.year for day in days]]
    return [
        f"{label}\n{day.year}" if years[place] != day.year else label
        for place, (label, day) in enumerate(zip(labels, days, strict=True))
    ]

"""Lines over time with their intervals: in one panel with the names at their ends, or in small panels side by side."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.analysis._contract import UNMATCHED
from advocacy_desk.charts._drawing import Point, printable, shorten
from advocacy_desk.charts._scales import step_words, time_axis, value_axis, written
from advocacy_desk.charts._series import OTHERS, largest
from advocacy_desk.i18n import Text, plural, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from advocacy_desk.charts._drawing import Drawing
    from advocacy_desk.charts._series import Array, Series
    from advocacy_desk.domain.questions import Question
    from advocacy_desk.i18n import Language

IN_ONE_PANEL = 4
PANELS = 12
ROW = 95.0  # points that a row of small panels needs
MARKED_UP_TO = 40  # steps: beyond, a mark on every value is noise
BAND_ALPHA = 0.16


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """What all lines of a drawing share.

    ``basis`` says what n counts: people or posts. ``order`` gives groups the same colour in every panel.
    """

    drawing: Drawing
    question: Question
    language: Language
    unit: str
    basis: Text
    order: tuple[str, ...] = ()

    def draw(self, found: Sequence[Series]) -> list[Text]:
        """Draw the series on a fresh grid of panels and return what has to be noted."""
        known = [one for one in found if one.is_known]
        if len(known) <= IN_ONE_PANEL:
            self.panel(self.drawing.panels()[0], known)
            return []
        shown, left = largest(known, PANELS)
        columns = 3 if len(shown) <= 6 else 4
        rows = math.ceil(len(shown) / columns)
        self.drawing.room = rows * ROW + 30
        panels = self.drawing.panels(rows, columns)
        self.small(panels[: len(shown)], shown)
        for axes in panels[len(shown) :]:
            axes.set_axis_off()
        for axes in panels[max(0, len(shown) - columns) : len(shown)]:  # the lowest of its column shows the time
            axes.tick_params(axis="x", labelbottom=True)
        return [rest(len(left))] if left else []

    def panel(self, axes: Axes, found: Sequence[Series]) -> None:
        """Draw a few series into one panel, each with its own colour and its name at its end."""
        for place, one in enumerate(found):
            self._line(axes, one, self.colour(one, place))
        time_axis(axes, self.question, self.language)
        value_axis(axes, self.unit, self.language)
        if self.question.by != "all":
            self._name_ends(axes, found)

    def small(self, panels: Sequence[Axes], found: Sequence[Series], *, ticks: int = 5, letters: int = 22) -> None:
        """Draw one series a panel on shared scales, with the others behind it in grey."""
        style = self.drawing.style
        for axes, one in zip(panels, found, strict=True):
            for other in found:
                if other is not one:
                    axes.plot(other.values, color=style.grid, linewidth=0.9, zorder=1)
            self._line(axes, one, style.muted if one.group == UNMATCHED else style.series[0])
            name = shorten(printable(one.label), letters)
            axes.set_title(name, loc="left", fontsize=style.font_size * 0.95, color=style.foreground, pad=4)
        time_axis(panels[0], self.question, self.language, ticks=ticks)
        value_axis(panels[0], self.unit, self.language, ticks=3)

    def colour(self, one: Series, place: int) -> str:
        """Return the colour of a series; what belongs to nobody is grey."""
        style = self.drawing.style
        if one.group in {UNMATCHED, OTHERS}:
            return style.muted
        number = self.order.index(one.group) if one.group in self.order else place
        return style.series[number % len(style.series)]

    def _line(self, axes: Axes, one: Series, colour: str) -> None:
        """Draw one series: solid over full steps, dotted to steps that the period cuts short, gaps where unknown."""
        style = self.drawing.style
        places = np.arange(len(one.values), dtype="float64")
        cut = np.array(self.question.incomplete())
        full, low, high = (np.where(cut, np.nan, figures) for figures in (one.values, one.lows, one.highs))
        if np.isfinite(low).any():
            axes.fill_between(places, low, high, color=colour, alpha=BAND_ALPHA, linewidth=0, zorder=2)
        axes.plot(places, full, color=colour, linewidth=1.8, solid_capstyle="round", zorder=3)
        for place in np.flatnonzero(cut):
            around = slice(max(0, place - 1), place + 2)
            axes.plot(places[around], one.values[around], color=colour, linewidth=1.2, linestyle=":", zorder=3)
        marked = np.isfinite(one.values) & (cut | _alone(one.values) | (len(places) <= MARKED_UP_TO))
        for these, face in ((marked & ~cut, colour), (marked & cut, style.background)):
            axes.scatter(
                places[these], one.values[these], s=15, color=face, edgecolors=colour, linewidths=1.3, zorder=4
            )
        self._remember(axes, one, places)

    def _remember(self, axes: Axes, one: Series, places: Array) -> None:
        panel = self.drawing.axes.index(axes)
        for place in np.flatnonzero(np.isfinite(one.values)):
            words = value_words(self, one, int(place))
            self.drawing.points.append(Point(panel, float(places[place]), float(one.values[place]), words))

    def _name_ends(self, axes: Axes, found: Sequence[Series]) -> None:
        """Write names at the right, as near to the ends of their lines as they fit without touching."""
        low, high = axes.get_ylim()
        gap = (high - low) * 0.075
        ends = sorted(
            (float(one.values[np.flatnonzero(np.isfinite(one.values))[-1]]), place) for place, one in enumerate(found)
        )
        heights = _apart([value for value, _place in ends], gap, high)
        for (value, place), height in zip(ends, heights, strict=True):
            one = found[place]
            axes.annotate(
                shorten(printable(one.label), 24),
                xy=(float(np.flatnonzero(np.isfinite(one.values))[-1]), value),
                xytext=(len(one.values) * 1.02 - 0.5, height),
                color=self.drawing.style.foreground,
                fontsize=self.drawing.style.font_size * 0.9,
                va="center",
                annotation_clip=False,
                arrowprops={
                    "arrowstyle": "-",
                    "color": self.colour(one, place),
                    "linewidth": 1.6,
                    "shrinkA": 1,
                    "shrinkB": 3,
                },
            )


def value_words(lines: Lines, one: Series, place: int) -> str:
    """Say one value with its name, step, interval and basis, for the mouse."""
    language = lines.language
    value = written(float(one.values[place]), lines.unit, language)
    if np.isfinite(one.lows[place]):
        low, high = (written(float(edge[place]), lines.unit, language) for edge in (one.lows, one.highs))
        value = language.of(text("{value} (95 %: {low} to {high})", value=value, low=low, high=high))
    said = [one.label] if lines.question.by != "all" else []
    said += [step_words(lines.question, place, language), value]
    if np.isfinite(one.ns[place]):
        said.append(f"n = {language.number(round(float(one.ns[place])))} {language.of(lines.basis)}")
    return "\n".join(said)


def rest(count: int) -> Text:
    """Say that some groups are only in the table."""
    return plural("{count} more group is in the table", "{count} more groups are in the table", count)


def _alone(values: Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say which values have no known neighbour: a line would not show them."""
    known: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.pad(np.isfinite(values), 1)
    return known[1:-1] & ~known[:-2] & ~known[2:]


def _apart(values: Sequence[float], gap: float, top: float) -> list[float]:
    """Move sorted heights up until they lie ``gap`` apart, then down as far as the top demands."""
    heights: list[float] = []
    for value in values:
        heights.append(max(value, heights[-1] + gap) if heights else value)
    for place in range(len(heights) - 1, -1, -1):
        limit = top if place == len(heights) - 1 else heights[place + 1] - gap
        heights[place] = min(heights[place], limit)
    return heights

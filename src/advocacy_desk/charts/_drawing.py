"""The sheet that charts draw on: a matplotlib Figure with heading, sub-heading and notes that fit any size.

Fonts and colours are set on the figure itself; pyplot and its global state stay out. Text is never read as
mathematics, so a team may be called ``R&D $5``.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.transforms import offset_copy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

    from advocacy_desk.charts._style import ChartStyle

FONT = "DejaVu Sans"
WIDTH, HEIGHT = 10.0, 5.0  # inches of an exported picture
DPI = 100
USUAL_SIZE = 10.0  # points; the style of a window with larger text has a larger one
ROOM = 130.0
NARROWEST = 5.4  # inches
PAD = 12.0  # points around everything
GAP = 0.06  # inches around panels
HEADING, SUB, NOTE = 1.35, 0.95, 0.85  # sizes relative to the style's font size
LEADING = 1.45
CHARACTER = 0.54  # mean width of a character of the font, relative to its size

# The program is the only user of matplotlib in its process: set once, the same for every figure.
mpl.rcParams.update(
    {
        "font.family": FONT,
        "text.parse_math": False,
        "axes.formatter.use_locale": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "advocacy-desk",
        "pdf.fonttype": 42,
    }
)


@dataclass(frozen=True, slots=True)
class Point:
    """One value on the sheet: where it lies (data coordinates of an axes) and what is known about it, in words."""

    axes: int
    x: float
    y: float
    words: str


class Drawing(Figure):
    """A finished chart. ``points`` are its values for hovering and tests, ``summary`` says it in a sentence."""

    def __init__(self, style: ChartStyle, heading: str, sub: str, height: float = HEIGHT) -> None:
        super().__init__(figsize=(WIDTH, height), dpi=DPI, facecolor=style.background)
        self.style = style
        self.points: list[Point] = []
        self.summary = ""
        self.pad = PAD  # points around everything
        self.room = ROOM  # points that the panels need at least, for the usual font size
        self._words = {"heading": printable(heading), "sub": printable(sub), "notes": ""}
        size, colour = style.font_size, {"heading": style.foreground, "sub": style.muted, "notes": style.muted}
        self._sizes = {"heading": size * HEADING, "sub": size * SUB, "notes": size * NOTE}
        self._texts = {
            part: self.text(0, 0, "", fontsize=self._sizes[part], color=colour[part], va="top", linespacing=1.35)
            for part in self._words
        }
        self._texts["heading"].set_fontweight("bold")
        for words in self._texts.values():
            words.set_in_layout(False)

    def note(self, sentences: Sequence[str]) -> None:
        """Write notes at the foot of the sheet."""
        self._words["notes"] = printable("  ·  ".join(sentences))

    def note_more(self, sentences: Sequence[str]) -> None:
        """Add to the notes at the foot of the sheet."""
        self._words["notes"] = printable(
            "  ·  ".join([said for said in (self._words["notes"],) if said] + [*sentences])
        )

    def panels(
        self,
        rows: int = 1,
        columns: int = 1,
        *,
        share_y: bool | Literal["row"] = True,
        heights: Sequence[float] | None = None,
    ) -> list[Axes]:
        """Add a grid of axes in the style: no frame but the base line, quiet horizontal grid lines."""
        grid = self.subplots(rows, columns, squeeze=False, sharex=True, sharey=share_y, height_ratios=heights)
        panels: list[Axes] = list(grid.flat)
        for axes in panels:
            axes.set_facecolor(self.style.background)
            for side in ("top", "left", "right"):
                axes.spines[side].set_visible(False)
            axes.spines["bottom"].set_color(self.style.muted)
            axes.grid(visible=True, axis="y", color=self.style.grid, linewidth=0.8)
            axes.set_axisbelow(True)
            axes.tick_params(colors=self.style.muted, labelsize=self.style.font_size * NOTE, length=0)
            axes.tick_params(axis="x", length=3)
        return panels

    def say(self, axes: Axes, sentence: str) -> None:
        """Write a sentence in place of a panel that has nothing to draw."""
        axes.clear()
        axes.set_axis_off()
        axes.set_facecolor(self.style.background)
        said = axes.text(
            0.5,
            0.5,
            textwrap.fill(printable(sentence), 60),
            ha="center",
            va="center",
            color=self.style.muted,
            fontsize=self.style.font_size * 1.1,
            transform=axes.transAxes,
            linespacing=1.5,
        )
        said.set_in_layout(False)  # wider than its panel: it may lie over its empty neighbours

    def missing(self, row: Sequence[Axes], sentence: str) -> None:
        """Write a sentence across a row of panels that have nothing to draw."""
        middle = len(row) // 2
        for place, axes in enumerate(row):
            self.say(axes, sentence if place == middle else "")

    def draw(self, renderer: RendererBase) -> None:
        """Fit heading and notes to the sheet's present size, then draw."""
        self._arrange()
        super().draw(renderer)

    def least_width(self) -> float:
        """Return how many inches wide the sheet must be for names and panels to stand side by side."""
        return NARROWEST * self.style.font_size / USUAL_SIZE

    def least_height(self, width: float) -> float:
        """Return how many inches high the sheet must be, when so wide, for its panels to be readable."""
        lines = self._wrapped(width * 72)
        words = sum(len(lines[part]) * self._sizes[part] * LEADING for part in lines)
        return (words + 2 * self.pad + self.room * self.style.font_size / USUAL_SIZE) / 72

    def _wrapped(self, width: float) -> dict[str, list[str]]:
        return {
            part: textwrap.wrap(words, max(20, int((width - 2 * self.pad) / (self._sizes[part] * CHARACTER))))
            for part, words in self._words.items()
        }

    def _arrange(self) -> None:
        width, height = self.get_figwidth() * 72, self.get_figheight() * 72
        lines = self._wrapped(width)
        for part, wrapped in lines.items():
            self._texts[part].set_text("\n".join(wrapped))
        below = self.pad
        for part in ("heading", "sub"):
            self._texts[part].set_transform(offset_copy(self.transFigure, self, self.pad, height - below, "points"))
            below += len(lines[part]) * self._sizes[part] * LEADING
        foot = self.pad * 0.6 + len(lines["notes"]) * self._sizes["notes"] * LEADING
        self._texts["notes"].set_transform(offset_copy(self.transFigure, self, self.pad, foot, "points"))
        left, bottom = (self.pad - GAP * 72) / width, foot / height
        tall = max(0.2, 1 - (below + 4) / height - bottom)
        self.set_layout_engine(ConstrainedLayoutEngine(rect=(left, bottom, 1 - 2 * left, tall), h_pad=GAP, w_pad=GAP))


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties(family=FONT))).get_charmap())


def printable(words: str) -> str:
    """Return the words with characters that the font cannot draw (emoji, CJK) as a small square."""
    in_one_line = re.sub(r"[ \t\r\n]+", " ", words).strip()  # spaces that must not break stay as they are
    return "".join(character if ord(character) in _glyphs() else "▫" for character in in_one_line)


def shorten(words: str, length: int = 30) -> str:
    """Return the words, cut with an ellipsis where they are longer."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"

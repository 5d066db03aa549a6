"""Cells of a heat map: from the grid's grey (few) to full colour (most), empty where nothing is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from advocacy_desk.charts._drawing import Point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from advocacy_desk.charts._drawing import Drawing

MANY = 60  # columns: beyond, gaps between cells would be all that one sees


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """A map of ``rows`` x ``columns``; row 0 is at the top."""

    drawing: Drawing
    rows: int
    columns: int
    most: float | None = None  # the value of the full colour; None: the largest there is

    def fill(self, axes: Axes, cells: Mapping[tuple[int, int], tuple[float, str]]) -> None:
        """Draw cells by (row, column), each with its value and its words for the mouse."""
        style = self.drawing.style
        values = np.full((self.rows, self.columns), np.nan)
        panel = self.drawing.axes.index(axes)
        for (row, column), (value, words) in cells.items():
            values[row, column] = value
            if np.isfinite(value):
                self.drawing.points.append(Point(panel, float(column), self.rows - row - 0.5, words))
        known = values[np.isfinite(values)]
        axes.pcolormesh(
            np.arange(self.columns + 1) - 0.5,
            np.arange(self.rows + 1),
            np.ma.masked_invalid(values[::-1]),
            cmap=LinearSegmentedColormap.from_list("heat", [style.grid, style.series[0]]),
            vmin=0,
            vmax=self.most or (float(known.max()) if known.size and known.max() > 0 else 1.0),
            edgecolors=style.background,
            linewidth=1.2 if self.columns <= MANY else 0.4,
        )
        axes.grid(visible=False)
        axes.spines["bottom"].set_visible(False)
        axes.set_xlim(-0.6, self.columns - 0.4)
        axes.set_ylim(0, self.rows)

    def name(self, axes: Axes, rows: Sequence[str], columns: Mapping[int, str]) -> None:
        """Name all rows, and some columns by their number."""
        axes.set_yticks(np.arange(self.rows) + 0.5, list(reversed(rows)))
        axes.set_xticks(list(columns), list(columns.values()))
        axes.tick_params(axis="y", labelcolor=self.drawing.style.foreground)

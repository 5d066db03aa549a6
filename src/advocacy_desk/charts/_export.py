"""Drawings as files (PNG, SVG, PDF) and as pixels for the window."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

from advocacy_desk.charts._drawing import DPI, Drawing, Point

SUFFIXES = (".png", ".svg", ".pdf")
EXPORT_DPI = 200

# No dates inside, so that the same numbers give the same file.
_METADATA: dict[str, dict[str, str | None]] = {
    ".png": {"Software": "Advocacy Desk"},
    ".svg": {"Date": None, "Creator": "Advocacy Desk"},
    ".pdf": {"CreationDate": None, "Creator": "Advocacy Desk"},
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in pixels of a picture (from its top left corner) with its words, for hovering."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as pixels: RGBA bytes, row by row from the top; ``ratio`` of them make a unit of the window."""

    width: int
    height: int
    ratio: float
    rgba: bytes
    spots: tuple[Spot, ...]
    summary: str


def picture(drawing: Drawing, suffix: str) -> bytes:
    """Return a drawing as the bytes of a PNG, SVG or PDF file."""
    target = io.BytesIO()
    drawing.savefig(
        target, format=suffix[1:], dpi=EXPORT_DPI, metadata=_METADATA[suffix], facecolor=drawing.get_facecolor()
    )
    return target.getvalue()


def pixels(drawing: Drawing, width: int, height: int, ratio: float) -> Picture:
    """Paint a drawing for a widget of ``width`` x ``height`` on a screen with ``ratio`` pixels a unit.

    The picture is higher where the chart needs more room to be readable: the window scrolls. Takes 50 to 300 ms:
    meant for a worker, so that the window's thread only copies the result.
    """
    height = max(height, math.ceil(drawing.least_height(width / DPI) * DPI))
    drawing.set_size_inches(width / DPI, height / DPI)
    target = io.BytesIO()
    drawing.savefig(target, format="rgba", dpi=DPI * ratio, facecolor=drawing.get_facecolor())
    rgba = target.getvalue()
    wide = int(width / DPI * DPI * ratio + 1e-6)
    return Picture(
        width=wide,
        height=len(rgba) // (4 * wide),
        ratio=ratio,
        rgba=rgba,
        spots=tuple(_spot(drawing, point, height) for point in drawing.points),
        summary=drawing.summary,
    )


def _spot(drawing: Drawing, point: Point, height: int) -> Spot:
    x, y = drawing.axes[point.axes].transData.transform((point.x, point.y))
    return Spot(float(x), height - float(y), point.words)

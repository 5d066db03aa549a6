"""Drawings as files (PNG, SVG, PDF) and as pixels for the window."""

from __future__ import annotations

import io
from dataclasses import dataclass

from advocacy_desk.charts._drawing import DPI, Drawing, Point

SUFFIXES = (".png", ".svg", ".pdf")
EXPORT_DPI = 200
A_HAIR = 1e-5  # inches, so that rounding never loses a pixel

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

    The picture is higher where the chart needs more room to be readable: the window scrolls. A widget that is too
    narrow gets everything a little smaller. Takes 50 to 300 ms: meant for a worker, so that the window's thread only
    copies the result.
    """
    scale = min(1.0, width / DPI / drawing.least_width())
    across = width / DPI / scale
    down = max(height / DPI / scale, drawing.least_height(across))
    drawing.set_size_inches(across + A_HAIR, down + A_HAIR)
    target = io.BytesIO()
    drawing.savefig(target, format="rgba", dpi=DPI * ratio * scale, facecolor=drawing.get_facecolor())
    rgba = target.getvalue()
    wide = int((across + A_HAIR) * DPI * ratio * scale)
    return Picture(
        width=wide,
        height=len(rgba) // (4 * wide),
        ratio=ratio,
        rgba=rgba,
        spots=tuple(_spot(drawing, point, scale) for point in drawing.points),
        summary=drawing.summary,
    )


def _spot(drawing: Drawing, point: Point, scale: float) -> Spot:
    x, y = drawing.axes[point.axes].transData.transform((point.x, point.y))
    return Spot(float(x) * scale, (drawing.get_figheight() * DPI - float(y)) * scale, point.words)

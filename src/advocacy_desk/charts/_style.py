"""The look of charts: what a drawing is given, and the tokens of resources/style for outside the window, without Qt."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from advocacy_desk import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartStyle:
    """Colours and sizes of a drawing, from the same tokens as the window (resources/style/*.toml)."""

    background: str
    foreground: str
    muted: str
    grid: str
    series: tuple[str, ...]  # Okabe-Ito order, safe for colour-blind eyes
    font_size: float = 10.0


@lru_cache(maxsize=2)
def chart_style(theme: str = "light") -> ChartStyle:
    """Return the style of a theme, ``light`` or ``dark``; files that are handed on are light."""
    tokens = tomllib.loads((resources.folder("style") / f"{theme}.toml").read_text(encoding="utf-8"))
    return ChartStyle(
        background=tokens["surface"],
        foreground=tokens["text"],
        muted=tokens["muted"],
        grid=tokens["line"],
        series=tuple(tokens["series"]),
    )

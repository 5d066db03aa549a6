"""The look of charts outside the window: the tokens of resources/style, read without Qt."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from advocacy_desk import resources
from advocacy_desk.charts._contract import ChartStyle


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

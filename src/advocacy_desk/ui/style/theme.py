"""A theme: the tokens of ``resources/style/<name>.toml`` as palette, style sheet, icons and chart style.

Fusion with our own palette looks the same everywhere; asking the platform for dark does nothing on a bare X11
(``research`` of issue 2), so "as the system" reads what the platform reports and falls back to light.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette

from advocacy_desk import resources
from advocacy_desk.ui.style.icons import icon

if TYPE_CHECKING:
    from advocacy_desk.charts._contract import ChartStyle

GRID = 8  # every distance is a multiple of it, or half of it


class Tone(StrEnum):
    """What a badge or a notice says by its colour; the words beside it say the same."""

    QUIET = "quiet"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one theme as ``#RRGGBB``; see the files for what each is for."""

    name: str
    canvas: str
    surface: str
    rail: str
    line: str
    line_strong: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    series: tuple[str, ...]

    @property
    def is_dark(self) -> bool:
        """Whether this is the dark theme."""
        return self.name == "dark"

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Return the foreground and the background of a tone."""
        return {
            Tone.QUIET: (self.muted, self.rail),
            Tone.ACCENT: (self.accent, self.accent_soft),
            Tone.GOOD: (self.good, self.good_soft),
            Tone.WARN: (self.warn, self.warn_soft),
            Tone.BAD: (self.bad, self.bad_soft),
        }[tone]

    def palette(self) -> QPalette:
        """Return the Qt palette: every role that Fusion paints with, disabled text included."""
        role = QPalette.ColorRole
        colours = {
            role.Window: self.canvas,
            role.WindowText: self.text,
            role.Base: self.surface,
            role.AlternateBase: self.canvas,
            role.Text: self.text,
            role.PlaceholderText: self.muted,
            role.Button: self.surface,
            role.ButtonText: self.text,
            role.BrightText: self.bad,
            role.Highlight: self.accent_soft,
            role.HighlightedText: self.text,
            role.Link: self.accent,
            role.LinkVisited: self.accent,
            role.ToolTipBase: self.surface,
            role.ToolTipText: self.text,
            role.Light: self.surface,
            role.Midlight: self.line,
            role.Mid: self.line_strong,
            role.Dark: self.line_strong,
            role.Shadow: self.line_strong,
            role.Accent: self.accent,
        }
        palette = QPalette()
        for where, colour in colours.items():
            palette.setColor(where, QColor(colour))
        for where in (role.Text, role.WindowText, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(self.faint))
        return palette

    def icon(self, name: str, colour: str = "muted") -> QIcon:
        """Return an icon of ``resources/icons`` in the colour of a token."""
        return icon(name, getattr(self, colour))

    def chart_style(self, font_size: float = 10.0) -> ChartStyle:
        """Return the same tokens for drawings; ``font_size`` in points."""
        from advocacy_desk.charts._contract import ChartStyle  # noqa: PLC0415 - matplotlib loads after the first paint

        return ChartStyle(
            background=self.surface,
            foreground=self.text,
            muted=self.muted,
            grid=self.line,
            series=self.series,
            font_size=font_size,
        )


@lru_cache(maxsize=4)
def _load(name: str) -> Theme:
    raw = tomllib.loads((resources.folder("style") / f"{name}.toml").read_text(encoding="utf-8"))
    return Theme(name=name, **{**raw, "series": tuple(raw["series"])})


def theme_named(choice: str) -> Theme:
    """Return the theme of the setting ``theme``: ``light``, ``dark`` or ``system``."""
    if choice in {"light", "dark"}:
        return _load(choice)
    hints = QGuiApplication.styleHints()
    return _load("dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light")

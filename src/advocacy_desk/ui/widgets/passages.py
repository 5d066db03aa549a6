"""A text with its marked passages: by colour and by the shape of the line below it, so that colour alone says nothing.

Spans are code points, as rules and Python count; Qt counts UTF-16 units, where an emoji is two. This is the one
place that converts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, zip_longest
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from advocacy_desk.domain.findings import Severity, Span
from advocacy_desk.i18n import Text
from advocacy_desk.ui.style.theme import Tone

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

_ASTRAL = 0xFFFF
SEVERITY_TONES = {
    Severity.INFO: Tone.ACCENT,
    Severity.MINOR: Tone.ACCENT,
    Severity.MAJOR: Tone.WARN,
    Severity.CRITICAL: Tone.BAD,
}
_LINES = {
    Severity.INFO: QTextCharFormat.UnderlineStyle.DotLine,
    Severity.MINOR: QTextCharFormat.UnderlineStyle.DashUnderline,
    Severity.MAJOR: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Severity.CRITICAL: QTextCharFormat.UnderlineStyle.WaveUnderline,
}


def _units(sign: str, after: str | None) -> int:
    if sign == "\r" and after == "\n":
        return 0
    return 2 if ord(sign) > _ASTRAL else 1


def to_utf16(words: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the spans (code points, end exclusive) as positions in UTF-16 units, clipped to the text.

    Qt keeps one position for a line break, however it is written.
    """
    offsets = [0, *accumulate(_units(sign, after) for sign, after in zip_longest(words, words[1:]))]
    last = len(words)
    return [(offsets[max(0, min(span.start, last))], offsets[max(0, min(span.end, last))]) for span in spans]


class PassageView(QTextEdit):
    """Shows a text, read-only and selectable, with passages marked by severity."""

    def __init__(self, desk: Desk, name: Text) -> None:
        super().__init__()
        self._desk = desk
        self._marks: tuple[tuple[Span, Severity], ...] = ()
        self._words = ""
        self._most_lines: int | None = None
        self.setProperty("role", "passages")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        desk.say(self, name, "setAccessibleName")
        desk.theme_changed.connect(self._mark)

    def show_text(self, words: str, marks: Sequence[tuple[Span, Severity]] = ()) -> None:
        """Show a text; each mark is a span in code points with its severity."""
        self.setPlainText(words)
        self.mark(words, marks)

    def mark(self, words: str, marks: Sequence[tuple[Span, Severity]]) -> None:
        """Mark passages of the text that is shown, in place of earlier marks; ``words`` is what the spans count in."""
        self._words = words
        self._marks = tuple(sorted(marks, key=lambda mark: mark[1].rank))
        self._mark()

    def fit_lines(self, most: int) -> None:
        """Be as high as the text needs, but not more than ``most`` lines; without this it fills its place."""
        self._most_lines = most
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        if self._most_lines is None:
            return
        around = self.height() - self.viewport().height()
        needed = ceil(self.document().size().height())
        self.setFixedHeight(min(needed, self._most_lines * self.fontMetrics().lineSpacing()) + around)

    def _mark(self) -> None:
        selections = []
        positions = to_utf16(self._words, [span for span, _severity in self._marks])
        for (start, end), (_span, severity) in zip(positions, self._marks, strict=True):
            front, back = self._desk.theme.tone(SEVERITY_TONES[severity])
            shape = QTextCharFormat()
            shape.setBackground(QColor(back))
            shape.setUnderlineStyle(_LINES[severity])
            shape.setUnderlineColor(QColor(front))
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format = shape
            selections.append(selection)
        self.setExtraSelections(selections)

"""A person's posts month by month as bars, with the figures of a month under the mouse and in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from advocacy_desk.i18n import text
from advocacy_desk.ui.style.theme import GRID

if TYPE_CHECKING:
    from advocacy_desk.domain.person_page import Month
    from advocacy_desk.ui.desk import Desk

HEIGHT = 12 * GRID
WIDEST = 40  # pixels of a bar


class MonthBars(QWidget):
    """``show_months`` draws; an accessible description says the same in words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._months: tuple[Month, ...] = ()
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT + 3 * self.fontMetrics().height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        desk.say(self, text("Posts by month"), "setAccessibleName")
        desk.theme_changed.connect(self.update)

    def show_months(self, months: Sequence[Month]) -> None:
        """Draw these months, the oldest at the left."""
        self._months = tuple(months)
        said = "; ".join(f"{self._name(one)}: {one.posts}" for one in self._months)
        self.setAccessibleDescription(said)
        self.update()

    def _name(self, month: Month) -> str:
        return f"{month.first.month:02}/{month.first.year}"

    def _step(self) -> float:
        return min(self.width() / max(1, len(self._months)), float(WIDEST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars from a common ground line, the first and the last month named, the most posts written."""
        painter = QPainter(self)
        theme, line = self._desk.theme, self.fontMetrics().height()
        most = max((one.posts for one in self._months), default=0)
        ground = line + HEIGHT
        step = self._step()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        for place, one in enumerate(self._months):
            height = HEIGHT * one.posts / most if most else 0
            painter.drawRect(QRectF(place * step + 1, ground - height, max(1.0, step - 2), height))
        painter.setPen(QColor(theme.line_strong))
        painter.drawLine(0, ground, int(step * len(self._months)), ground)
        painter.setPen(QColor(theme.muted))
        if self._months:
            self._name_ends(painter, ground + 2, line, most)
        painter.end()

    def _name_ends(self, painter: QPainter, top: int, line: int, most: int) -> None:
        wide = max(int(self._step() * len(self._months)), 2 * self.fontMetrics().horizontalAdvance("00/00000"))
        painter.drawText(0, top, wide, line, Qt.AlignmentFlag.AlignLeft, self._name(self._months[0]))
        if len(self._months) > 1:
            painter.drawText(0, top, wide, line, Qt.AlignmentFlag.AlignRight, self._name(self._months[-1]))
        said = self._desk.of(text("at most {count} posts a month", count=self._desk.cells.number(most)))
        painter.drawText(0, 0, self.width(), line, Qt.AlignmentFlag.AlignLeft, said)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the figures of the month under the mouse."""
        place = int(event.position().x() / self._step()) if self._months else -1
        if 0 <= place < len(self._months):
            one, cells = self._months[place], self._desk.cells
            said = text(
                "{month}: {posts} posts, {reactions} reactions, {impressions} impressions",
                month=self._name(one),
                posts=cells.number(one.posts),
                reactions=cells.number(one.reactions),
                impressions=cells.number(one.impressions),
            )
            QToolTip.showText(event.globalPosition().toPoint(), self._desk.of(said), self)

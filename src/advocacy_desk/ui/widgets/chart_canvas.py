"""Shows a chart: pixels that a worker painted, with the values under the mouse or under the arrow keys.

matplotlib takes 50 to 300 ms for a chart, too long for the window's thread, so these widgets only copy a finished
picture, and ask for another when their size has settled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QToolTip, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.draw_chart import Picture, Spot

NEAR = 26.0  # how far from a value the mouse still means it
SETTLED_MS = 120
STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


class ChartCanvas(QWidget):
    """One picture of a chart; while it is resized the old picture is stretched."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._picture: Picture | None = None
        self._image = QImage()
        self._current = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, picture: Picture) -> None:
        """Show a painted chart; its summary becomes the accessible description."""
        self._picture = picture
        self._current = -1
        shape = QImage.Format.Format_RGBA8888
        self._image = QImage(picture.rgba, picture.width, picture.height, 4 * picture.width, shape).copy()
        self.setAccessibleDescription(picture.summary)
        self.update()

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The values of the picture."""
        return self._picture.spots if self._picture is not None else ()

    def _place(self, number: int) -> QPointF:
        """Return where a value lies now; the picture may still be stretched."""
        assert self._picture is not None  # noqa: S101 - there are spots only with a picture
        spot = self._picture.spots[number]
        ratio = self._picture.ratio
        across = self.width() * ratio / self._picture.width
        down = self.height() * ratio / self._picture.height
        return QPointF(spot.x * across, spot.y * down)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Copy the picture and ring the current value."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._desk.theme.surface))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if 0 <= self._current < len(self.spots):
            painter.setPen(QPen(QColor(self._desk.theme.text), 1.6))
            painter.drawEllipse(self._place(self._current), 6.0, 6.0)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._desk.theme.accent), 1.0))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    # --- finding values

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the value nearest to the mouse."""
        here = event.position()
        distances = [(self._place(number) - here).manhattanLength() for number in range(len(self.spots))]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=-1)
        if nearest >= 0 and distances[nearest] > NEAR:
            nearest = -1
        self._say(nearest, event.globalPosition().toPoint() + QPoint(14, 14))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the value when the mouse leaves."""
        self._say(-1, QPoint())
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the value when the keyboard goes elsewhere."""
        self._say(-1, QPoint())
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step through the values with the arrow keys."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or not self.spots:
            super().keyPressEvent(event)
            return
        first = 0 if step > 0 else len(self.spots) - 1
        number = first if self._current < 0 else (self._current + step) % len(self.spots)
        self._say(number, self.mapToGlobal(self._place(number).toPoint() + QPoint(10, 10)))

    def _say(self, number: int, where: QPoint) -> None:
        if number != self._current:
            self._current = number
            self.update()
        if number < 0:
            QToolTip.hideText()
        else:
            QToolTip.showText(where, self.spots[number].words, self)


class ChartView(QScrollArea):
    """A canvas that fills its place, or scrolls where the chart needs more height than there is.

    ``resized()`` comes when the size has settled and the picture was painted for another one.
    """

    resized = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.canvas = ChartCanvas(desk)
        self._asked = (0, 0, 0.0)
        self.setWidget(self.canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(320, 160)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._on_settled)

    def sizeHint(self) -> QSize:
        """Prefer the shape in which charts are drawn."""
        return QSize(900, 450)

    def ask_size(self) -> tuple[int, int, float]:
        """Return width, height and pixels a unit for which a picture is to be painted now."""
        there = self.viewport().size()
        self._asked = (there.width(), there.height(), self.devicePixelRatioF())
        return self._asked

    def show_picture(self, picture: Picture) -> None:
        """Show a painted chart, scrolling where it is higher than the place for it."""
        self.canvas.setMinimumHeight(int(picture.height / picture.ratio))
        self.canvas.show_picture(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wait until resizing has ended before asking for a new picture."""
        super().resizeEvent(event)
        self._settled.start()

    def _on_settled(self) -> None:
        there = self.viewport().size()
        if self._asked[0] and (there.width(), there.height(), self.devicePixelRatioF()) != self._asked:
            self.resized.emit()

"""The map of the network: teams as discs, people as marks in them, ties as lines between people.

Everything is painted into one picture for a view (5 000 people and 1 500 lines: some 40 ms) and copied until the view
changes. What is chosen, and whatever is tied to it, stands out; the rest steps back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from advocacy_desk.i18n import text
from advocacy_desk.ui.widgets.map_picture import MapPicture
from advocacy_desk.ui.widgets.map_view import MapView

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.show_network import ShownNetwork

NEAR = 14.0  # pixels from a mark within which the mouse means it
STEP = 1.25
PAN = 60.0
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class NetworkMap(QWidget):
    """Signals: ``chosen(place or None)`` and ``opened(place)``: positions in the network's nodes."""

    chosen = Signal(object)
    opened = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.view = MapView()
        self.current: int | None = None
        self._found: ShownNetwork | None = None
        self._picture = QPixmap()
        self._dragged: QPointF | None = None
        self._moved = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(280, 220)
        desk.say(self, text("Map of who names whom"), "setAccessibleName")
        desk.theme_changed.connect(self.redraw)

    def sizeHint(self) -> QSize:
        """Prefer a wide map."""
        return QSize(720, 520)

    def show_network(self, found: ShownNetwork) -> None:
        """Show a network; who was chosen stays chosen, and the view stays where it is."""
        person = None if self._found is None or self.current is None else self._found.network.nodes[self.current].person
        self._found = found
        self.view.show(found)
        places = {node.person: place for place, node in enumerate(found.network.nodes)}
        self.current = None if person is None else places.get(person)
        self.redraw()

    def choose(self, place: int | None, *, centre: bool = False) -> None:
        """Choose somebody, or nobody; ``centre`` brings the person into the middle."""
        if centre and place is not None:
            self.view.centre_on(place)
        if place != self.current or centre:
            self.current = place
            self.redraw()
            self.chosen.emit(place)

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Come nearer (above 1) or go away; the point ``at`` stays where it is, else the middle."""
        self.view.zoom(factor, at)
        self.redraw()

    def fit(self) -> None:
        """Show the whole map."""
        self.view.fit()
        self.redraw()

    def redraw(self) -> None:
        """Paint the picture anew at the next chance."""
        self._picture = QPixmap()
        self.update()

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Copy the picture; paint it first where the view changed."""
        if self._picture.isNull():
            self._picture = self._painted()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._desk.theme.accent), 1.0))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._desk.theme.surface))
        if self._found is not None:
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            MapPicture(self._desk, self.view, self._found, self.current, self.rect()).paint(painter)
            painter.end()
        return picture

    # --- mouse and keyboard

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer or go away around the mouse."""
        self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to choose."""
        self._dragged, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map, or say who is under the mouse."""
        here = event.position()
        if self._dragged is None:
            self._tell(here, event)
        elif self._moved or (here - self._dragged).manhattanLength() > NEAR / 2:
            self._moved = True
            self.view.pan(here - self._dragged)
            self._dragged = here
            self.redraw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose who is under the mouse, or nobody."""
        if not self._moved and self._dragged is not None:
            self.choose(self.view.nearest(event.position(), NEAR))
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the posts of who is under the mouse."""
        place = self.view.nearest(event.position(), NEAR)
        if place is not None:
            self.opened.emit(place)

    def _tell(self, here: QPointF, event: QMouseEvent) -> None:
        place = self.view.nearest(here, NEAR)
        if place is None or self._found is None:
            QToolTip.hideText()
            return
        node = self._found.network.nodes[place]
        team = self._found.teams.get(node.team or 0)
        words = self._found.name(node) if team is None else f"{self._found.name(node)} · {team}"
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next person that way (with Shift: move the map); plus, minus, 0; Enter opens the posts."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._go(_ARROWS[key], pan=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            self.zoom(1 / STEP if key == Qt.Key.Key_Minus else STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Escape and self.current is not None:
            self.choose(None)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _go(self, way: tuple[int, int], *, pan: bool) -> None:
        if pan:
            self.view.pan(QPointF(-way[0] * PAN, -way[1] * PAN))
            self.redraw()
            return
        place = self.view.first() if self.current is None else self.view.next(self.current, way)
        if place is not None:
            self.choose(place)
            if not self.rect().contains(self.view.point(place).toPoint()):
                self.view.centre_on(place)
                self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle in the middle."""
        self.view.resize(event.size().width(), event.size().height())
        self.redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame of the keyboard."""
        super().focusInEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget who was under the mouse."""
        QToolTip.hideText()
        super().leaveEvent(event)

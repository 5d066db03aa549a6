"""Small pieces that all pages share: buttons, labels, badges, cards, lists of facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.style.icons import picture
from advocacy_desk.ui.style.theme import GRID, Tone

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk


def button(
    desk: Desk,
    words: Text,
    clicked: Callable[[], object],
    *,
    icon: str | None = None,
    primary: bool = False,
    quiet: bool = False,
) -> QPushButton:
    """Return a push button; ``primary`` at most once on a screen, ``quiet`` without a border."""
    made = QPushButton()
    made.setProperty("role", "primary" if primary else "quiet" if quiet else "plain")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    desk.say(made, words)
    if icon is not None:
        desk.draw(made, icon, "on_accent" if primary else "accent" if quiet else "muted")
    made.clicked.connect(lambda _checked=False: clicked())
    return made


def tool_button(desk: Desk, words: Text, icon: str, clicked: Callable[[], object]) -> QToolButton:
    """Return a button that shows an icon alone; its words are tooltip and accessible name."""
    made = QToolButton()
    made.setProperty("role", "tool")
    made.setProperty("iconBase", 20)
    desk.say(made, words, "setToolTip")
    desk.say(made, words, "setAccessibleName")
    desk.draw(made, icon)
    made.clicked.connect(lambda _checked=False: clicked())
    return made


def label(desk: Desk, words: Text | None = None, role: str = "plain", *, wrap: bool = False) -> QLabel:
    """Return a label; ``role`` is plain, muted, section, caption or figure."""
    made = QLabel()
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if words is not None:
        desk.say(made, words)
    return made


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class IconLabel(QWidget):
    """An icon that follows the theme; decoration only, so a screen reader skips it."""

    def __init__(self, desk: Desk, name: str, *, size: int = 20, colour: str = "muted") -> None:
        super().__init__()
        self._desk = desk
        self._name = name
        self._colour = colour
        self._size = size
        self.setFixedSize(size, size)
        desk.theme_changed.connect(self.update)

    def set_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon, sharp on any screen."""
        painter = QPainter(self)
        colour = getattr(self._desk.theme, self._colour)
        painter.drawPixmap(0, 0, picture(self._name, colour, self._size, self.devicePixelRatioF()))
        painter.end()


class Badge(QLabel):
    """A word in a coloured pill: a state, a severity, a tag."""

    def __init__(self, desk: Desk, words: Text | None = None, tone: Tone = Tone.QUIET) -> None:
        super().__init__()
        self._desk = desk
        self._tone = tone
        self.setContentsMargins(GRID, 2, GRID, 2)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        if words is not None:
            desk.say(self, words)
        desk.theme_changed.connect(self.update)

    def show_as(self, words: Text, tone: Tone) -> None:
        """Show other words in another tone."""
        self._tone = tone
        self._desk.say(self, words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill, then the words on it."""
        front, back = self._desk.theme.tone(self._tone)
        palette = self.palette()
        if palette.color(self.foregroundRole()) != QColor(front):
            palette.setColor(self.foregroundRole(), QColor(front))
            self.setPalette(palette)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        radius = min(self.height() / 2, 11)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.end()
        super().paintEvent(event)


class Card(QFrame):
    """A quiet frame with an optional heading; put content into ``self.column``."""

    def __init__(self, desk: Desk, heading: Text | None = None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(GRID)
        if heading is not None:
            self.column.addWidget(label(desk, heading, "section"))


class FigureButton(QPushButton):
    """A figure with what it counts below it; a click leads to where it comes from."""

    def __init__(self, desk: Desk, figure: str, caption: Text, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        desk.say(self, text("{figure} {caption}", figure=figure, caption=caption), "setAccessibleName")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        inner.setSpacing(0)
        for part in (label(desk, literal(figure), "figure"), label(desk, caption, "muted")):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inner.addWidget(part)
        self.clicked.connect(lambda _checked=False: clicked())

    def sizeHint(self) -> QSize:
        """Be as large as the words need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Be as large as the words need."""
        return self.sizeHint()


class FactList(QWidget):
    """Names and values one below the other: ``set_facts([(text("Network"), "LinkedIn"), ...])``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._longest = ""
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setHorizontalSpacing(2 * GRID)
        self._form.setVerticalSpacing(GRID // 2)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def set_facts(self, facts: list[tuple[Text, str] | tuple[Text, str, Text]]) -> None:
        """Show these facts; a third element is the tooltip of the value."""
        while self._form.rowCount():
            self._form.removeRow(0)
        for fact in facts:
            value = QLabel(fact[1])
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            if len(fact) > 2:
                self._desk.say(value, fact[-1], "setToolTip")
            self._form.addRow(label(self._desk, fact[0], "muted"), value)
        words = (word for fact in facts for word in re.split(r"[\s-]", fact[1]))  # lines break nowhere else
        self._longest = max(words, key=len, default="")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put names above their values where a long word, such as an e-mail address, would be cut off beside them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        names = [self._form.itemAt(row, QFormLayout.ItemRole.LabelRole) for row in range(self._form.rowCount())]
        name = max((item.sizeHint().width() for item in names if item is not None), default=0)
        wanted = name + 2 * GRID + self.fontMetrics().horizontalAdvance(f"{self._longest}-")
        policy = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policy.WrapAllRows if wanted > self.width() else policy.DontWrapRows)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def scrolled(content: QWidget) -> QScrollArea:
    """Return a scroll area around a widget, without a frame, that never scrolls sideways."""
    area = QScrollArea()
    content.setObjectName("scrolled")
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area

"""The queue of cases: two lines each, who and what, with the severity as a word and a bar of colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from advocacy_desk.domain.review import CLOSED, CaseRow
from advocacy_desk.i18n import text
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.names import CASE_STATES, SEVERITIES, network_name
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.id_table import IdTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids

BAR = 4  # points
HOURS_AS_DAYS = 48
LEAST_CHARACTERS = 15  # the verdicts beside it need their room at 150 % text


def _spoken(row: CaseRow, desk: Desk) -> str:
    """What a screen reader reads of a case."""
    said = [desk.of(SEVERITIES[row.severity][0]), _who(row, desk), _time_left(row, desk), row.claimed_by]
    return f"{', '.join(part for part in said if part)}: {row.excerpt}"


def _who(row: CaseRow, desk: Desk) -> str:
    """Whose post it is; where reviewers do not see it, of which team."""
    return row.author or row.team or desk.of(text("Author hidden") if row.author_hidden else text("Author unknown"))


def _time_left(row: CaseRow, desk: Desk) -> str:
    """How long until somebody should decide, or since when: ``20 min left``, ``3 h left``, ``2 d late``."""
    if row.due_at is None or row.state in CLOSED:
        return ""
    seconds = (row.due_at - desk.now()).total_seconds()
    hours, minutes = int(abs(seconds) // 3600), int(abs(seconds) // 60)
    if not hours:
        left, late = text("{minutes} min left", minutes=minutes), text("{minutes} min late", minutes=minutes)
        return desk.of(left if seconds >= 0 else late)
    if hours < HOURS_AS_DAYS:
        return desk.of(text("{hours} h left", hours=hours) if seconds >= 0 else text("{hours} h late", hours=hours))
    days = hours // 24
    return desk.of(text("{days} d left", days=days) if seconds >= 0 else text("{days} d late", days=days))


def _whose(row: CaseRow) -> str:
    """Who works on it, in front of the excerpt."""
    return f"[{row.claimed_by}] " if row.claimed_by else f"→ {row.assigned_to}: " if row.assigned_to else ""


COLUMNS: tuple[Column[CaseRow], ...] = (
    Column(
        key="case",
        title=text("Case"),
        cell=_spoken,
        hint=lambda row, desk: (
            f"{network_name(row.network)} · {row.team or '–'} · {desk.of(CASE_STATES[row.state][0])}"
        ),
        stretch=True,
    ),
)


class CaseQueue(IdTable):
    """The list of cases; rows are painted by ``_CasePainter``, of which a screen shows a dozen."""

    def __init__(self, desk: Desk, fetch: Callable[[Ids], Sequence[CaseRow]]) -> None:
        model: IdsModel[CaseRow] = IdsModel(desk, COLUMNS, fetch, lambda row: row.id)
        super().__init__(desk, model, "review", text("Cases that wait"))
        self.horizontalHeader().hide()
        self.setMinimumWidth(LEAST_CHARACTERS * self.fontMetrics().averageCharWidth())
        self.setSelectionMode(IdTable.SelectionMode.SingleSelection)
        self.setItemDelegate(_CasePainter(desk, model, self))
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(2 * self.fontMetrics().lineSpacing() + 3 * GRID)

    def changeEvent(self, event: object) -> None:
        """Fit the rows to a new text size."""
        super().changeEvent(event)
        if hasattr(self, "ids_model"):
            self._fit()


class _CasePainter(QStyledItemDelegate):
    def __init__(self, desk: Desk, model: IdsModel[CaseRow], parent: CaseQueue) -> None:
        super().__init__(parent)
        self._desk = desk
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of two lines."""
        return QSize(super().sizeHint(option, index).width(), 2 * option.fontMetrics.lineSpacing() + 3 * GRID)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one case."""
        row = self._model.row(index.row())
        if row is None:
            return
        theme = self._desk.theme
        name, tone = SEVERITIES[row.severity]
        front, _back = theme.tone(tone)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(theme.accent_soft if selected else theme.surface))
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), QColor(theme.line))
        bar = QRect(option.rect.left(), option.rect.top() + GRID, BAR, option.rect.height() - 2 * GRID)
        painter.fillRect(bar, QColor(front))
        inner = option.rect.adjusted(BAR + GRID, GRID, -GRID, -GRID)
        self._first_line(painter, inner, _who(row, self._desk), self._desk.of(name), front)
        self._second_line(painter, inner, _whose(row) + row.excerpt, _time_left(row, self._desk))
        painter.restore()

    def _first_line(self, painter: QPainter, inner: QRect, author: str, severity: str, colour: str) -> None:
        font = painter.font()
        width = painter.fontMetrics().horizontalAdvance(severity)
        painter.setPen(QColor(colour))
        top = Qt.AlignmentFlag.AlignTop
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | top), severity)
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(QColor(self._desk.theme.text))
        room = inner.adjusted(0, 0, -width - GRID, 0)
        shown = painter.fontMetrics().elidedText(author, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | top), shown)
        painter.setFont(font)

    def _second_line(self, painter: QPainter, inner: QRect, excerpt: str, left: str) -> None:
        painter.setPen(QColor(self._desk.theme.muted))
        bottom = Qt.AlignmentFlag.AlignBottom
        width = painter.fontMetrics().horizontalAdvance(left)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | bottom), left)
        room = inner.adjusted(0, 0, -width - GRID if left else 0, 0)
        shown = painter.fontMetrics().elidedText(excerpt, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | bottom), shown)

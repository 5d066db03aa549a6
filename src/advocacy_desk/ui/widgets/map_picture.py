"""Paints the map of the network: discs, lines, people, names, in this order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from advocacy_desk.i18n import text
from advocacy_desk.ui.widgets.map_marks import draw_mark, marks

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.widgets.map_view import MapView
    from advocacy_desk.usecases.show_network import ShownNetwork

MOST_LINES = 1_500
MOST_NAMES = 10  # of those whom others name most; more as one comes nearer


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A network as a view shows it; ``current`` is the chosen person's place, who stands out with all who are tied."""

    desk: Desk
    view: MapView
    found: ShownNetwork
    current: int | None
    rect: QRect

    def paint(self, painter: QPainter) -> None:
        """Paint everything that is seen."""
        self._paint_discs(painter)
        self._paint_lines(painter)
        self._paint_people(painter)
        self._paint_names(painter)

    def _paint_discs(self, painter: QPainter) -> None:
        theme = self.desk.theme
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.setBrush(QColor(theme.canvas))
        for disc in self.view.discs:
            painter.drawEllipse(self.view.at(disc.x, disc.y), *(2 * [disc.radius * self.view.scale]))

    def _paint_lines(self, painter: QPainter) -> None:
        theme, edges = self.desk.theme, self.found.network.edges
        strongest = edges.weight.argsort(kind="stable")[::-1][:MOST_LINES]
        faint = QColor(theme.muted)
        faint.setAlpha(16 if self.current is not None else max(18, min(90, 30_000 // max(1, len(strongest)))))
        painter.setPen(QPen(faint, 1.0))
        painter.drawLines([self._line(edges.source[edge], edges.target[edge]) for edge in strongest.tolist()])
        if self.current is not None:
            own = edges.of(self.current).tolist()
            for edge in own:
                width = min(4.0, 1.0 + 0.4 * float(edges.weight[edge]))
                painter.setPen(QPen(QColor(theme.accent), width))
                painter.drawLine(self._line(edges.source[edge], edges.target[edge]))

    def _line(self, source: int, target: int) -> QLineF:
        return QLineF(self.view.point(source), self.view.point(target))

    def _paint_people(self, painter: QPainter) -> None:
        near = None if self.current is None else self.view.tied[self.current] | {self.current}
        of_team = marks({disc.team for disc in self.view.discs}, self.desk.theme)
        paths: dict[tuple[str, bool], QPainterPath] = {}
        for place in self.view.visible(self.rect):
            mark = of_team[self.view.teams[place]]
            path = paths.setdefault((mark.colour, near is None or place in near), QPainterPath())
            draw_mark(path, mark, self.view.point(place), self.view.radius(place))
        for (colour, strong), path in sorted(paths.items(), key=lambda item: item[0][1]):
            shade = QColor(colour)
            shade.setAlpha(255 if strong else 70)
            path.setFillRule(Qt.FillRule.WindingFill)
            painter.setPen(QPen(QColor(self.desk.theme.surface), 0.8))
            painter.fillPath(path, shade)
            painter.strokePath(path, painter.pen())
        if self.current is not None:
            painter.setPen(QPen(QColor(self.desk.theme.text), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = self.view.radius(self.current) + 3
            painter.drawEllipse(self.view.point(self.current), ring, ring)

    # --- names, where they do not lie on each other

    def _paint_names(self, painter: QPainter) -> None:
        taken: list[QRectF] = []
        heavy = painter.font()
        heavy.setBold(True)
        painter.setFont(heavy)
        for disc in sorted(self.view.discs, key=lambda disc: -disc.radius):
            name = self.found.teams.get(disc.team or 0) or self.desk.of(text("without a team"))
            top = self.view.at(disc.x, disc.y) - QPointF(0, disc.radius * self.view.scale + 3)
            self._write(painter, name, top, taken, self.desk.theme.muted, above=True)
        heavy.setBold(False)
        painter.setFont(heavy)
        for place in self._named():
            under = self.view.point(place) + QPointF(0, self.view.radius(place) + 1)
            self._write(painter, self.found.name(self.found.network.nodes[place]), under, taken, self.desk.theme.text)

    def _named(self) -> list[int]:
        """Return who is named on the map: the chosen person and who is tied, else whom others name most."""
        visible = self.view.visible(self.rect)
        nodes = self.found.network.nodes
        by_fame = sorted(visible, key=lambda place: (-nodes[place].in_degree, nodes[place].person))
        if self.current is not None:
            tied = self.view.tied[self.current]
            return [self.current, *(place for place in by_fame if place in tied)]
        return by_fame[: max(MOST_NAMES, int(self.view.nearness() * MOST_NAMES))]

    def _write(
        self, painter: QPainter, words: str, where: QPointF, taken: list[QRectF], colour: str, *, above: bool = False
    ) -> None:
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(words), metrics.height()
        box = QRectF(where.x() - width / 2, where.y() - (height if above else 0), width, height)
        if any(box.intersects(other) for other in taken) or not box.intersects(QRectF(self.rect)):
            return
        taken.append(box)
        halo = QColor(self.desk.theme.surface)
        halo.setAlpha(150)
        painter.fillRect(box.adjusted(-2, 0, 2, 0), halo)
        painter.setPen(QColor(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

"""How people are marked on the map: a colour and a shape per team, so that no team is told by its colour alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

if TYPE_CHECKING:
    from advocacy_desk.ui.style.theme import Theme


@dataclass(frozen=True, slots=True)
class Mark:
    """The colour (``#RRGGBB``) and the shape of a team's people."""

    colour: str
    shape: int


def marks(teams: Iterable[int | None], theme: Theme) -> dict[int | None, Mark]:
    """Return a mark for each team, in the order of ids: neighbours differ in colour and in shape."""
    colours = [colour for colour in theme.series if colour not in {"#000000", "#F0E442"}]  # one is text, one too pale
    ordered = sorted(team for team in teams if team is not None)
    found: dict[int | None, Mark] = {
        team: Mark(colours[place % len(colours)], (place + place // len(colours)) % len(_SHAPES))
        for place, team in enumerate(ordered)
    }
    found[None] = Mark(theme.muted, 0)
    return found


def draw_mark(path: QPainterPath, mark: Mark, centre: QPointF, radius: float) -> None:
    """Add a mark to a path; all marks of a colour are painted at once."""
    _SHAPES[mark.shape](path, centre, radius)


def _circle(path: QPainterPath, centre: QPointF, radius: float) -> None:
    path.addEllipse(centre, radius, radius)


def _square(path: QPainterPath, centre: QPointF, radius: float) -> None:
    side = radius * 0.9
    path.addRect(QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side))


def _polygon(corners: int, turned: float) -> Callable[[QPainterPath, QPointF, float], None]:
    angles = [turned + 2 * math.pi * corner / corners for corner in range(corners)]
    around = [(math.sin(angle) * 1.2, -math.cos(angle) * 1.2) for angle in angles]

    def draw(path: QPainterPath, centre: QPointF, radius: float) -> None:
        points = [QPointF(centre.x() + x * radius, centre.y() + y * radius) for x, y in around]
        path.addPolygon(QPolygonF([*points, points[0]]))

    return draw


_SHAPES = (_circle, _square, _polygon(3, 0), _polygon(4, 0), _polygon(3, math.pi))

"""Which part of the map is seen, and who is where in it: from the map's units to pixels and back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from advocacy_desk.usecases.show_network import Disc, ShownNetwork

    Floats = npt.NDArray[np.float64]

MARGIN = 34.0  # pixels around the map: the names of the outermost teams
NEAREST, FARTHEST = 60.0, 0.2  # pixels a unit
LARGEST_MARK = 0.62  # of a unit: marks of neighbours never touch
_READABLE = 0.9  # of nearness
_SIDEWAYS = 2.5  # how much more a step to the side counts when somebody is looked for with an arrow key


class MapView:
    """Without Qt's own view: a scale, a middle, and arrays of places."""

    def __init__(self) -> None:
        self.scale = 1.0
        self.discs: tuple[Disc, ...] = ()
        self.teams: list[int | None] = []
        self.x: Floats
        self.y: Floats
        self.tied: list[set[int]] = []
        self._sizes: list[float] = []
        self._size = (1, 1)
        self._middle = (0.0, 0.0)
        self._fitted = True
        self._empty()

    def _empty(self) -> None:
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        self.x = self.y = np.zeros(0)

    def show(self, found: ShownNetwork) -> None:
        """Take over the places of a network; the view stays unless it showed everything."""
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        nodes = found.network.nodes
        places = [found.map.places[node.person, node.team] for node in nodes]
        self.x, self.y = np.array([x for x, _ in places]), np.array([y for _, y in places])
        self.teams = [node.team for node in nodes]
        shown = set(self.teams)
        self.discs = tuple(disc for team, disc in found.map.discs.items() if team in shown)
        most = max((node.in_degree for node in nodes), default=0) or 1
        self._sizes = [0.22 + (LARGEST_MARK - 0.22) * math.sqrt(node.in_degree / most) for node in nodes]
        self.tied = [set() for _ in nodes]
        edges = found.network.edges
        for one, other in zip(edges.source.tolist(), edges.target.tolist(), strict=True):
            self.tied[one].add(other)
            self.tied[other].add(one)
        if self._fitted:
            self.fit()

    def resize(self, width: int, height: int) -> None:
        """Tell how many pixels there are."""
        self._size = (max(1, width), max(1, height))
        if self._fitted:
            self.fit()

    def fit(self) -> None:
        """Show all discs."""
        self._fitted = True
        if not self.discs:
            return
        left, right = min(one.x - one.radius for one in self.discs), max(one.x + one.radius for one in self.discs)
        top, bottom = min(one.y - one.radius for one in self.discs), max(one.y + one.radius for one in self.discs)
        room = [max(1.0, side - 2 * MARGIN) for side in self._size]
        self.scale = min(NEAREST, room[0] / (right - left), room[1] / (bottom - top))
        self._middle = ((left + right) / 2, (top + bottom) / 2)

    # --- from units to pixels and back

    def at(self, x: float, y: float) -> QPointF:
        """Return where a place of the map lies in the window."""
        width, height = self._size
        return QPointF((x - self._middle[0]) * self.scale + width / 2, (y - self._middle[1]) * self.scale + height / 2)

    def point(self, place: int) -> QPointF:
        """Return where a person stands."""
        return self.at(float(self.x[place]), float(self.y[place]))

    def radius(self, place: int) -> float:
        """Return how large a person's mark is, in pixels: the more are naming the person, the larger."""
        return max(1.6, self._sizes[place] * self.scale)

    def nearness(self) -> float:
        """Return how near the map is: 1 where neighbours are 24 pixels apart."""
        return self.scale * 1.7 / 24

    def visible(self, rect: QRect) -> list[int]:
        """Return who stands in a part of the window."""
        first, last = rect.topLeft(), rect.bottomRight()
        width, height = self._size
        across = (self.x - self._middle[0]) * self.scale + width / 2
        down = (self.y - self._middle[1]) * self.scale + height / 2
        inside = (across >= first.x()) & (across <= last.x()) & (down >= first.y()) & (down <= last.y())
        return [int(place) for place in inside.nonzero()[0]]

    # --- moving

    def zoom(self, factor: float, at: QPointF | None) -> None:
        """Come nearer by a factor; ``at`` stays under the mouse."""
        width, height = self._size
        away = (0.0, 0.0) if at is None else (at.x() - width / 2, at.y() - height / 2)
        before = self.scale
        self.scale = min(NEAREST, max(FARTHEST, self.scale * factor))
        shift = 1 / before - 1 / self.scale
        self._middle = (self._middle[0] + away[0] * shift, self._middle[1] + away[1] * shift)
        self._fitted = False

    def pan(self, by: QPointF) -> None:
        """Move by pixels."""
        self._middle = (self._middle[0] - by.x() / self.scale, self._middle[1] - by.y() / self.scale)
        self._fitted = False

    def centre_on(self, place: int) -> None:
        """Bring a person into the middle, near enough to read names; where that is so already, nothing moves."""
        width, height = self._size
        if self.nearness() >= _READABLE and QRect(0, 0, width, height).contains(self.point(place).toPoint()):
            return
        self._middle = (float(self.x[place]), float(self.y[place]))
        self.scale = max(self.scale, _READABLE * 14)
        self._fitted = False

    # --- finding people

    def nearest(self, where: QPointF, within: float) -> int | None:
        """Return who stands nearest to a point of the window, None where nobody is near enough."""
        if not len(self.x):
            return None
        origin = self.at(0.0, 0.0)
        x, y = (where.x() - origin.x()) / self.scale, (where.y() - origin.y()) / self.scale
        away = (self.x - x) ** 2 + (self.y - y) ** 2
        best = int(away.argmin())
        return best if math.sqrt(float(away[best])) * self.scale <= within else None

    def first(self) -> int | None:
        """Return who is named by most, to begin with."""
        return max(range(len(self._sizes)), key=self._sizes.__getitem__, default=None)

    def next(self, place: int, way: tuple[int, int]) -> int | None:
        """Return the next person in a direction, None where there is none."""
        across, down = self.x - self.x[place], self.y - self.y[place]
        along = across * way[0] + down * way[1]
        aside = abs(across * way[1]) + abs(down * way[0])
        cost = along + _SIDEWAYS * aside
        cost[along <= 0.1] = math.inf
        best = int(cost.argmin()) if len(cost) else 0
        return best if len(cost) and math.isfinite(float(cost[best])) else None

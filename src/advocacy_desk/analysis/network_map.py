"""Where people stand on the map of the network: in the disc of their team, always at the same place.

A map that is pulled about by ties looks different every month, and nobody finds anybody again. Here the place says the
team and the lines say the ties, so places depend on the directory alone: a person's on who joined the team before, a
team's on the teams that were there before and on its parent. A period, other ties and later colleagues move nobody,
until a team outgrows its disc, which has room for half as many people again.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_GOLDEN: Final = math.pi * (3 - math.sqrt(5))  # the angle by which sunflowers turn; no two seeds lie behind each other
_RIM = 1.2  # around a team's people; the distance between neighbours is about 1.7
_GAP = 2.5  # between discs: room for a name
_AT_ONCE = 128  # places tried together
_FEWEST_SEEDS = 4

Place = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """A team's disc (``team`` None: people without one); the unit is about half the distance of neighbours."""

    team: int | None
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The discs, and the place of every person in every team that the person was ever in."""

    discs: Mapping[int | None, Disc]
    places: Mapping[tuple[int, int | None], Place]


def placed(members: Sequence[tuple[int, int | None]], parents: Mapping[int, int | None]) -> Placed:
    """Place people from all (person, team) that ever were, and the teams' parents, in whatever order."""
    people: dict[int | None, list[int]] = {}
    for person, team in sorted(set(members), key=lambda one: (one[0], one[1] or 0)):
        people.setdefault(team, []).append(person)
    discs = _discs({team: _radius(len(there)) for team, there in people.items()}, parents)
    places = {
        (person, team): _seed(place, discs[team])
        for team, there in people.items()
        for place, person in enumerate(there)
    }
    return Placed(discs=discs, places=places)


def _radius(people: int) -> float:
    """Return the radius of a disc with room for the next step of growth: 4, 6, 9, 14, 21, ... people."""
    room = _FEWEST_SEEDS
    while room < people:
        room += max(1, room // 2)
    return math.sqrt(room) + _RIM


def _seed(place: int, disc: Disc) -> Place:
    away, angle = math.sqrt(place + 0.5), place * _GOLDEN
    return disc.x + away * math.cos(angle), disc.y + away * math.sin(angle)


def _discs(radii: Mapping[int | None, float], parents: Mapping[int, int | None]) -> dict[int | None, Disc]:
    """Place the discs one after the other by id, each as near as it can be to its relatives that are there already."""
    found: dict[int | None, Disc] = {}
    for team in sorted(radii, key=lambda one: (one is None, one or 0)):
        related = [found[other].x + 1j * found[other].y for other in found if _related(team, other, parents)]
        near = sum(related) / len(related) if related else 0j
        taken = np.array([(disc.x, disc.y, disc.radius) for disc in found.values()]).reshape(-1, 3)
        x, y = _free(taken, radii[team], near)
        found[team] = Disc(team=team, x=x, y=y, radius=radii[team])
    return found


def _related(team: int | None, other: int | None, parents: Mapping[int, int | None]) -> bool:
    """Whether one team is the other's parent, or both have the same one."""
    if team is None or other is None:
        return False
    above, beside = parents.get(team), parents.get(other)
    return above == other or beside == team or (above is not None and above == beside)


def _free(taken: NDArray[np.float64], radius: float, near: complex) -> Place:
    """Return the first place on a spiral around ``near`` where a disc overlaps no other."""
    for first in itertools.count(step=_AT_ONCE):
        number = np.arange(first, first + _AT_ONCE)
        away = 0.5 * radius * np.sqrt(number)
        x, y = near.real + away * np.cos(number * _GOLDEN), near.imag + away * np.sin(number * _GOLDEN)
        apart = (x[:, np.newaxis] - taken[:, 0]) ** 2 + (y[:, np.newaxis] - taken[:, 1]) ** 2
        free = np.flatnonzero((apart >= (taken[:, 2] + radius + _GAP) ** 2).all(axis=1))
        if len(free):
            return float(x[free[0]]), float(y[free[0]])
    raise AssertionError  # a spiral has no end

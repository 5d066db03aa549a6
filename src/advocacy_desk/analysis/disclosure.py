"""May this be answered after those answers? Nobody who holds all of them may isolate a few people by subtracting.

An answer covers the people of some teams on some days. Sums (posts, reach) of two answers can be subtracted, so every
part of the days and teams into which the answers cut each other must hold enough people: the coarsest partition from
which all answers can be put together. Distinct people are no sums; two counts tell on somebody where they are about
(nearly) the same days and differ by few people on their last days.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

NEARLY = 7  # days: periods that differ by fewer are about the same days
_Codes = np.ndarray[tuple[int, int], np.dtype[np.uint64]]


class Stint(NamedTuple):
    """A person in a team (0: none) from a first to a last day, both inclusive, as numbers of days."""

    person: int
    team: int
    first: int
    last: int


class Answer(NamedTuple):
    """Days (inclusive) and teams that one shown cell covers; None: everybody."""

    first: int
    last: int
    teams: tuple[int, ...] | None

    def covers(self, team: int) -> bool:
        """Say whether people of this team are counted."""
        return self.teams is None or team in self.teams


def isolates(stints: Sequence[Stint], earlier: Collection[Answer], asked: Collection[Answer], smallest: int) -> bool:
    """Say whether ``asked`` together with ``earlier`` sets apart fewer than ``smallest`` people.

    What the earlier answers already set apart is no reason to refuse: it cannot be unsaid, and the same question gets
    the same answer.
    """
    before, fresh = frozenset(earlier), frozenset(asked) - frozenset(earlier)
    if not fresh:
        return False
    return _cuts_small_parts(stints, before, fresh, smallest) or any(
        _sets_people_apart(stints, before, fresh, period, smallest) for period in {one[:2] for one in fresh}
    )


# --- sums: parts of days and teams -----------------------------------------------------------------------------------


def _cuts_small_parts(
    stints: Sequence[Stint], before: frozenset[Answer], fresh: frozenset[Answer], smallest: int
) -> bool:
    answers = before | fresh
    edges = np.array(sorted({edge for one in answers for edge in (one.first, one.last + 1)}))
    teams = sorted({one.team for one in stints})
    earlier, now = (_codes(teams, edges, some) for some in (before, answers))
    people: defaultdict[int, set[int]] = defaultdict(set)
    for one in stints:
        start = max(0, int(np.searchsorted(edges, one.first, side="right")) - 1)
        end = int(np.searchsorted(edges, one.last, side="right"))
        for code in set(now[teams.index(one.team), start:end].tolist()):
            people[code].add(one.person)
    few = [code for code, them in people.items() if code and len(them) < smallest]
    return any(not _was_a_part(earlier, now, code) for code in few)


def _codes(teams: Sequence[int], edges: np.ndarray[tuple[int], np.dtype[np.int64]], some: Iterable[Answer]) -> _Codes:
    """Return for every team and piece of time which answers cover it, as one number; 0: none."""
    codes = np.zeros((len(teams), len(edges)), dtype=np.uint64)
    for one in some:
        rows = np.array([one.covers(team) for team in teams], dtype=bool)
        start, end = np.searchsorted(edges, [one.first, one.last + 1])
        codes[rows, start:end] ^= np.uint64(_code(one))
    return codes


def _code(one: Answer) -> int:
    return int.from_bytes(hashlib.blake2b(repr(one).encode(), digest_size=8).digest(), "big")


def _was_a_part(earlier: _Codes, now: _Codes, code: int) -> bool:
    """Say whether the earlier answers already set exactly this part apart."""
    part = now == np.uint64(code)
    then = np.unique(earlier[part])
    return len(then) == 1 and bool(then[0]) and bool(((earlier == then[0]) == part).all())


# --- distinct people: who is there on the last day -------------------------------------------------------------------


def _sets_people_apart(
    stints: Sequence[Stint],
    before: frozenset[Answer],
    fresh: frozenset[Answer],
    period: tuple[int, ...],
    smallest: int,
) -> bool:
    near = [one for one in sorted(before | fresh, key=repr) if _nearly(period, one)]
    kinds = _kinds(stints, near)
    earlier: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    for places, people in kinds.items():
        earlier[tuple(place for place in places if near[place] in before)] |= people
    alike = [people for places, people in earlier.items() if places]
    return any(len(people) < smallest and people not in alike for people in kinds.values())


def _kinds(stints: Sequence[Stint], near: Sequence[Answer]) -> dict[tuple[int, ...], set[int]]:
    """Return the people by the answers that count them on their last day; who is in none is left out."""
    counted: defaultdict[int, list[int]] = defaultdict(list)
    there = {last: [one for one in stints if one.first <= last <= one.last] for last in {one.last for one in near}}
    for place, answer in enumerate(near):
        covered = frozenset(answer.teams or ())
        for one in there[answer.last]:
            if answer.teams is None or one.team in covered:
                counted[one.person].append(place)
    kinds: defaultdict[tuple[int, ...], set[int]] = defaultdict(set)
    for person, places in counted.items():
        kinds[tuple(places)].add(person)
    return kinds


def _nearly(period: tuple[int, ...], one: Answer) -> bool:
    first, last = period
    if one.last < first or last < one.first:
        return False
    return abs(one.first - first) + abs(one.last - last) < NEARLY

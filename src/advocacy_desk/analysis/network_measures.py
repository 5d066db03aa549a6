"""Measures of a directed graph as a sparse matrix: row = from, column = to, value = weight.

Louvain is scikit-network's. The solvers of its PageRank disagree where somebody turns to nobody, and networkx is far
too slow for the betweenness of 5 000 people and 300 000 edges, so both stand here as products of matrices, which the
tests compare with networkx: a step of the breadth-first search of many starting points at once is one product.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

EXACT_UP_TO: Final = 1_000  # people; above, betweenness is estimated from PIVOTS of them
PIVOTS: Final = 500
_AT_ONCE = 100  # starting points in one product: 5 000 people make matrices of 4 MB
_TWO_SIDED_95 = 1.96
_DAMPING, _MOST_STEPS, _CLOSE = 0.85, 500, 1e-12


def page_rank(graph: sparse.csr_array) -> NDArray[np.float64]:
    """Return the PageRank of every node (damping 0.85), summing to 1.

    Whoever turns to nobody passes the rank on to everybody alike, as in networkx.
    """
    size = graph.shape[0]
    given = np.asarray(graph.sum(axis=1), dtype=np.float64)
    shares = sparse.csr_array(graph.multiply(1 / np.where(given, given, 1)[:, np.newaxis]).T)
    rank = np.full(size, 1 / size)
    for _ in range(_MOST_STEPS):
        before = rank
        rank = _DAMPING * (shares @ before + before[given == 0].sum() / size) + (1 - _DAMPING) / size
        if np.abs(rank - before).sum() < _CLOSE:
            break
    return rank


def communities(graph: sparse.csr_array, seed: int) -> list[int | None]:
    """Return the community of every node, the largest first (then that of the first node); None without an edge."""
    from sknetwork.clustering import Louvain  # noqa: PLC0415 - 0.2 s that only a network needs

    tied = np.flatnonzero(_degrees(graph))
    found: list[int | None] = [None] * graph.shape[0]
    if not len(tied):
        return found
    labels = Louvain(random_state=seed, shuffle_nodes=False).fit_predict(_matrix(graph[tied][:, tied]))
    seen, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = sorted(range(len(seen)), key=lambda at: (-sizes[at], first[at]))
    number = {int(seen[at]): place for place, at in enumerate(order)}
    for node, label in zip(tied.tolist(), labels.tolist(), strict=True):
        found[node] = number[label]
    return found


def betweenness(
    graph: sparse.csr_array, seed: int, pivots: int = PIVOTS, exact_up_to: int = EXACT_UP_TO
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the betweenness of every node as a share 0..1 of the pairs of others, and its 95 % error (0: exact).

    Shortest paths follow edges and ignore weights. Above ``exact_up_to`` nodes the sum over starting points is
    estimated from ``pivots`` of them, drawn with ``seed`` (Brandes and Pich 2007); the error is that of a sample
    without replacement.
    """
    size = graph.shape[0]
    able = np.flatnonzero(np.diff(graph.indptr))  # whoever turns to nobody starts no path
    pairs = max(1, (size - 1) * (size - 2))
    starts = able
    if size > exact_up_to and len(able) > pivots:
        starts = np.sort(np.random.default_rng(seed).choice(able, pivots, replace=False))
    total, squares = np.zeros(size), np.zeros(size)
    for shares in _dependencies(graph, starts):
        total += shares.sum(axis=1)
        squares += (shares**2).sum(axis=1)
    drawn, whole = len(starts), len(able)
    if drawn == whole:
        return total / pairs, np.zeros(size)
    variance = np.maximum(0, squares - total**2 / drawn) / (drawn - 1)
    error = _TWO_SIDED_95 * whole * np.sqrt(variance / drawn * (1 - drawn / whole))
    return total * (whole / drawn) / pairs, error / pairs


def _dependencies(graph: sparse.csr_array, starts: NDArray[np.int64]) -> Iterator[NDArray[np.float64]]:
    """Yield Brandes' dependencies, nodes by starting points, for a few starting points at a time."""
    forward = sparse.csr_array(graph.astype(bool).astype(np.float64))
    back = sparse.csr_array(forward.T)
    for at in range(0, len(starts), _AT_ONCE):
        some = starts[at : at + _AT_ONCE]
        levels, paths = _search(back, some)
        shares = np.zeros_like(paths)
        for before, level in reversed(list(itertools.pairwise(levels))):
            passed = np.where(level, (1 + shares) / np.where(level, paths, 1), 0)
            shares += np.where(before, paths * (forward @ passed), 0)
        shares[some, np.arange(len(some))] = 0
        yield shares


def _search(back: sparse.csr_array, starts: NDArray[np.int64]) -> tuple[list[NDArray[np.bool_]], NDArray[np.float64]]:
    """Return the levels of breadth-first searches (nodes by starting points), and the numbers of shortest paths."""
    paths = np.zeros((back.shape[0], len(starts)))
    paths[starts, np.arange(len(starts))] = 1
    level = paths > 0
    seen, levels = level.copy(), [level]
    front = paths
    while True:
        front = np.where(seen, 0, back @ front)
        level = front > 0
        if not level.any():
            return levels, paths
        seen |= level
        paths = paths + front
        levels.append(level)


def _degrees(graph: sparse.csr_array) -> NDArray[np.int64]:
    return np.asarray(np.diff(graph.indptr) + np.bincount(graph.indices, minlength=graph.shape[0]), dtype=np.int64)


def _matrix(graph: sparse.csr_array) -> Any:  # noqa: ANN401 - scikit-network takes the older kind, which has no types
    return sparse.csr_matrix(graph)

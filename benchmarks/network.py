"""How fast the network and the score are, beside networkx and a plain pandas script: ``python -m benchmarks.network``.

Processor seconds inside one process, on a generated graph of 5 000 people and 300 000 edges, and on a generated
workspace. networkx gets one starting point in a hundred of ours for betweenness, and its time is multiplied.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pandas as pd
import polars as pl

from advocacy_desk.analysis.network import PEOPLE, TIES, network
from advocacy_desk.analysis.network_measures import PIVOTS
from advocacy_desk.store import Workspace
from advocacy_desk.usecases.score_people import score_people
from advocacy_desk.usecases.suggest_influencers import suggest_influencers
from benchmarks import company_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

_QUARTER = (date(2026, 1, 1), date(2026, 3, 31))
_SHARE = 100  # of our starting points that networkx gets
TARGETS = {"network of 5 000 people": 5.0, "score of a quarter": 3.0, "suggestions of a quarter": 5.0}


def main() -> None:
    """Measure and print one JSON object of processor seconds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.network", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--no-peers", action="store_true")
    wanted = parser.parse_args()
    path = wanted.folder / f"company-{wanted.posts}-{wanted.people}.desk"
    if not path.exists():
        company_workspace.write(path, wanted.posts, wanted.people)
    found = _graph(5_000, 300_000, peers=not wanted.no_peers)
    workspace = Workspace.open(path)
    try:
        found["score of a quarter"] = _seconds(lambda: score_people(workspace, *_QUARTER))
        found["suggestions of a quarter"] = _seconds(lambda: suggest_influencers(workspace, *_QUARTER))
    finally:
        workspace.close()
    if not wanted.no_peers:
        found["three parts of the score, plain pandas"] = _seconds(lambda: _plain_score(path))
    sys.stdout.write(json.dumps({name: round(value, 2) for name, value in found.items()}, indent=1) + "\n")


def _graph(people: int, edges: int, *, peers: bool) -> dict[str, float]:
    rng = np.random.default_rng(3)
    drawn = np.unique(rng.integers(0, people, (edges * 11 // 10, 2)), axis=0)
    pairs = rng.permutation(drawn[drawn[:, 0] != drawn[:, 1]])[:edges]
    staff = pl.DataFrame(
        {"person": range(people), "team": [one % 80 for one in range(people)], "joined": None, "agreed": True},
        schema=PEOPLE,
    )
    ties = pl.DataFrame(
        {"post": range(edges), "source": pairs[:, 0], "target": pairs[:, 1], "day": 20_454, "kind": "post"}, schema=TIES
    )
    found = {"network of 5 000 people": _seconds(lambda: network(staff, ties))}
    if peers:
        found["the same measures, networkx"] = _seconds(lambda: _peer(pairs), lambda: _peer_betweenness(pairs))
    return found


def _peer(pairs: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> None:
    graph = nx.DiGraph(pairs.tolist())
    nx.pagerank(graph)
    nx.community.louvain_communities(graph.to_undirected(), seed=1)


def _peer_betweenness(pairs: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> None:
    nx.betweenness_centrality(nx.DiGraph(pairs.tolist()), k=PIVOTS // _SHARE, seed=1)


def _plain_score(path: Path) -> pd.DataFrame:
    """Count active weeks, who is named by how many, and median reactions, as a script would; no posts behind them."""
    days = [(day - date(1970, 1, 1)).days for day in _QUARTER]
    database = sqlite3.connect(path)
    posts = pd.read_sql_query(
        "SELECT p.id, a.employee_id, p.day, p.reactions FROM post p JOIN account a ON a.id = p.account_id"
        " WHERE p.day BETWEEN ? AND ?", database, params=days)  # fmt: skip
    named = pd.read_sql_query(
        "SELECT p.id, b.employee_id AS named FROM post p JOIN post_mention n ON n.post_id = p.id"
        " JOIN account b ON b.network_id = p.network_id AND b.handle_key = n.handle_key WHERE p.day BETWEEN ? AND ?",
        database, params=days)  # fmt: skip
    database.close()
    posts["week"] = (posts["day"] + 3) // 7
    by_person = posts.groupby("employee_id").agg(weeks=("week", "nunique"), reactions=("reactions", "median"))
    references = posts.merge(named, on="id").query("employee_id != named").groupby("named")["employee_id"].nunique()
    return by_person.join(references.rename("referenced"))


def _seconds(work: Callable[[], object], some: Callable[[], object] | None = None) -> float:
    """Return processor seconds of ``work``, and ``_SHARE`` times those of ``some``."""
    begin = time.process_time()
    work()
    seconds = time.process_time() - begin
    if some is not None:
        begin = time.process_time()
        some()
        seconds += _SHARE * (time.process_time() - begin)
    return seconds


if __name__ == "__main__":
    main()

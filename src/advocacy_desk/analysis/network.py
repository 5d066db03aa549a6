"""Who turns to whom among the employees: a directed, weighted, dated graph and what it says about people and teams.

An edge runs from whoever writes to whoever is named in the post by an account: it weighs as many posts as there are,
and knows how many of them were mentions, answers and reshares, and its first and last day. Nobody who did not agree is
a node: their ties are counted together. The same ties in another order give the same network.

PageRank after Brin and Page (1998) with damping 0.85 over the weights; bridging is betweenness after Brandes (2001) on
shortest paths along edges; communities after Blondel and others (2008, Louvain).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from scipy import sparse

from advocacy_desk.analysis.network_bridges import Support, TeamTies, hosting, support, team_ties, teams_reached
from advocacy_desk.analysis.network_measures import EXACT_UP_TO, betweenness, communities, page_rank

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED: Final = 2026

PEOPLE = {"person": pl.Int64, "team": pl.Int64, "joined": pl.Int32, "agreed": pl.Boolean}
TIES = {"post": pl.Int64, "source": pl.Int64, "target": pl.Int64, "day": pl.Int32, "kind": pl.String}
_TIE_OF = {"reply": "reply", "comment": "reply", "repost": "reshare"}  # of what a post is; else a mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A person: how many others turn to them and they to, and what that makes of them.

    ``rank`` sums to 1 over the network; ``bridging`` is the share 0..1 of shortest paths between others that run
    through the person, give or take ``bridging_error`` (95 %, 0 where it is exact). ``community`` counts from 0, the
    largest first, None without ties. ``teams``: other teams that are tied to the person. ``newcomers`` and
    ``veterans``: people of either kind on the day of the tie. ``mutual``: people who turn back.
    """

    person: int
    team: int | None
    in_degree: int
    out_degree: int
    posts: int  # that name the person
    rank: float
    bridging: float
    bridging_error: float
    community: int | None
    teams: int
    newcomers: int
    veterans: int
    mutual: int

    @property
    def ties(self) -> int:
        """How many edges touch the person."""
        return self.in_degree + self.out_degree

    @property
    def hosts(self) -> int:
        """To how many newcomers the person opens the company: as many as there are veterans to meet."""
        return min(self.newcomers, self.veterans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """The edges by source and target, as columns: positions in ``Network.nodes``, numbers of posts, days from 1970.

    ``posts`` holds the ids of the posts of the first edge, then of the second, ..., and ``days`` their days.
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    weight: NDArray[np.int64]
    mentions: NDArray[np.int64]
    replies: NDArray[np.int64]
    reshares: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    posts: NDArray[np.int64]
    days: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.source)

    def of(self, place: int) -> NDArray[np.int64]:
        """Return the positions of the edges that touch a node."""
        return np.flatnonzero((self.source == place) | (self.target == place))

    def posts_of(self, edges: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the ids of the posts behind edges, each once, the latest first."""
        ends = np.cumsum(self.weight)
        parts = [np.arange(ends[edge] - self.weight[edge], ends[edge]) for edge in edges.tolist()]
        rows = np.concatenate([np.zeros(0, dtype=np.int64), *parts])
        dated = np.unique(np.column_stack([self.days[rows], self.posts[rows]]), axis=0)
        return dated[::-1, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A period's network. ``nodes`` by person id; ``else_people`` and ``else_ties``: everyone who did not agree."""

    nodes: tuple[Node, ...]
    edges: Edges
    teams: tuple[TeamTies, ...]
    support: Support
    else_people: int
    else_ties: int  # posts that tie somebody who did not agree

    @property
    def exact(self) -> bool:
        """Whether bridging was counted over everybody, and not estimated from a sample."""
        return len(self.nodes) <= EXACT_UP_TO

    @property
    def islands(self) -> tuple[TeamTies, ...]:
        """Teams of two people or more without a tie to another team."""
        return tuple(team for team in self.teams if team.people > 1 and not team.outside)


def network(people: pl.DataFrame, ties: pl.DataFrame, seed: int = SEED) -> Network:
    """Return the network of a period from frames with the columns PEOPLE (one row a person) and TIES.

    ``joined`` is null where it is unknown. A tie of two people who are not both in ``people`` counts nowhere, one with
    oneself neither.
    """
    known = people.sort("person")
    agreed = known.filter(pl.col("agreed"))
    real = _among(ties.unique().filter(pl.col("source") != pl.col("target")), known)
    drawn = _among(real, agreed)
    edges = _edges(drawn, agreed)
    return Network(
        nodes=_nodes(agreed, drawn, edges, seed),
        edges=edges,
        teams=team_ties(agreed, drawn),
        support=support(drawn),
        else_people=known.height - agreed.height,
        else_ties=real.height - drawn.height,
    )


def _among(ties: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Keep the ties between two of these people."""
    return ties.join(people, left_on="source", right_on="person", how="semi").join(
        people, left_on="target", right_on="person", how="semi"
    )


def _edges(ties: pl.DataFrame, people: pl.DataFrame) -> Edges:
    place = people.select("person").with_row_index("place").with_columns(pl.col("place").cast(pl.Int64))
    ends = (
        ties.join(place.select(source="person", from_="place"), on="source")
        .join(place.select(target="person", to="place"), on="target")
        .select("post", "day", "kind", source="from_", target="to")
        .sort("source", "target", "day", "post")
    )
    kind = pl.col("kind").replace_strict(_TIE_OF, default="mention")
    edges = ends.group_by("source", "target", maintain_order=True).agg(
        weight=pl.len(),
        mentions=(kind == "mention").sum(),
        replies=(kind == "reply").sum(),
        reshares=(kind == "reshare").sum(),
        first=pl.col("day").min(),
        last=pl.col("day").max(),
    )
    columns = {name: edges[name].cast(pl.Int64).to_numpy() for name in edges.columns}
    return Edges(**columns, posts=ends["post"].to_numpy(), days=ends["day"].cast(pl.Int64).to_numpy())


def _nodes(people: pl.DataFrame, ties: pl.DataFrame, edges: Edges, seed: int) -> tuple[Node, ...]:
    size = people.height
    if not size:
        return ()
    graph = sparse.csr_array((edges.weight.astype(np.float64), (edges.source, edges.target)), shape=(size, size))
    bridging, error = betweenness(graph, seed)
    mutual = graph.astype(bool).multiply(graph.T.astype(bool)).sum(axis=1)
    columns = (
        np.bincount(edges.target, minlength=size),
        np.bincount(edges.source, minlength=size),
        np.bincount(edges.target, weights=edges.weight, minlength=size).astype(np.int64),
        page_rank(graph),
        bridging,
        error,
        np.asarray(mutual, dtype=np.int64),
    )
    reached, hosted = teams_reached(people, ties), hosting(people, ties)
    return tuple(
        Node(
            person=person,
            team=team,
            in_degree=into,
            out_degree=out,
            posts=posts,
            rank=rank,
            bridging=between,
            bridging_error=give,
            community=community,
            teams=reached.get(person, 0),
            newcomers=hosted.get(person, (0, 0))[0],
            veterans=hosted.get(person, (0, 0))[1],
            mutual=back,
        )
        for (person, team), community, into, out, posts, rank, between, give, back in zip(
            people.select("person", "team").iter_rows(),
            communities(graph, seed),
            *(column.tolist() for column in columns),
            strict=True,
        )
    )

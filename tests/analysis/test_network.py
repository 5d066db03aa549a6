"""The network: edges, the same measures as networkx, consent, bridges, islands, support, and what must not matter."""

from __future__ import annotations

import itertools
import math
from datetime import date
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from advocacy_desk.analysis.network import PEOPLE, TIES, Network, Node, network
from advocacy_desk.analysis.network_audience import ACCOUNTS, Region, audience
from advocacy_desk.analysis.network_map import placed
from advocacy_desk.analysis.network_measures import betweenness, communities, page_rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

DAY = 20_454  # 2026-01-01
TEAMS = {1: 10, 2: 10, 3: 20, 4: 20, 5: 30, 6: 30, 7: None}

Tie = tuple[int, int, str, int]  # source, target, kind, day of the period


def people(*, refused: Iterable[int] = (), joined: dict[int, int] | None = None) -> pl.DataFrame:
    since = joined or {}
    rows = [(one, team, since.get(one), one not in set(refused)) for one, team in TEAMS.items()]
    return pl.DataFrame(rows, schema=PEOPLE, orient="row")


def ties(*given: Tie) -> pl.DataFrame:
    rows = [(post, source, target, DAY + day, kind) for post, (source, target, kind, day) in enumerate(given, 1)]
    return pl.DataFrame(rows, schema=TIES, orient="row")


def node(found: Network, person: int) -> Node:
    return next(one for one in found.nodes if one.person == person)


def graph(pairs: Sequence[tuple[int, int]], size: int) -> sparse.csr_array:
    source, target = zip(*pairs, strict=True) if pairs else ((), ())
    ones = sparse.coo_array((np.ones(len(pairs)), (source, target)), shape=(size, size))
    return sparse.csr_array(ones)


def test_an_edge_weighs_its_posts_and_knows_their_kinds_and_days() -> None:
    found = network(people(), ties((1, 3, "post", 5), (1, 3, "reply", 2), (1, 3, "repost", 9), (3, 1, "comment", 4)))
    edges = found.edges
    assert [(edges.source[at], edges.target[at]) for at in range(len(edges))] == [(0, 2), (2, 0)]
    assert [edges.weight.tolist(), edges.mentions.tolist()] == [[3, 1], [1, 0]]
    assert [edges.replies.tolist(), edges.reshares.tolist()] == [[1, 1], [1, 0]]
    assert (edges.first[0], edges.last[0]) == (DAY + 2, DAY + 9)
    assert (node(found, 3).in_degree, node(found, 3).posts, node(found, 3).mutual) == (1, 3, 1)
    assert edges.of(2).tolist() == [0, 1]
    assert [edges.posts_of(some).tolist() for some in (edges.of(2), edges.of(2)[:1])] == [[3, 1, 4, 2], [3, 1, 2]]
    assert edges.posts_of(edges.of(1)).tolist() == []


def test_naming_oneself_and_strangers_are_no_ties() -> None:
    found = network(people(), ties((1, 1, "post", 1), (1, 99, "post", 1), (99, 1, "post", 1)))
    assert (len(found.edges), found.else_ties, node(found, 1).community) == (0, 0, None)


def test_who_did_not_agree_is_counted_in_everyone_else() -> None:
    found = network(people(refused=[3, 4]), ties((1, 3, "post", 1), (3, 4, "post", 1), (1, 2, "post", 1)))
    assert {one.person for one in found.nodes} == {1, 2, 5, 6, 7}
    assert (found.else_people, found.else_ties, len(found.edges)) == (2, 2, 1)
    assert node(found, 1).out_degree == 1
    assert 20 not in {team.team for team in found.teams}


def test_teams_without_ties_to_others_are_islands() -> None:
    found = network(people(), ties((1, 3, "post", 1), (5, 6, "post", 1)))
    assert [team.team for team in found.islands] == [30]
    assert node(found, 1).teams == node(found, 3).teams == 1
    assert node(found, 5).teams == 0


def test_a_host_brings_newcomers_and_veterans_together() -> None:
    joined = {1: DAY - 1_000, 2: DAY - 10, 3: DAY - 2_000, 4: DAY - 20}
    found = network(
        people(joined=joined), ties((5, 2, "reply", 1), (3, 5, "post", 1), (5, 1, "post", 1), (5, 6, "post", 2))
    )
    assert (node(found, 5).newcomers, node(found, 5).veterans, node(found, 5).hosts) == (1, 2, 1)
    later = network(people(joined=joined), ties((5, 2, "reply", 100)))
    assert node(later, 5).newcomers == 0


def test_support_is_mutual_within_the_period_and_by_month() -> None:
    found = network(people(), ties((1, 2, "post", 1), (2, 1, "post", 40), (3, 4, "post", 2), (4, 3, "post", 3)))
    assert (found.support.pairs, found.support.mutual) == (2, 2)
    assert found.support.months == ((date(2026, 1, 1), 2, 1), (date(2026, 2, 1), 1, 0))


def test_nobody_at_all_is_an_empty_network() -> None:
    found = network(people().clear(), ties())
    assert (found.nodes, len(found.edges), found.teams, found.support.pairs) == ((), 0, (), 0)


def test_a_large_network_states_the_error_of_bridging() -> None:
    drawn = np.random.default_rng(7)
    pairs = sorted({(int(one), int(other)) for one, other in drawn.integers(0, 300, (900, 2)) if one != other})
    exact, none = betweenness(graph(pairs, 300), 1)
    guess, error = betweenness(graph(pairs, 300), 1, pivots=150, exact_up_to=10)
    assert not none.any()
    assert error.any()
    assert np.mean(np.abs(guess - exact) <= error + 1e-12) > 0.85  # of 95 % intervals, on skewed values
    again, _ = betweenness(graph(pairs, 300), 1, pivots=150, exact_up_to=10)
    assert (guess == again).all()


def test_two_groups_with_one_tie_between_them_are_two_communities() -> None:
    inside = [(one, other) for group in (range(5), range(5, 10)) for one in group for other in group if one != other]
    assert communities(graph([*inside, (0, 5)], 11), 1) == [0] * 5 + [1] * 5 + [None]


# --- properties ------------------------------------------------------------------------------------------------------

SIZE = 12
drawn_pairs = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] != pair[1]),
    max_size=50,
    unique=True,
)
drawn_ties = st.lists(
    st.tuples(
        st.sampled_from(tuple(TEAMS)),
        st.sampled_from(tuple(TEAMS)),
        st.sampled_from(("post", "reply", "repost")),
        st.integers(0, 90),
    ),
    max_size=30,
)


@given(pairs=drawn_pairs)
def test_page_rank_and_bridging_are_those_of_networkx(pairs: list[tuple[int, int]]) -> None:
    known = nx.DiGraph()
    known.add_nodes_from(range(SIZE))
    known.add_edges_from(pairs)
    ranks = nx.pagerank(known, tol=1e-12, max_iter=1_000)
    between = nx.betweenness_centrality(known)
    assert page_rank(graph(pairs, SIZE)) == pytest.approx([ranks[one] for one in range(SIZE)], abs=1e-6)
    assert betweenness(graph(pairs, SIZE), 1)[0] == pytest.approx([between[one] for one in range(SIZE)], abs=1e-9)


def described(found: Network) -> tuple[object, ...]:
    columns = [getattr(found.edges, name).tolist() for name in found.edges.__slots__]
    return found.nodes, columns, found.teams, found.support, found.else_people, found.else_ties


@given(given_ties=drawn_ties, mixed=st.randoms(), refused=st.sets(st.sampled_from(tuple(TEAMS)), max_size=2))
def test_the_order_of_rows_changes_nothing(given_ties: list[Tie], mixed: Random, refused: set[int]) -> None:
    straight = ties(*given_ties)
    order = list(range(straight.height))
    mixed.shuffle(order)
    shuffled, staff = straight[order], people(refused=refused)
    assert described(network(staff.reverse(), shuffled)) == described(network(staff, straight))


@given(given_ties=drawn_ties)
def test_every_tie_is_counted_once_at_either_end(given_ties: list[Tie]) -> None:
    found = network(people(), ties(*given_ties))
    real = [tie for tie in given_ties if tie[0] != tie[1]]
    assert found.edges.weight.sum() == len(real) == sum(one.posts for one in found.nodes)
    assert sum(one.in_degree for one in found.nodes) == sum(one.out_degree for one in found.nodes) == len(found.edges)
    assert sum(one.rank for one in found.nodes) == pytest.approx(1)
    assert sum(team.inside + team.to_others for team in found.teams) == len(real)


# --- the audience ----------------------------------------------------------------------------------------------------


def accounts(*rows: tuple[int, int, str | None, int | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=ACCOUNTS, orient="row")


def test_followers_add_up_to_at_most_and_unknown_is_not_zero() -> None:
    found = audience(accounts((1, 1, "Kiel", 100), (2, 1, "Kiel", 30), (3, 2, "Kiel", None)), smallest=1)
    assert (found.accounts, found.people, found.unknown, found.at_least, found.at_most) == (3, 2, 1, 100, 130)


def test_small_places_are_told_together_until_they_are_large_enough() -> None:
    crowd = [(100 + one, 100 + one, "Bremen", 10) for one in range(6)]
    few = [(200 + one, 200 + one, "Kiel", 10) for one in range(2)]
    more = [(300 + one, 300 + one, "Husum", 10) for one in range(5)]
    assert audience(accounts(*crowd, *few, *more), smallest=5).regions == (
        Region(name="Bremen", people=6, followers=60),
        Region(name=None, people=7, followers=70),
    )


# --- the map ---------------------------------------------------------------------------------------------------------

members = st.lists(st.tuples(st.integers(1, 60), st.none() | st.integers(1, 6)), min_size=1, max_size=60)


@given(given_members=members, parents=st.dictionaries(st.integers(1, 6), st.integers(1, 6)))
def test_discs_do_not_overlap_and_everybody_stands_in_the_own_one(
    given_members: list[tuple[int, int | None]], parents: dict[int, int | None]
) -> None:
    found = placed(given_members, parents)
    assert found == placed(given_members[::-1], parents)
    discs = list(found.discs.values())
    for one, other in itertools.combinations(discs, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius
    for (_person, team), (x, y) in found.places.items():
        disc = found.discs[team]
        assert math.hypot(x - disc.x, y - disc.y) < disc.radius
    assert len(set(found.places.values())) == len(set(given_members))


def test_later_colleagues_and_later_teams_move_nobody() -> None:
    before = placed([(1, 1), (2, 1), (3, 2)], {})
    after = placed([(1, 1), (2, 1), (3, 2), (4, 1), (5, 2), (6, 3)], {3: 1})
    assert before.places.items() <= after.places.items()
    assert before.discs.items() <= after.discs.items()


def test_a_team_stands_near_its_relatives() -> None:
    crowd = [(person, team) for team in range(1, 13) for person in range(team * 10, team * 10 + 5)]
    discs = placed(crowd, {12: 1}).discs
    away = {team: math.hypot(discs[12].x - disc.x, discs[12].y - disc.y) for team, disc in discs.items() if team != 12}
    assert away[1] <= sorted(away.values())[3]

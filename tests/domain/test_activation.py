"""Care in numbers: fairness of asks, what crowds out, and likes per follower beside what is usual."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.domain.activation import Care, Load, cultures, fitting, gini, levers, warnings
from advocacy_desk.domain.like_quota import bands, quota

ASKS = st.lists(st.integers(0, 20), min_size=1, max_size=40)


@given(ASKS, st.integers(2, 5))
def test_fairness_lies_between_none_and_one_and_knows_no_order_and_no_scale(asks: list[int], times: int) -> None:
    found = gini(asks)
    if not sum(asks):
        assert found is None
        return
    assert found is not None
    assert -1e-9 <= found < 1
    assert gini(sorted(asks, reverse=True)) == pytest.approx(found)
    assert gini([times * one for one in asks]) == pytest.approx(found)


def test_the_same_for_all_is_fair_and_everything_on_one_is_not() -> None:
    assert gini([3, 3, 3, 3]) == pytest.approx(0)
    assert gini([0, 0, 0, 9]) == pytest.approx(0.75)


def test_what_is_too_much_is_said() -> None:
    assert warnings(Load(asks=0, asked_posts=1, own_posts=1), Care()) == ()
    assert len(warnings(Load(asks=3, asked_posts=2, own_posts=1), Care())) == 2


def test_every_lever_fits_a_culture_that_there_is_and_every_culture_has_levers() -> None:
    assert {one for lever in levers().values() for one in lever.cultures} == set(cultures())
    assert all(fitting(one) for one in cultures())


@pytest.mark.parametrize(
    ("followers", "usual"),
    [(1, 0.08), (1_000, 0.08), (1_001, 0.04), (10_000, 0.04), (10_001, None), (99_999, None), (100_000, 0.02)],
)
def test_the_bands_keep_their_gap(followers: int, usual: float | None) -> None:
    band = bands().of(followers)
    assert (None if band is None else band.usual) == usual


def test_nothing_is_said_under_five_posts_that_tell_both() -> None:
    few: list[tuple[int | None, int | None]] = [(40, 500)] * 4
    assert quota([*few, (None, 500), (40, None)]).value is None
    assert quota([*few, (40, 500)]).value == pytest.approx(0.08)


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 2_000_000)), min_size=5, max_size=30))
def test_the_interval_holds_the_quota(posts: list[tuple[int, int]]) -> None:
    found = quota(list(posts))
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low - 1e-12 <= found.value <= found.high + 1e-12 or found.value > 1

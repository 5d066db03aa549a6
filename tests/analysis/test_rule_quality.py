"""Intervals, drift, samples and recall, by hand and by property."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.analysis.rule_quality import Share, draw, drifts, recall, share


def test_the_interval_is_that_of_wilson() -> None:
    found = share(8, 10)
    assert found is not None
    assert (found.value, round(found.low, 4), round(found.high, 4)) == (0.8, 0.4902, 0.9433)
    assert share(0, 0) is None


@given(trials=st.integers(1, 10_000), part=st.floats(0, 1))
def test_a_share_lies_inside_its_interval(trials: int, part: float) -> None:
    found = share(int(trials * part), trials)
    assert found is not None
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_a_drift_is_more_than_chance() -> None:
    assert not drifts(2, 100, 0.01)
    assert drifts(20, 1000, 0.01)
    assert not drifts(20, 1000, None)
    assert not drifts(0, 0, 0.01)


@given(ids=st.sets(st.integers(1, 10_000), max_size=60), size=st.integers(0, 80), seed=st.integers())
def test_the_same_seed_draws_the_same_posts(ids: set[int], size: int, seed: int) -> None:
    drawn = draw(list(ids), size, seed)
    assert drawn == draw(sorted(ids, reverse=True), size, seed)
    assert set(drawn) <= ids
    assert len(set(drawn)) == len(drawn) == min(size, len(ids))


def test_recall_weighs_what_is_found_against_what_is_missed() -> None:
    found = recall(100, Share(0.5, 0.4, 0.6), 1000, Share(0.05, 0.02, 0.1))
    assert found is not None
    assert [found.value, found.low, found.high] == pytest.approx([0.5, 40 / 140, 60 / 80])
    assert recall(0, Share(1, 0.2, 1), 10, Share(0, 0, 0.3)) is None

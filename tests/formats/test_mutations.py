"""Damaged at random, a file gives problems and never an exception; what once raised is tried for ever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy_desk import formats
from tests.formats import mutations


@pytest.mark.parametrize("key", formats.all_formats())
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_a_damaged_file_never_raises(key: str, seed: int) -> None:
    mutations.read_all(key, mutations.damaged(key, seed))


def test_what_once_raised_is_read() -> None:
    for folder in sorted(path for path in mutations.SEEDS.glob("*/*") if path.is_dir()):
        mutations.read_all(folder.parent.name, mutations.files_of(folder))


def test_the_same_number_gives_the_same_damage() -> None:
    assert mutations.damaged("feed", 7) == mutations.damaged("feed", 7)
    assert mutations.damaged("feed", 7) != mutations.damaged("feed", 8)

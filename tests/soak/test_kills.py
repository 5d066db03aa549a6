"""A few kills of every job, in every run of the tests; ``make soak`` does two hundred."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.soak import kills
from tests.soak.jobs import JOBS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed")
def test_a_kill_at_any_moment_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    tallies = kills.run(kills=len(JOBS), seed=17, folder=tmp_path)
    assert {name: tally.wrong for name, tally in tallies.items()} == dict.fromkeys(JOBS, 0)
    assert all(tally.kills == 1 for tally in tallies.values())

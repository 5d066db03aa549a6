"""A full disk and a file that must not be written: the import says so, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from advocacy_desk.errors import WorkspaceProblem
from advocacy_desk.store import Workspace
from tests.builders import a_post, a_table, the_report, whole_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = "Ein langer Satz über einen guten Tag im Werk. " * 12


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB, where this test may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("no disk can be made here")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("no disk can be made here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def cramped(small_disk: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with one post on the small disk."""
    workspace = Workspace.create(small_disk / "w.desk")
    the_report(workspace, a_table(tmp_path / "kept.csv", a_post(1)))
    yield workspace
    workspace.close()


@pytest.mark.parametrize("count", [2_400, 6_000], ids=["while it is merged", "while it is staged"])
def test_a_full_disk_is_explained_and_nothing_is_lost(cramped: Workspace, tmp_path: Path, count: int) -> None:
    before = whole_state(cramped)
    large = a_table(tmp_path / "large.csv", *(a_post(number, text=f"{number} {WORDS}") for number in range(count)))
    with pytest.raises(WorkspaceProblem, match="disk is full"):
        the_report(cramped, large)
    assert whole_state(cramped) == before
    assert not list(cramped.path.parent.glob("*.staging-*"))
    assert the_report(cramped, a_table(tmp_path / "small.csv", a_post(2))).new == 1


def test_a_disk_that_became_read_only_is_explained(cramped: Workspace, tmp_path: Path) -> None:
    before, disk = whole_state(cramped), cramped.path.parent
    cramped.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        with pytest.raises(WorkspaceProblem, match=r"read-only|cannot be"):
            the_report(cramped, a_table(tmp_path / "more.csv", a_post(2)))
    finally:
        cramped.close()
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert whole_state(cramped) == before

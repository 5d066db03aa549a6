"""An import in a process of its own does what the same import here does, is cancelled, and may be killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
from typing import TYPE_CHECKING

import pytest

from advocacy_desk.domain.changes import Changes
from advocacy_desk.errors import FileProblem, Refused
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.store import Workspace
from advocacy_desk.store.keys import random_key
from advocacy_desk.usecases import list_imports
from advocacy_desk.usecases.import_beside import SMALL, import_beside, is_small
from advocacy_desk.usecases.import_orders import ImportOrder
from advocacy_desk.usecases.import_posts import ImportOptions
from tests.builders import a_post, a_table, the_report, whole_state

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from advocacy_desk.i18n import Text

pytestmark = pytest.mark.slow


class _Watches(Progress):
    """Keeps the stages, and does something once when one of them comes."""

    def __init__(self, stage: str = "", act: Callable[[Progress], object] = lambda _progress: None) -> None:
        super().__init__()
        self.stages: list[str] = []
        self._stage, self._act = stage, act

    def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
        self.stages.append(stage.message)
        if stage.message == self._stage:
            self._stage = ""
            self._act(self)
        super().at(stage, done, total)


def _order(*paths: Path) -> tuple[ImportOrder, ...]:
    return (ImportOrder(paths, ImportOptions()),)


def _many(path: Path) -> Path:
    return a_table(path, *(a_post(number, author_handle=f"p{number % 90}") for number in range(20_000)))


def test_it_does_what_the_same_import_here_does(workspace: Workspace, tmp_path: Path) -> None:
    path = a_table(tmp_path / "a.csv", a_post(1), a_post(2, created_at="bald"))
    here = Workspace.create(tmp_path / "here.desk")
    report = the_report(here, path)
    progress = _Watches()
    outcome = import_beside(workspace, _order(path), progress)
    (beside,) = outcome.result.reports
    assert (beside.new, beside.problems) == (report.new, report.problems) == (1, 1)
    assert Changes.POSTS in outcome.changes
    assert whole_state(workspace) == whole_state(here)
    assert "Reading {file}" in progress.stages
    here.close()


def test_what_fails_there_is_explained_here(workspace: Workspace, tmp_path: Path) -> None:
    strange, fine = tmp_path / "strange.txt", a_table(tmp_path / "a.csv", a_post(1))
    strange.write_bytes(b"\x00\x01\x02 nothing of ours")
    orders = (*_order(strange), *_order(fine))
    done = import_beside(workspace, orders, Progress()).result
    (failure,) = done.failures
    assert isinstance(failure, FileProblem)
    assert "strange.txt" in str(failure)
    assert [report.new for report in done.reports] == [1]


def test_an_encrypted_workspace_stays_one(tmp_path: Path) -> None:
    key = random_key()
    workspace = Workspace.create(tmp_path / "secret.desk", key)
    import_beside(workspace, _order(a_table(tmp_path / "a.csv", a_post(1))), Progress())
    assert len(list_imports.imports(workspace)) == 1
    workspace.close()
    assert b"SQLite format" not in (tmp_path / "secret.desk").read_bytes()


def test_cancelling_leaves_nothing_of_the_file(workspace: Workspace, tmp_path: Path) -> None:
    the_report(workspace, a_table(tmp_path / "kept.csv", a_post(1)))
    before = whole_state(workspace)
    with pytest.raises(Cancelled):
        import_beside(workspace, _order(_many(tmp_path / "b.csv")), _Watches("Reading {file}", Progress.cancel))
    assert whole_state(workspace) == before
    assert not list(tmp_path.glob("*.staging-*"))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are not killed so on this system")
def test_a_killed_process_is_explained_and_leaves_nothing_of_the_file(workspace: Workspace, tmp_path: Path) -> None:
    before = whole_state(workspace)
    path = _many(tmp_path / "b.csv")

    def kill(_progress: Progress) -> None:
        (child,) = multiprocessing.active_children()
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)

    with pytest.raises(Refused, match="ended from outside"):
        import_beside(workspace, _order(path), _Watches("Reading {file}", kill))
    assert whole_state(workspace) == before
    assert the_report(workspace, path).new == 20_000
    assert not list(tmp_path.glob("*.staging-*"))


def test_a_small_file_is_not_worth_a_process(tmp_path: Path) -> None:
    small, large = tmp_path / "small.csv", tmp_path / "large.csv"
    small.write_bytes(b"x")
    large.write_bytes(b"x" * SMALL)
    assert is_small(_order(small))
    assert not is_small(_order(small, large))
    assert not is_small(_order(tmp_path))
    assert not is_small(_order(tmp_path / "gone.csv"))

"""Backups are whole or absent, of one moment, and restoring one loses nothing that was there."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from advocacy_desk.errors import FileProblem, Refused, WorkspaceProblem
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.store import Workspace
from advocacy_desk.usecases.back_up import back_up, look
from advocacy_desk.usecases.restore import restore
from advocacy_desk.usecases.verify_audit import entries, verify
from tests.builders import a_post, a_table, imported, whole_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.domain.backup import Restored
    from advocacy_desk.i18n import Text


def _filled(workspace: Workspace, folder: Path, posts: int = 40) -> str:
    imported(workspace, a_table(folder / f"{posts}.csv", *(a_post(number) for number in range(posts))))
    return whole_state(workspace)


def _restored(place: Path, source: Path, progress: Progress | None = None) -> Restored:
    return restore(place, source, progress or Progress(), by="Alex")


def _state(path: Path) -> str:
    opened = Workspace.open(path)
    try:
        assert verify(opened).ok
        return whole_state(opened)
    finally:
        opened.close()


def _unfinished(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith("unfinished-")]


class _Then(Progress):
    """Does something at one of the moments at which work reports."""

    def __init__(self, moment: int = -1) -> None:
        super().__init__()
        self.moments = 0
        self._moment = moment

    def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
        if self.moments == self._moment:
            self.cancel()
        self.moments += 1
        super().at(stage, done, total)


def test_a_backup_holds_what_the_workspace_holds_and_restoring_it_brings_that_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = _filled(workspace, tmp_path)
    made = back_up(workspace, tmp_path / "safe.desk", Progress())
    assert (made.contents.posts, made.workspace, made.schema) == (40, workspace.identity(), workspace.schema())
    assert made.made_at is not None
    after = _filled(workspace, tmp_path, posts=60)
    workspace.close()
    done = _restored(workspace.path, made.file)
    assert done.snapshot.contents == made.contents
    assert _state(workspace.path) == before
    assert done.kept is not None
    assert _state(done.kept) == after


def test_a_backup_is_one_private_file_that_can_be_read_where_nothing_can_be_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    made = back_up(workspace, folder / "safe.desk", Progress())
    assert [path.name for path in folder.iterdir()] == ["safe.desk"]
    assert stat.S_IMODE(made.file.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    before = made.file.read_bytes()
    assert look(made.file) == made
    assert [path.name for path in folder.iterdir()] == ["safe.desk"]
    assert made.file.read_bytes() == before


def test_a_backup_shows_the_moment_when_it_began_whatever_others_write(workspace: Workspace, tmp_path: Path) -> None:
    before = _filled(workspace, tmp_path)
    other = Workspace.open(workspace.path)

    class Writes(Progress):
        def at(self, stage: Text, done: int = 0, total: int | None = None) -> None:
            super().at(stage, done, total)
            with other.writing() as connection:
                connection.execute(sql("INSERT INTO team (name) SELECT count(*) FROM team"))

    made = back_up(workspace, tmp_path / "safe.desk", Writes())
    other.close()
    assert made.contents.teams == 0
    assert _state(made.file) == before


def test_a_file_that_is_there_is_not_overwritten(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "mine.desk").write_text("mine")
    with pytest.raises(FileProblem, match="already a file"):
        back_up(workspace, tmp_path / "mine.desk", Progress())
    assert (tmp_path / "mine.desk").read_text() == "mine"
    with pytest.raises(FileProblem, match="could not be written"):
        back_up(workspace, tmp_path / "nowhere" / "safe.desk", Progress())


def test_cancelling_at_any_moment_leaves_everything_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    before = _filled(workspace, tmp_path)
    counted = _Then()
    made = back_up(workspace, tmp_path / "safe.desk", counted)
    for moment in range(counted.moments):
        with pytest.raises(Cancelled):
            back_up(workspace, tmp_path / "other.desk", _Then(moment))
        assert not (tmp_path / "other.desk").exists()
    workspace.close()
    counted = _Then()
    _restored(tmp_path / "new.desk", made.file, counted)
    for moment in range(counted.moments):
        with pytest.raises(Cancelled):
            _restored(workspace.path, made.file, _Then(moment))
    assert _unfinished(tmp_path) == []
    assert _state(workspace.path) == before


def test_the_audit_trail_says_that_the_workspace_was_restored(workspace: Workspace, tmp_path: Path) -> None:
    made = back_up(workspace, tmp_path / "safe.desk", Progress())
    workspace.close()
    _restored(workspace.path, made.file)
    opened = Workspace.open(workspace.path)
    (entry,) = entries(opened)
    assert (entry.action, entry.actor, entry.details["posts"]) == ("workspace.restored", "Alex", 0)
    opened.close()


def test_a_workspace_that_is_open_is_not_replaced(workspace: Workspace, tmp_path: Path) -> None:
    before = _filled(workspace, tmp_path)
    made = back_up(workspace, tmp_path / "safe.desk", Progress())
    with pytest.raises(WorkspaceProblem, match="is open in a window"):
        _restored(workspace.path, made.file)
    assert whole_state(workspace) == before
    assert _unfinished(tmp_path) == []
    with pytest.raises(Refused, match="workspace itself"):
        _restored(workspace.path, workspace.path)


def test_damaged_newer_and_foreign_files_are_refused_before_anything_changes(
    workspace: Workspace, tmp_path: Path
) -> None:
    before = _filled(workspace, tmp_path)
    made = back_up(workspace, tmp_path / "safe.desk", Progress())
    workspace.close()
    content = made.file.read_bytes()
    cut, flipped, text = (tmp_path / name for name in ("cut.desk", "flipped.desk", "text.desk"))
    cut.write_bytes(content[: len(content) // 2])
    middle = len(content) // 2
    flipped.write_bytes(
        content[:middle] + bytes(255 - byte for byte in content[middle : middle + 9000]) + content[middle + 9000 :]
    )
    text.write_text("Guten Tag! " * 999)
    newer = Path(shutil.copy(made.file, tmp_path / "newer.desk"))
    with closing(sqlite3.connect(newer, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    foreign = tmp_path / "foreign.desk"
    with closing(sqlite3.connect(foreign, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE song (title)")
    refused = {cut: "damaged", flipped: "damaged", text: "damaged", newer: "newer version", foreign: "not an Advocacy"}
    for path, why in {**refused, tmp_path / "missing.desk": "no file"}.items():
        with pytest.raises(FileProblem, match=why):
            _restored(workspace.path, path)
    assert _unfinished(tmp_path) == []
    assert not list(tmp_path.glob("*-before-restore-*"))
    assert _state(workspace.path) == before


def test_a_damaged_workspace_is_never_backed_up_but_can_be_replaced(workspace: Workspace, tmp_path: Path) -> None:
    before = _filled(workspace, tmp_path)
    made = back_up(workspace, tmp_path / "safe.desk", Progress())
    workspace.close()
    content = workspace.path.read_bytes()
    workspace.path.write_bytes(content[:-4096] + b"\xff" * 4096)
    still = Workspace.open(workspace.path)
    with pytest.raises(WorkspaceProblem, match="damaged"):
        back_up(still, tmp_path / "second.desk", Progress())
    still.close()
    assert not (tmp_path / "second.desk").exists()
    workspace.path.write_bytes(b"\0" * 5000)
    done = _restored(workspace.path, made.file)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"\0" * 5000
    assert _state(workspace.path) == before


_KILLED = """
import os, signal, sys
from pathlib import Path
from advocacy_desk.progress import Progress
from advocacy_desk.store import Workspace
from advocacy_desk.usecases.back_up import back_up
from advocacy_desk.usecases.restore import restore

class Dies(Progress):
    def __init__(self, moment):
        super().__init__()
        self.moment, self.moments = moment, 0
    def at(self, *told):
        if self.moments == self.moment:
            os.kill(os.getpid(), signal.SIGKILL)
        self.moments += 1

def backing_up(number, progress):
    back_up(Workspace.open(folder / "source.desk"), folder / f"copy-{number}.desk", progress)

def restoring(number, progress):
    restore(folder / f"place-{number}.desk", folder / "safe.desk", progress, by="Alex")

folder = Path(sys.argv[1])
for act in (backing_up, restoring):
    counted = Dies(-1)
    act("undisturbed", counted)
    for number in range(5):
        child = os.fork()
        if not child:
            act(number, Dies(number * (counted.moments - 1) // 4))
            os._exit(0)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a process is forked and killed")
def test_a_killed_backup_is_absent_and_a_killed_restore_leaves_a_workspace(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The process dies at five moments of each, the first and the last report among them."""
    old = _filled(workspace, tmp_path)
    made = back_up(workspace, tmp_path / "safe.desk", Progress())
    new = _filled(workspace, tmp_path, posts=60)
    workspace.close()
    for name in ("source", "place-undisturbed", *(f"place-{number}" for number in range(5))):
        shutil.copy(workspace.path, tmp_path / f"{name}.desk")
    subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], check=True)
    assert _state(tmp_path / "copy-undisturbed.desk") == new
    assert _state(tmp_path / "place-undisturbed.desk") == old
    for number in range(5):
        assert not (tmp_path / f"copy-{number}.desk").exists()
        assert _state(tmp_path / f"place-{number}.desk") == new
        again = Workspace.open(tmp_path / "source.desk")
        assert back_up(again, tmp_path / f"copy-{number}.desk", Progress()).contents.posts == 60
        again.close()
        assert _restored(tmp_path / f"place-{number}.desk", made.file).snapshot.contents == made.contents
    assert _unfinished(tmp_path) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 KB, where this test may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("no disk can be made here")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("no disk can be made here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_explained_and_nothing_half_is_left(workspace: Workspace, small_disk: Path) -> None:
    with pytest.raises(WorkspaceProblem, match="disk is full"):
        back_up(workspace, small_disk / "safe.desk", Progress())
    assert list(small_disk.iterdir()) == []

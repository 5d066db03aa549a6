"""Backups by themselves: due once a day where something changed, verified, and never fewer because one failed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advocacy_desk.errors import FileProblem, WorkspaceProblem
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.store import Workspace, places
from advocacy_desk.usecases.keep_backups import folder, is_due, keep_backup, kept
from advocacy_desk.usecases.look_after_workspace import check_after_crash, place_warning
from tests.builders import a_post, a_table, imported

DAY = timedelta(days=1)


def _now() -> datetime:
    return datetime.now(tz=UTC).replace(microsecond=0)


def test_one_is_due_at_first_and_then_a_day_later_where_something_was_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    now = _now()
    assert is_due(workspace.path, now)
    done = keep_backup(workspace, Progress(), now=now)
    assert done.made.file.parent == folder(workspace.path)
    assert [one.made_at for one in kept(workspace.path)] == [now]
    assert not is_due(workspace.path, now + DAY / 2)
    later = (now + timedelta(hours=2)).timestamp()
    imported(workspace, a_table(tmp_path / "posts.csv", a_post()))
    workspace.close()
    os.utime(workspace.path, (later, later))
    assert not is_due(workspace.path, now + DAY / 2)
    assert is_due(workspace.path, now + DAY)
    earlier = (now - timedelta(hours=2)).timestamp()
    os.utime(workspace.path, (earlier, earlier))
    assert not is_due(workspace.path, now + DAY)


def test_older_ones_are_thinned_out_after_the_new_one_is_complete_and_strangers_stay(workspace: Workspace) -> None:
    now = _now()
    place = folder(workspace.path)
    place.mkdir()
    mine = ["notes.txt", "test-2026-01-01.desk", "other-2026-01-01-120000.desk"]
    for name in mine:
        (place / name).write_text("mine")
    made = [keep_backup(workspace, Progress(), now=now - timedelta(hours=hours)) for hours in (3, 2, 1)]
    assert [len(one.removed) for one in made] == [0, 1, 1]
    assert [one.made_at for one in kept(workspace.path)] == [now - timedelta(hours=1)]
    assert {path.name for path in place.iterdir()} >= set(mine)


def test_what_fails_or_is_cancelled_removes_nothing(workspace: Workspace) -> None:
    now = _now()
    keep_backup(workspace, Progress(), now=now - DAY)
    cancelled = Progress()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        keep_backup(workspace, cancelled, now=now)
    workspace.close()
    workspace.path.write_bytes(workspace.path.read_bytes()[:-4096] + b"\xff" * 4096)
    with pytest.raises(WorkspaceProblem, match="damaged"):
        keep_backup(workspace, Progress(), now=now)
    assert [one.made_at for one in kept(workspace.path)] == [now - DAY]
    assert [path.name for path in folder(workspace.path).iterdir()] == [kept(workspace.path)[0].file.name]


def test_a_folder_that_cannot_be_made_is_explained(workspace: Workspace) -> None:
    folder(workspace.path).write_text("a file in its place")
    with pytest.raises(FileProblem, match="cannot be made"):
        keep_backup(workspace, Progress(), now=_now())


_DIES = """
import os, sys
from pathlib import Path
from advocacy_desk.store import Workspace
from sqlalchemy import text
workspace = Workspace.open(Path(sys.argv[1]))
with workspace.writing() as connection:
    connection.execute(text("INSERT INTO team (name) VALUES ('Hafen')"))
os._exit(9)
"""


def test_a_workspace_that_was_not_closed_is_checked_and_one_that_was_is_not(workspace: Workspace) -> None:
    assert not check_after_crash(workspace, Progress())
    workspace.close()
    subprocess.run([sys.executable, "-c", _DIES, str(workspace.path)], check=False)
    again = Workspace.open(workspace.path)
    assert again.was_interrupted
    assert check_after_crash(again, Progress())
    again.close()
    assert not Workspace.open(workspace.path).was_interrupted


def test_damage_that_a_crash_left_is_told_with_what_to_do(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, a_table(tmp_path / "posts.csv", *(a_post(number) for number in range(200))))
    workspace.close()
    content = workspace.path.read_bytes()
    workspace.path.write_bytes(content[:-4096] + b"\xff" * 4096)
    (tmp_path / "test.desk-wal").write_bytes(b"\0" * 100)
    opened = Workspace.open(workspace.path)
    with pytest.raises(WorkspaceProblem, match="Restore the latest backup"):
        check_after_crash(opened, Progress())
    opened.close()


@pytest.mark.parametrize(
    ("folder_name", "program"),
    [
        ("Dropbox", "Dropbox"),
        ("OneDrive - Nordlicht Werke GmbH", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("Mobile Documents", "iCloud Drive"),
        ("Dropboxen", None),
        ("Ordner", None),
    ],
)
def test_a_synchronised_folder_is_recognised_by_its_name(tmp_path: Path, folder_name: str, program: str | None) -> None:
    place = tmp_path / folder_name / "Kommunikation"
    place.mkdir(parents=True)
    assert places.synchronised_by(place / "test.desk") == program


def test_a_synchronised_folder_is_recognised_by_what_lies_in_it(workspace: Workspace, tmp_path: Path) -> None:
    assert place_warning(workspace) is None
    (tmp_path / ".stfolder").mkdir()
    warning = place_warning(workspace)
    assert warning is not None
    assert "Syncthing" in warning.in_english()


def test_the_innermost_mount_decides_which_file_system_it_is() -> None:
    mounts = [("/", "ext4"), ("/data", "ext4"), ("/data/kim/team", "cifs"), ("/data/kim/tea", "nfs")]
    assert places.file_system(Path("/data/kim/team/test.desk"), mounts) == "cifs"
    assert places.file_system(Path("/data/kim/test.desk"), mounts) == "ext4"
    assert places.file_system(Path("/elsewhere"), []) is None

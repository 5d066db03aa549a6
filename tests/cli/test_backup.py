"""Backups from a terminal: both sides agree on the counts, and a look inside changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advocacy_desk import cli
from tests.builders import a_post, a_table


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workspace ``job.desk`` with three posts."""
    posts = a_table(tmp_path / "posts.csv", *(a_post(number) for number in range(3)))
    for arguments in (["init", "--plain"], ["import", str(posts)]):
        assert cli.run(["-w", str(tmp_path / "job.desk"), *arguments]) == 0
    capsys.readouterr()
    return tmp_path


def _run(capsys: pytest.CaptureFixture[str], place: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    assert cli.run(["-w", str(place), "--json", *arguments]) == code
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_backup_look_and_restore_agree_on_every_count(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place, safe = folder / "job.desk", str(folder / "safe.desk")
    made = _run(capsys, place, "backup", safe)
    assert (made["file"], made["posts"], made["people"], made["imports"]) == (safe, 3, 0, 1)
    assert _run(capsys, folder / "none.desk", "restore", safe, "--look") == made
    assert not (folder / "none.desk").exists()
    done = _run(capsys, place, "restore", safe)
    assert Path(done.pop("kept")).is_file()
    assert done.pop("workspace") == str(place)
    assert done == made
    assert _run(capsys, folder / "new.desk", "restore", safe)["kept"] is None
    assert len(_run(capsys, folder / "new.desk", "imports")["imports"]) == 1


def test_a_person_reads_what_is_inside_and_where_the_workspace_from_before_lies(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place, safe = str(folder / "job.desk"), str(folder / "safe.desk")
    for command, said in (("backup", "vollständig und geprüft"), ("restore", "von vorher liegt in")):
        assert cli.run(["-w", place, "--lang", "de", command, safe]) == 0
        shown = capsys.readouterr().out
        assert said in shown
        assert "Beiträge" in shown


def test_what_cannot_be_restored_is_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = folder / "job.desk"
    error = _run(capsys, place, "restore", str(folder / "posts.csv"), code=1)["error"]
    assert (error["kind"], error["file"]) == ("file", str(folder / "posts.csv"))
    assert _run(capsys, place, "backup", str(place), code=1)["error"]["kind"] == "file"

"""Encrypted workspaces from a terminal: by keyring, by a file with the passphrase, and in words where neither is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from advocacy_desk import cli
from tests.builders import a_post, a_table


def _run(capsys: pytest.CaptureFixture[str], place: Path, *arguments: str, code: int = 0) -> dict[str, Any]:
    assert cli.run(["-w", str(place), "--json", *arguments]) == code
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.fixture
def passphrase_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that a machine without a keyring reads the passphrase from."""
    path = tmp_path / "passphrase.txt"
    path.write_text("drei nasse Möwen im Hafen\n", encoding="utf-8")
    monkeypatch.setenv("ADVOCACY_DESK_PASSPHRASE_FILE", str(path))
    return path


def test_without_a_keyring_init_says_what_to_do_and_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    error = _run(capsys, tmp_path / "job.desk", "init", code=1)["error"]
    assert error["kind"] == "keyring"
    assert not (tmp_path / "job.desk").exists()


def test_the_whole_job_runs_on_a_passphrase(
    tmp_path: Path, passphrase_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "job.desk"
    made = _run(capsys, place, "init")
    assert (made["encrypted"], len(made["recovery_phrase"].split())) == (True, 24)
    posts = a_table(tmp_path / "posts.csv", *(a_post(number) for number in range(3)))
    assert _run(capsys, place, "import", str(posts))["imports"][0]["new"] == 3
    assert _run(capsys, place, "check")["posts"] == 3
    assert _run(capsys, place, "backup", str(tmp_path / "safe.desk"))["posts"] == 3
    assert _run(capsys, place, "restore", str(tmp_path / "safe.desk"))["posts"] == 3
    passphrase_file.write_text(made["recovery_phrase"])
    assert len(_run(capsys, place, "imports")["imports"]) == 1
    passphrase_file.write_text("drei trockene Möwen")
    assert _run(capsys, place, "imports", code=1)["error"]["kind"] == "key"
    monkeypatch.delenv("ADVOCACY_DESK_PASSPHRASE_FILE")
    assert _run(capsys, place, "imports", code=1)["error"]["kind"] == "key"


@pytest.mark.usefixtures("secret_service")
def test_with_a_keyring_nobody_is_asked_for_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "job.desk"
    assert _run(capsys, place, "init")["encrypted"]
    assert _run(capsys, place, "imports") == {"imports": []}


@pytest.mark.usefixtures("passphrase_file")
def test_a_plain_workspace_is_encrypted_and_the_words_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "job.desk"
    assert not _run(capsys, place, "init", "--plain")["encrypted"]
    assert cli.run(["-w", str(place), "--lang", "de", "encrypt", "--by", "Alex"]) == 0
    shown = capsys.readouterr().out
    assert "ist verschlüsselt" in shown
    assert len(shown.split("\n    ")[-1].split()) == 6
    assert _run(capsys, place, "encrypt", code=1)["error"]["kind"] == "refused"


def test_a_passphrase_file_that_is_not_there_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVOCACY_DESK_PASSPHRASE_FILE", str(tmp_path / "nowhere.txt"))
    assert _run(capsys, tmp_path / "job.desk", "init", code=1)["error"]["file"].endswith("nowhere.txt")

"""The import contracts hold, and each of them notices what it is there to notice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PLANTED = {
    "Rooms look downwards only, and every module has a room": ("domain/people.py", "import advocacy_desk.usecases"),
    "No import cycles, deferred imports counted": ("usecases/make_sample.py", "import advocacy_desk.cli"),
    "Qt is known to ui alone": ("formats/directory.py", "def late() -> None:\n    import PySide6.QtCore"),
    "The database is known to store alone": ("usecases/import_posts.py", "import sqlite3"),
    "matplotlib is known to charts and one canvas": ("ui/window.py", "import matplotlib.figure"),
    "Frames stay where bulk work is done": ("matching/names.py", "import pandas"),
    "Screens and commands reach data through use cases": ("ui/screens/home.py", "import advocacy_desk.store.posts"),
}


def _verdicts(folder: Path) -> dict[str, str]:
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ended = subprocess.run(
        [sys.executable, "-c", linter, "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^(.+?) (KEPT|BROKEN)\b", ended.stdout, re.MULTILINE)
    verdicts = {name.strip(): verdict for name, verdict in found}
    assert verdicts, ended.stdout + ended.stderr
    return verdicts


@pytest.fixture
def copied(repository: Path, tmp_path: Path) -> Path:
    shutil.copy(repository / "pyproject.toml", tmp_path)
    shutil.copytree(repository / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.mark.slow
def test_every_contract_notices_a_planted_violation(copied: Path) -> None:
    for place, line in PLANTED.values():
        with (copied / "src" / "advocacy_desk" / place).open("a", encoding="utf-8") as module:
            module.write(f"\n\n{line}\n")
    assert _verdicts(copied) == dict.fromkeys(PLANTED, "BROKEN")


@pytest.mark.slow
def test_a_package_without_a_room_is_refused(copied: Path) -> None:
    stray = copied / "src" / "advocacy_desk" / "helpers"
    stray.mkdir()
    (stray / "__init__.py").write_text("")
    verdicts = _verdicts(copied)
    assert verdicts.pop("Rooms look downwards only, and every module has a room") == "BROKEN"
    assert set(verdicts.values()) == {"KEPT"}

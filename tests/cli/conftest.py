"""What all commands' tests stand on: running one with ``--json`` on a workspace of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advocacy_desk import cli

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Where the workspace lies: a fresh one, unless a file of tests fills its own."""
    made = str(tmp_path / "job.desk")
    assert cli.run(["-w", made, "init", "--plain"]) == 0
    return made


@pytest.fixture
def run(place: str, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with ``--json`` on the workspace and return its one object."""

    def command(*arguments: object, code: int = 0) -> dict[str, Any]:
        capsys.readouterr()
        assert cli.run(["-w", place, "--json", *map(str, arguments)]) == code
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return answer

    return command

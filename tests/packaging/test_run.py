"""``make run`` where there is no display: the whole job from the terminal, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
def test_without_a_display_the_same_job_runs_in_the_terminal(repository: Path, tmp_path: Path) -> None:
    if not (repository / ".venv" / "bin" / "advocacy-desk").exists():
        pytest.skip("this checkout was not set up by packaging/bootstrap")
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "COVERAGE_PROCESS_START"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [str(repository / "packaging" / "run")]
    result = subprocess.run(
        command,
        env={**environment, "OUT": str(tmp_path), "POSTS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "There is no display here" in result.stdout
    assert f"The report lies in {tmp_path}/report" in result.stdout
    assert (tmp_path / "report" / "report.html").is_file()
    assert (tmp_path / "participation.png").is_file()
    assert (tmp_path / "sample.desk").is_file()
    assert not list(tmp_path.glob("*.new*")), "the next start takes the sample as it is"

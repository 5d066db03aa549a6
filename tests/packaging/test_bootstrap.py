"""The first start on a bare machine, played with stand-ins for the tools that a machine may have or lack."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the script serves Linux and macOS shells")

USUAL_TOOLS = ("sh", "dirname", "cat", "cksum", "grep", "rm", "mkdir", "chmod", "touch")


class Machine:
    """A checkout and a PATH with nothing but what a test puts there."""

    def __init__(self, folder: Path, repository: Path) -> None:
        self.checkout = folder / "checkout"
        self.tools = folder / "tools"
        self.log = folder / "calls"
        self.tools.mkdir()
        for name in ("packaging", "requirements"):
            shutil.copytree(repository / name, self.checkout / name)
        for tool in USUAL_TOOLS:
            (self.tools / tool).symlink_to(str(shutil.which(tool)))
        self.has("uname", "echo Linux")
        self.has("id", "echo 1000")
        self.has("ldd", "echo 'libxcb-cursor.so.0 => found'")
        self.has("Xvfb", "true")

    def has(self, tool: str, script: str) -> None:
        """Put a tool on the machine; each call of it is logged."""
        path = self.tools / tool
        path.unlink(missing_ok=True)
        path.write_text(f'#!/bin/sh\necho "{tool} $*" >>"{self.log}"\n{script}\n')
        path.chmod(0o755)

    def has_python(self) -> None:
        """Put a Python on the machine that can make environments and install, without doing either."""
        environment = self.checkout / ".venv"
        plugins = environment / "lib/python3.11/site-packages/PySide6/Qt/plugins/platforms"
        inner = f'case "$*" in *sysconfig*) echo "{environment}/lib" ;; esac'
        self.has(
            "python3",
            f'case "$*" in "-m venv"*) mkdir -p "{environment}/bin" "{plugins}"; touch "{plugins}/libqxcb.so"\n'
            f'printf \'#!/bin/sh\\necho "venv $*" >>"{self.log}"\\n%s\\n\' \'{inner}\' >"{environment}/bin/python"\n'
            f'chmod +x "{environment}/bin/python" ;; esac',
        )

    def lacks_libraries(self) -> None:
        """Take Qt's libraries from the machine."""
        self.has("ldd", "echo 'libxcb-cursor.so.0 => not found'")

    def start(self, wanted: str = "run", **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the script."""
        self.log.write_text("")
        return subprocess.run(
            [str(self.tools / "sh"), str(self.checkout / "packaging" / "bootstrap"), wanted],
            env={"PATH": str(self.tools), "HOME": str(self.checkout), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> str:
        """What was called during the last start."""
        return self.log.read_text()


@pytest.fixture
def machine(tmp_path: Path, repository: Path) -> Machine:
    return Machine(tmp_path, repository)


def test_without_python_it_says_what_to_install(machine: Machine) -> None:
    ended = machine.start()
    assert ended.returncode == 1
    assert "needs Python 3.11" in ended.stderr
    assert "apt-get install python3 python3-pip" in ended.stderr


def test_a_python_that_is_too_old_is_not_taken(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    assert "needs Python 3.11" in machine.start().stderr


def test_the_first_start_installs_locked_packages_and_the_second_does_nothing(machine: Machine) -> None:
    machine.has_python()
    assert machine.start().returncode == 0
    assert "--require-hashes" in machine.calls
    assert "requirements/run.txt" in machine.calls
    assert machine.start().returncode == 0
    assert "install" not in machine.calls


def test_changed_requirements_are_installed(machine: Machine) -> None:
    machine.has_python()
    machine.start()
    with (machine.checkout / "requirements" / "run.txt").open("a") as lock:
        lock.write("# changed\n")
    machine.start()
    assert "requirements/run.txt" in machine.calls


def test_root_gets_the_missing_libraries_at_once(machine: Machine) -> None:
    machine.has_python()
    machine.lacks_libraries()
    machine.has("apt-get", "true")
    machine.has("id", "echo 0")
    assert machine.start().returncode == 0
    assert "apt-get install -y --no-install-recommends libegl1" in machine.calls


def test_who_may_not_install_is_given_the_line_that_does(machine: Machine) -> None:
    machine.has_python()
    machine.lacks_libraries()
    machine.has("apt-get", "exit 1")
    machine.has("sudo", "exit 1")
    with_display = machine.start(DISPLAY=":1")
    assert with_display.returncode == 1
    assert "\n    sudo apt-get install -y --no-install-recommends libegl1" in with_display.stderr
    without_display = machine.start()
    assert without_display.returncode == 0, "the terminal needs no library of Qt's"
    assert "apt-get install" not in machine.calls


def test_testing_needs_a_virtual_screen(machine: Machine) -> None:
    machine.has_python()
    machine.has("apt-get", "true")
    machine.has("id", "echo 0")
    (machine.tools / "Xvfb").unlink()
    assert machine.start("dev").returncode == 0
    assert "apt-get install -y --no-install-recommends xvfb" in machine.calls


def test_a_failed_installation_says_that_it_can_be_repeated(machine: Machine) -> None:
    machine.has_python()
    machine.start()
    python = machine.checkout / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\ncase "$*" in *install*) exit 1 ;; esac\n')
    (machine.checkout / ".venv" / ".run-stamp").unlink()
    ended = machine.start()
    assert ended.returncode == 1
    assert "run the same command again" in ended.stderr
    assert not (machine.checkout / ".venv" / ".run-stamp").exists()

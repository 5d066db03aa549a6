"""What must not lie in the repository, and what must agree with what."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.architecture.source import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

# Written so that this file does not find itself.
REGISTRY = re.compile(rb"pyp[i]\.org|pythonhoste[d]|npmj[s]\.|deb\.debia[n]|files\.python[h]")
MACHINE = re.compile(rb"(?<![\w.])/(?:wor[k]|roo[t]|hom[e]|User[s])/[a-z]")


def _tracked() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("no git here to ask")
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("not a checkout")
    paths = [REPOSITORY / name.decode() for name in listing.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    return {str(path.relative_to(REPOSITORY)): path.read_bytes() for path in _tracked()}


@pytest.fixture(scope="module")
def project() -> dict[str, list[str]]:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    return {"run": settings["project"]["dependencies"], "dev": settings["dependency-groups"]["dev"]}


def test_no_file_names_a_package_registry(contents: dict[str, bytes]) -> None:
    assert [name for name, content in contents.items() if REGISTRY.search(content)] == []


def test_no_file_knows_the_machine_it_was_written_on(contents: dict[str, bytes]) -> None:
    assert [name for name, content in contents.items() if MACHINE.search(content)] == []


def test_no_file_is_larger_than_what_a_clone_should_carry(contents: dict[str, bytes]) -> None:
    assert {name: len(content) for name, content in contents.items() if len(content) > 600_000} == {}


def _locked(name: str) -> dict[str, list[str]]:
    lines = (REPOSITORY / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[str]] = {}
    for line in lines:
        if match := re.match(r"([A-Za-z0-9._-]+)==([^ ;]+)", line):
            found.setdefault(_plain(match[1]), []).append(match[2])
    return found


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_a_lock_holds_allowed_versions_of_all_that_is_asked_for(lock: str, project: dict[str, list[str]]) -> None:
    locked = _locked(lock)
    wanted = project["run"] if lock == "run" else [*project["run"], *project["dev"]]
    for requirement in map(Requirement, wanted):
        versions = locked.get(_plain(requirement.name), [])
        assert versions, requirement
        assert all(requirement.specifier.contains(Version(version)) for version in versions), requirement


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_every_locked_package_carries_its_hashes(lock: str) -> None:
    text = (REPOSITORY / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)
    assert [entry.splitlines()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []
    assert "http" not in text


def test_both_locks_agree() -> None:
    run, dev = _locked("run"), _locked("dev")
    assert {name: versions for name, versions in run.items() if dev.get(name) != versions} == {}


def test_pyside_stays_below_the_version_that_loses_references(project: dict[str, list[str]]) -> None:
    (qt,) = (Requirement(line) for line in project["run"] if line.startswith("PySide6"))
    assert qt.name == "PySide6-Essentials"
    assert not qt.specifier.contains(Version("6.12.0"))


def test_continuous_integration_runs_the_readmes_test_command_and_nothing_else() -> None:
    lines = (REPOSITORY / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert lines == ["#!/usr/bin/env bash", "exec make test"]
    assert "make test" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_wheel_carries_every_resource_and_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "advocacy-desk = advocacy_desk.app:main" in archive.read(entry_points).decode()
    tracked = {str(path.relative_to(REPOSITORY)) for path in _tracked()}
    wanted = {name for name in tracked if name.startswith("resources/")}
    assert {name for name in wanted if f"advocacy_desk/{name}" not in names} == set()
    sources = {name.removeprefix("src/") for name in tracked if name.startswith("src/")}
    assert sources - names == set()

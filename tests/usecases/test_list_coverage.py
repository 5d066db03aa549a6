"""Which days the data speaks for: of each account and each import, and nothing that it does not say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from advocacy_desk import cli
from advocacy_desk.domain.coverage import Coverage
from advocacy_desk.store import Workspace
from advocacy_desk.usecases.list_coverage import coverage
from advocacy_desk.usecases.undo_import import undo_import
from tests.builders import a_post, a_table, imported, the_report

if TYPE_CHECKING:
    import pytest


def _posts(path: Path, *days: str, handle: str = "kim-nordlicht", likes: str = "7") -> Path:
    """Write a post a day, numbered by its day."""
    records = (
        a_post(int(day.replace("-", "")), created_at=f"{day}T09:30:00Z", author_handle=handle, likes=likes)
        for day in days
    )
    return a_table(path, *records)


def _spans(lines: tuple[Coverage, ...]) -> list[tuple[str | None, str, date, date, int]]:
    return [(line.handle, line.file, line.first, line.last, line.posts) for line in lines]


def test_an_account_has_a_line_for_each_import_that_speaks_of_it(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, _posts(tmp_path / "q1.csv", "2026-01-05", "2026-03-20"))
    imported(workspace, _posts(tmp_path / "q2.csv", "2026-04-02", "2026-06-30"))
    imported(workspace, _posts(tmp_path / "bo.csv", "2026-02-01", handle="bo.lind"))
    assert _spans(coverage(workspace)) == [
        ("bo.lind", "bo.csv", date(2026, 2, 1), date(2026, 2, 1), 1),
        ("kim-nordlicht", "q1.csv", date(2026, 1, 5), date(2026, 3, 20), 2),
        ("kim-nordlicht", "q2.csv", date(2026, 4, 2), date(2026, 6, 30), 2),
    ]


def test_days_and_the_longest_silence_are_counted_between_first_and_last(workspace: Workspace, tmp_path: Path) -> None:
    report = the_report(workspace, _posts(tmp_path / "a.csv", "2026-01-01", "2026-01-02", "2026-01-12"))
    (line,) = coverage(workspace, report.import_id)
    assert (line.days, line.posts, line.longest_silence) == (3, 3, 9)


def test_an_import_that_brings_newer_figures_speaks_for_those_days_too(workspace: Workspace, tmp_path: Path) -> None:
    days = ("2026-01-01", "2026-01-05")
    imported(workspace, _posts(tmp_path / "old.csv", *days))
    imported(workspace, _posts(tmp_path / "new.csv", *days, likes="9"))
    imported(workspace, _posts(tmp_path / "newest.csv", days[1], likes="12"))
    assert [(line.file, line.posts) for line in coverage(workspace)] == [
        ("old.csv", 2), ("new.csv", 2), ("newest.csv", 1)
    ]  # fmt: skip


def test_the_same_file_again_adds_no_line(workspace: Workspace, tmp_path: Path) -> None:
    path = _posts(tmp_path / "a.csv", "2026-01-01")
    imported(workspace, path)
    before = coverage(workspace)
    imported(workspace, path)
    assert coverage(workspace) == before


def test_what_is_undone_speaks_for_nothing(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, _posts(tmp_path / "old.csv", "2026-01-01"))
    before = coverage(workspace)
    report = the_report(workspace, _posts(tmp_path / "new.csv", "2026-01-01", "2026-01-02", likes="9"))
    undo_import(workspace, report.import_id, by="test")
    assert coverage(workspace) == before


def test_posts_of_unknown_authors_are_a_line_without_a_name(workspace: Workspace, tmp_path: Path) -> None:
    imported(workspace, _posts(tmp_path / "a.csv", "2026-01-01", handle=""))
    (line,) = coverage(workspace)
    assert (line.handle, line.account_id, line.employee, line.network) == (None, None, None, "linkedin")


def test_the_terminal_says_it_in_one_object_and_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "job.desk")
    posts = str(_posts(tmp_path / "a.csv", "2026-01-01", "2026-01-03"))
    for arguments in (["init", "--plain"], ["import", posts]):
        assert cli.run(["-w", place, *arguments]) == 0
    capsys.readouterr()
    assert cli.run(["-w", place, "--json", "imports", "coverage"]) == 0
    (line,) = json.loads(capsys.readouterr().out)["coverage"]
    assert (line["account"], line["first"], line["last"], line["longest_silence"]) == (
        "kim-nordlicht", "2026-01-01", "2026-01-03", 1
    )  # fmt: skip
    assert cli.run(["-w", place, "--lang", "de", "imports", "coverage", "--import", "1"]) == 0
    assert "Längste Stille" in capsys.readouterr().out

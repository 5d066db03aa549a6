"""Metrics, charts and reports from the terminal, with the keys of the terminal contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from advocacy_desk import cli
from advocacy_desk.analysis import all_metrics
from tests.builders import a_post, a_table, imported

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace
    from tests.cli.conftest import Run


@pytest.fixture
def place(workspace: Workspace, tmp_path: Path) -> str:
    """A workspace with twelve posts."""
    records = [a_post(number, created_at=f"2026-03-{number + 1:02}T08:00:00Z") for number in range(12)]
    imported(workspace, a_table(tmp_path / "posts.csv", *records))
    return str(workspace.path)


def test_metrics_print_definition_and_rows_with_null_for_unknown(run: Run) -> None:
    found = run("metrics", "posts", "participation", "--from", "2026-03-01", "--to", "2026-03-31", "--step", "month")
    posts, participation = found["metrics"]
    assert {"key", "version", "definition", "rows"} <= posts.keys()
    assert posts["definition"]["numerator"]
    (row,) = posts["rows"]
    assert (row["period"], row["group"], row["value"], row["suppressed"]) == ("2026-03-01", "all", 12, False)
    assert row["low"] is None
    assert participation["rows"][0]["value"] is None


def test_metrics_are_grouped_and_restricted(run: Run) -> None:
    (posts,) = run("metrics", "posts", "--by", "network", "--network", "linkedin")["metrics"]
    assert {row["group"] for row in posts["rows"]} == {"linkedin"}


def test_all_metrics_are_printed_where_none_is_named(run: Run) -> None:
    printed = [one["key"] for one in run("metrics")["metrics"]]
    assert sorted(printed) == sorted(key for key, metric in all_metrics().items() if "all" in metric.groups)


def test_a_chart_is_written_listed_and_verified(run: Run, tmp_path: Path) -> None:
    drawn = run("chart", "posts", "--out", tmp_path / "p.svg", "--by", "network")
    assert drawn["chart"] == "posts"
    assert [str(path).rsplit(".", 1)[1] for path in drawn["files"]] == ["svg", "csv", "json"]
    assert {chart["key"] for chart in run("chart", "list")["charts"]} >= {"participation", "posts", "reach"}
    assert run("chart", "verify", tmp_path / "p.svg") == {"same": True, "differs": []}


def test_a_chart_that_differs_says_where(run: Run, tmp_path: Path) -> None:
    run("chart", "posts", "--out", tmp_path / "p.csv")
    (tmp_path / "p.csv").write_text("", encoding="utf-8")
    found = run("chart", "verify", tmp_path / "p.csv")
    assert found["same"] is False
    assert found["differs"][0].keys() == {"what", "where", "was", "now"}


def test_a_report_names_its_files(run: Run, tmp_path: Path) -> None:
    files = run("report", "--from", "2026-03-01", "--to", "2026-03-31", "--out", tmp_path / "report")["files"]
    assert str(tmp_path / "report" / "report.html") in files


def test_unknown_keys_are_explained(run: Run, tmp_path: Path) -> None:
    assert run("chart", "pie", "--out", tmp_path / "p.svg", code=1)["error"]["kind"] == "refused"
    assert run("metrics", "fame", code=1)["error"]["kind"] == "refused"
    assert run("chart", "verify", tmp_path / "none.png", code=1)["error"]["kind"] == "file"


def test_people_read_tables(workspace: Workspace, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    imported(workspace, a_table(tmp_path / "posts.csv", a_post()))
    place = ["-w", str(workspace.path), "--lang", "de"]
    assert cli.run([*place, "metrics", "posts"]) == 0
    assert "Beiträge" in capsys.readouterr().out
    assert cli.run([*place, "chart", "posts", "--out", str(tmp_path / "p.png")]) == 0
    assert cli.run([*place, "chart", "verify", str(tmp_path / "p.png")]) == 0
    assert "genau" in capsys.readouterr().out
    assert cli.run([*place, "chart", "list"]) == 0
    assert "Reichweite" in capsys.readouterr().out


def test_managers_get_null_and_suppressed_where_too_few_are_behind_a_figure(run: Run) -> None:
    (posts,) = run("metrics", "posts", "--for", "manager", "--step", "month")["metrics"]
    assert [(row["value"], row["suppressed"]) for row in posts["rows"]] == [(None, True)]


def test_how_many_people_are_enough_is_said_and_set(run: Run) -> None:
    assert run("privacy") == {"smallest_group": 5}
    assert run("privacy", "--smallest-group", 8) == {"smallest_group": 8}
    assert run("privacy", "--smallest-group", 4, code=1)["error"]["kind"] == "refused"

"""The whole job from the terminal, on real exports where they are at hand, with the keys of the terminal contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from advocacy_desk import cli

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.slow
def test_the_job_on_twenty_thousand_real_posts_needs_no_mapping_by_hand(
    run: Run, real_samples: Path, tmp_path: Path
) -> None:
    folder = real_samples / "german_politicians"
    run("people", "import", folder / "directory.csv")
    (posts,) = run("import", folder / "tweets.csv")["imports"]
    assert (posts["records"], posts["new"], posts["problems"], posts["left_out"]) == (20_838, 20_838, 0, {})
    assert (posts["first"][:10], posts["last"][:10]) == ("2020-03-11", "2021-09-25")
    matched = run("match", "--accept", "certain")
    assert (matched["accounts"], matched["certain"], matched["unmatched"]) == (32, 32, 0)
    checked = run("check")
    assert (checked["posts"], checked["evaluated"], checked["not_evaluated"]) == (20_838, 20_838, 0)
    assert run("check")["evaluated"] == 0
    period = ("--from", "2020-03-01", "--to", "2021-09-30")
    picture = run("chart", "participation", "--out", tmp_path / "p.svg", *period, "--step", "month", "--by", "team")
    assert {str(file).rpartition(".")[2] for file in picture["files"]} == {"svg", "json", "csv"}
    assert run("chart", "verify", tmp_path / "p.svg")["same"] is True
    report = run("report", *period, "--out", tmp_path / "report")
    assert any(str(file).endswith(".html") for file in report["files"])
    (again,) = run("import", folder / "tweets.csv")["imports"]
    assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 20_838)


def test_a_linkedin_export_keeps_its_line_breaks(run: Run, real_samples: Path) -> None:
    (shares,) = run("import", real_samples / "linkedin_export")["imports"]
    assert (shares["format"], shares["records"], shares["problems"]) == ("linkedin_shares", 202, 0)
    assert (shares["first"][:7], shares["last"][:7]) == ("2015-11", "2025-07")


def test_an_x_archive_is_read_by_its_manifest(run: Run, real_samples: Path) -> None:
    (archive,) = run("import", real_samples / "x_archive")["imports"]
    assert (archive["format"], archive["records"], archive["problems"]) == ("x_archive", 22, 0)


def test_thirteen_months_of_analytics_bring_impressions(run: Run, real_samples: Path) -> None:
    answer = run("import", real_samples / "x_analytics")
    assert len(answer["imports"]) == 14
    assert answer["not_recognised"] == ["account_overview_analytics.csv"]
    assert sum(one["problems"] for one in answer["imports"]) == 0
    rows = run("metrics", "impressions", "--from", "2017-12-01", "--to", "2018-12-31", "--step", "month")["metrics"][0][
        "rows"
    ]
    assert len(rows) == 13


def test_the_sample_company_goes_through_the_whole_job(run: Run) -> None:
    answer = run("sample", "--size", 600)
    assert sum(one["problems"] for one in answer["imports"]) == 0
    assert sum(one["new"] for one in answer["imports"]) > 600
    assert run("match", "--accept", "certain")["accepted"] > 0
    checked = run("check")
    assert checked["with_findings"] > 0
    cases = run("review", "list")["cases"]
    assert cases
    number = cases[0]["case"]
    decision = run("review", "decide", number, "approve", "--by", "Kim Beispiel", "--note", "passt")
    assert decision
    assert run("audit", "verify")["ok"] is True


def test_a_failure_is_one_object_with_its_kind(run: Run, tmp_path: Path) -> None:
    answer = run("import", tmp_path / "nowhere.csv", code=1)
    assert answer["error"]["kind"] == "file"
    assert "nowhere.csv" in str(answer["error"]["file"]) or "nowhere.csv" in answer["error"]["message"]


def test_wrong_usage_is_exit_two(tmp_path: Path) -> None:
    assert cli.run(["-w", str(tmp_path / "x.desk"), "no-such-command"]) == 2
    assert cli.run(["--json", "imports"]) == 2


def test_private_files_of_an_export_are_named_and_not_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "e").mkdir()
    (tmp_path / "e" / "posts.csv").write_text("Datum;Text\n31.12.2025;Ein schöner Tag\n", encoding="utf-8")
    (tmp_path / "e" / "message_1.json").write_text(
        '{"participants":[{"name":"A"}],"messages":[{"sender_name":"A","timestamp_ms":1,"content":"x"}]}',
        encoding="utf-8",
    )
    answer = run("import", tmp_path / "e")
    assert answer["passed_over"] == ["message_1.json"]

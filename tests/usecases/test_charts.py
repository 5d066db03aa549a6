"""Figures, charts and reports from a workspace that was filled as people fill it."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from advocacy_desk.charts import all_charts
from advocacy_desk.charts._style import chart_style
from advocacy_desk.domain.period import CalendarStep, Period
from advocacy_desk.errors import FileProblem, Refused
from advocacy_desk.i18n import Language
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.usecases._chart_record import question_from, question_json, safe
from advocacy_desk.usecases.build_report import build_report
from advocacy_desk.usecases.draw_chart import draw_chart
from advocacy_desk.usecases.export_chart import export_chart
from advocacy_desk.usecases.measure import Asked, choices, measure, question
from advocacy_desk.usecases.verify_chart import verify_chart
from tests.builders import a_post, a_table, imported

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace
    from advocacy_desk.usecases.draw_chart import Drawn

ENGLISH = Language("en")
PEOPLE = 9


@pytest.fixture
def company(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Nine people in two teams, seven in Sales and two in =IT, who post in March and April; one account is nobody's."""
    records = [
        a_post(
            number,
            author_handle=f"person{number % (PEOPLE + 1)}",
            created_at=f"2026-0{3 + number % 2}-{number % 28 + 1:02}T09:30:00Z",
        )
        for number in range(60)
    ]
    imported(workspace, a_table(tmp_path / "posts.csv", *records))
    with workspace.writing() as connection:
        connection.execute(sql("INSERT INTO team (id, name) VALUES (1, 'Sales'), (2, '=IT')"))
        for number in range(PEOPLE):
            row = {"id": number + 1, "name": f"Person {number}", "team": 1 if number < 7 else 2, "first": 0}
            connection.execute(sql("INSERT INTO employee (id, name) VALUES (:id, :name)"), row)
            connection.execute(
                sql("INSERT INTO membership (employee_id, team_id, valid_from) VALUES (:id, :team, :first)"), row
            )
            connection.execute(
                sql("UPDATE account SET employee_id = :id, state = 'accepted' WHERE handle_key = :handle"),
                {"id": number + 1, "handle": f"person{number}"},
            )
    return workspace


def drawn(workspace: Workspace, key: str = "participation", **asked: object) -> Drawn:
    """Draw a chart of everything."""
    return draw_chart(workspace, key, question(workspace, Asked(**asked)), chart_style(), ENGLISH)  # type: ignore[arg-type] # fields of Asked by name


# --- asking


def test_a_question_without_words_is_about_all_days_with_posts(company: Workspace) -> None:
    asked = question(company, Asked())
    assert asked.period == Period(date(2026, 3, 1), date(2026, 4, 28))
    assert (asked.step, asked.by) == (CalendarStep.WEEK, "all")


def test_a_long_period_is_cut_into_months(company: Workspace) -> None:
    asked = question(company, Asked(first=date(2025, 1, 1)))
    assert asked.step is CalendarStep.MONTH


def test_teams_and_networks_are_asked_for_by_name(company: Workspace) -> None:
    asked = question(company, Asked(teams=("sales",), networks=("LinkedIn",)))
    assert (asked.teams, asked.networks) == ((1,), ("linkedin",))


@pytest.mark.parametrize(
    "asked",
    [
        Asked(first=date(2026, 4, 2), last=date(2026, 4, 1)),
        Asked(teams=("Marketing",)),
        Asked(networks=("myspace",)),
        Asked(by="person"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_reason(company: Workspace, asked: Asked) -> None:
    with pytest.raises(Refused):
        question(company, asked)


def test_an_empty_workspace_can_be_asked_too(workspace: Workspace) -> None:
    assert choices(workspace).extent is None
    measured = measure(workspace, question(workspace, Asked()))
    assert {one.metric.key for one in measured} >= {"participation", "posts", "headcount"}


def test_an_unknown_metric_is_refused_and_the_known_ones_are_named(company: Workspace) -> None:
    with pytest.raises(Refused, match="participation"):
        measure(company, question(company, Asked()), ["fame"])


def test_figures_of_a_small_company_are_what_one_counts(company: Workspace) -> None:
    asked = question(company, Asked(first=date(2026, 3, 1), last=date(2026, 4, 30), step=CalendarStep.MONTH))
    found = {one.metric.key: one.frame for one in measure(company, asked)}
    assert list(found["headcount"]["value"]) == [PEOPLE, PEOPLE]
    # even numbers post in March, odd ones in April; person9 is nobody
    assert list(found["active_advocates"]["value"]) == [5, 4]
    assert list(found["participation"]["value"]) == pytest.approx([5 / 9, 4 / 9])
    assert list(found["posts"]["value"]) == [30, 30]
    assert list(found["impressions"]["value"]) == [3600, 3600]
    assert list(found["measured_reach"]["known"]) == [0, 0]


# --- drawing


@pytest.mark.parametrize("key", list(all_charts()))
def test_every_chart_is_drawn_from_a_workspace(company: Workspace, key: str) -> None:
    assert drawn(company, key).drawing.summary


def test_a_chart_that_compares_teams_is_asked_about_the_whole_period(company: Workspace) -> None:
    one = drawn(company, "teams")
    assert (one.question.by, one.question.whole) == ("team", True)
    assert len(one.measured[0].frame) == 2


def test_an_unknown_chart_or_grouping_is_refused(company: Workspace) -> None:
    with pytest.raises(Refused, match="There is no chart"):
        drawn(company, "pie")
    with pytest.raises(Refused, match="can be grouped"):
        drawn(company, "teams", by="network")


# --- exporting and verifying


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".csv"])
def test_an_exported_chart_carries_its_numbers_and_definitions_and_can_be_verified(
    company: Workspace, tmp_path: Path, suffix: str
) -> None:
    files = export_chart(company, drawn(company, by="team"), tmp_path / f"chart{suffix}", ENGLISH)
    assert {path.suffix for path in files} == {suffix, ".csv", ".json"}
    assert all(path.is_file() for path in files)
    record = json.loads((tmp_path / "chart.json").read_text(encoding="utf-8"))
    assert record["workspace"] == company.identity()
    assert record["metrics"][0]["definition"]["numerator"]
    assert verify_chart(company, tmp_path / f"chart{suffix}") == ()


def test_pictures_of_the_same_chart_share_one_record(company: Workspace, tmp_path: Path) -> None:
    for suffix in (".png", ".svg"):
        export_chart(company, drawn(company), tmp_path / f"chart{suffix}", ENGLISH)
    record = json.loads((tmp_path / "chart.json").read_text(encoding="utf-8"))
    assert set(record["files"]) == {"chart.png", "chart.svg", "chart.csv"}
    assert verify_chart(company, tmp_path / "chart.png") == ()


def test_the_numbers_are_written_for_machines_and_never_as_formulas(company: Workspace, tmp_path: Path) -> None:
    export_chart(company, drawn(company, by="team"), tmp_path / "chart.csv", ENGLISH)
    with (tmp_path / "chart.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["group"] for row in rows if row["metric"] == "participation"} == {"Sales", "'=IT"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["period"]) for row in rows)
    assert all(re.fullmatch(r"(\d+(\.\d+)?(e-\d+)?)?", row["value"]) for row in rows)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe(f"a{cell}") == f"a{cell}"


def test_a_changed_workspace_shows_which_values_differ(company: Workspace, tmp_path: Path) -> None:
    export_chart(company, drawn(company, "posts"), tmp_path / "chart.png", ENGLISH)
    imported(company, a_table(tmp_path / "late.csv", a_post(99, created_at="2026-03-02T10:00:00Z")))
    found = verify_chart(company, tmp_path / "chart.png")
    assert {one.what for one in found} == {"value"}
    changed = next(one for one in found if one.where.startswith("posts 2026-03-02") and one.where.endswith("value"))
    assert int(changed.now) == int(changed.was) + 1


def test_a_changed_file_is_found(company: Workspace, tmp_path: Path) -> None:
    export_chart(company, drawn(company), tmp_path / "chart.png", ENGLISH)
    numbers = tmp_path / "chart.csv"
    numbers.write_text(numbers.read_text(encoding="utf-8").replace("0.", "0.9", 1), encoding="utf-8")
    (tmp_path / "chart.png").unlink()
    found = {(one.what, one.where.split(" ")[0]) for one in verify_chart(company, numbers)}
    assert {("file", "chart.csv"), ("file", "chart.png"), ("value", "participation")} <= found


def test_a_chart_of_another_workspace_or_metric_version_is_told(company: Workspace, tmp_path: Path) -> None:
    export_chart(company, drawn(company), tmp_path / "chart.png", ENGLISH)
    path = tmp_path / "chart.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["workspace"] = "another"
    record["metrics"][0]["version"] = 0
    path.write_text(json.dumps(record), encoding="utf-8")
    assert [one.what for one in verify_chart(company, path)] == ["workspace", "metric"]


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"question": {}, "metrics": [], "files": []}', "no json"])
def test_something_else_than_a_record_is_explained(company: Workspace, tmp_path: Path, content: str) -> None:
    (tmp_path / "chart.json").write_text(content, encoding="utf-8")
    with pytest.raises(FileProblem):
        verify_chart(company, tmp_path / "chart.png")


def test_a_record_that_points_elsewhere_reads_no_file_there(company: Workspace, tmp_path: Path) -> None:
    export_chart(company, drawn(company), tmp_path / "chart.png", ENGLISH)
    path = tmp_path / "chart.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["files"]["../secret"] = "0"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert verify_chart(company, path) == ()


def test_an_unknown_ending_and_a_missing_folder_are_explained(company: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        export_chart(company, drawn(company), tmp_path / "chart.bmp", ENGLISH)
    with pytest.raises(FileProblem):
        export_chart(company, drawn(company), tmp_path / "nowhere" / "chart.png", ENGLISH)


def test_a_question_survives_its_record(company: Workspace) -> None:
    asked = question(company, Asked(by="team", teams=("Sales",), networks=("linkedin",)))
    assert question_from(question_json(asked)) == asked


# --- reporting


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_report_holds_every_form_and_names_nobody(company: Workspace, tmp_path: Path, language: str) -> None:
    asked = question(company, Asked(step=CalendarStep.MONTH))
    files = build_report(company, asked, tmp_path / "report", chart_style(), Language(language), Progress())
    names = {path.name for path in files}
    assert {"report.html", "report.pdf", "numbers.xlsx", "participation.png", "participation.csv"} <= names
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    assert not re.search(r"(src|href)=['\"](?!#)", page)
    sheets = zipfile.ZipFile(tmp_path / "report" / "numbers.xlsx")
    numbers = " ".join(sheets.read(name).decode() for name in sheets.namelist() if name.endswith(".xml"))
    for written in (page, numbers):
        assert "Person 1" not in written
        assert "person1" not in written
    assert "<f>" not in numbers
    assert (tmp_path / "report" / "report.pdf").read_bytes().startswith(b"%PDF")


def test_a_team_under_five_people_is_never_alone_in_a_report(company: Workspace, tmp_path: Path) -> None:
    build_report(company, question(company, Asked()), tmp_path, chart_style(), ENGLISH, Progress())
    for path in (tmp_path / "charts").glob("*.csv"):
        assert "=IT" not in path.read_text(encoding="utf-8"), path.name
    assert "=IT" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_every_chart_of_a_report_can_be_verified(company: Workspace, tmp_path: Path) -> None:
    build_report(company, question(company, Asked()), tmp_path, chart_style(), ENGLISH, Progress())
    for path in (tmp_path / "charts").glob("*.png"):
        assert verify_chart(company, path) == (), path.name


def test_ids_of_inline_drawings_are_unique_to_their_section(company: Workspace, tmp_path: Path) -> None:
    build_report(company, question(company, Asked()), tmp_path, chart_style(), ENGLISH, Progress())
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert all(f'id="{link}"' in page for link in re.findall(r'href="#([^"]+)"', page))


def test_a_report_on_an_empty_workspace_says_that_nothing_is_known(workspace: Workspace, tmp_path: Path) -> None:
    build_report(workspace, question(workspace, Asked()), tmp_path, chart_style(), ENGLISH, Progress())
    assert "nothing is known" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_report_can_be_cancelled(company: Workspace, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        build_report(company, question(company, Asked()), tmp_path, chart_style(), ENGLISH, progress)

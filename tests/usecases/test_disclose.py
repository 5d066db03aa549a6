"""Managers see aggregates of enough people, whichever way they ask, and never a difference that tells about few."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from advocacy_desk.charts._style import chart_style
from advocacy_desk.domain.period import CalendarStep
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Language
from advocacy_desk.progress import Progress
from advocacy_desk.usecases.build_report import build_report
from advocacy_desk.usecases.disclose import TooClose, set_smallest_group, smallest_group
from advocacy_desk.usecases.draw_chart import draw_chart
from advocacy_desk.usecases.export_chart import export_chart
from advocacy_desk.usecases.measure import Asked, measure, question
from advocacy_desk.usecases.verify_chart import verify_chart
from tests.builders import a_post, a_table, imported

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from advocacy_desk.store import Workspace

ENGLISH = Language("en")
JOINED = 20_570  # 27 April 2026
TEAMS = {"Sales": range(12), "Service": range(12, 22), "Press": range(22, 25)}


@pytest.fixture
def company(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Three teams of 12, 10 and 3; every second person posts in March and April; one of Sales joins on 27 April."""
    records = [
        a_post(
            number,
            author_handle=f"person{number % 25}",
            created_at=f"2026-0{3 + number // 50 % 2}-{number % 25 + 1:02}",
        )
        for number in range(0, 150, 2)
        if number % 25 % 2 == 0
    ]
    imported(workspace, a_table(tmp_path / "posts.csv", *records))
    with workspace.writing() as connection:
        for team, (name, people) in enumerate(TEAMS.items(), 1):
            connection.execute(sql("INSERT INTO team (id, name) VALUES (:id, :name)"), {"id": team, "name": name})
            for number in people:
                row = {
                    "id": number + 1,
                    "name": f"Person {number}",
                    "team": team,
                    "first": JOINED if number == 11 else 0,
                }
                connection.execute(sql("INSERT INTO employee (id, name) VALUES (:id, :name)"), row)
                connection.execute(
                    sql("INSERT INTO membership (employee_id, team_id, valid_from) VALUES (:id, :team, :first)"), row
                )
                connection.execute(
                    sql("UPDATE account SET employee_id = :id, state = 'accepted' WHERE handle_key = :handle"),
                    {"id": number + 1, "handle": f"person{number}"},
                )
    return workspace


def figures(workspace: Workspace, key: str = "participation", **asked: object) -> pd.DataFrame:
    """Return what a manager gets for March and April as one, unless something else is asked."""
    usual: dict[str, object] = {"first": date(2026, 3, 1), "last": date(2026, 4, 30), "step": CalendarStep.QUARTER}
    wanted = Asked(**{**usual, **asked}, audience="manager")  # type: ignore[arg-type] # fields of Asked by name
    (found,) = measure(workspace, question(workspace, wanted), [key])
    return found.frame


def test_a_small_team_is_shown_with_the_next_larger_one_only(company: Workspace) -> None:
    found = figures(company, by="team")
    assert "Press" not in set(found["group"])
    assert not found.loc[found["group"] == "Sales", "suppressed"].any()


def test_a_small_team_alone_is_hidden_with_every_figure(company: Workspace) -> None:
    for key in ("participation", "posts", "headcount", "active_advocates", "impressions"):
        found = figures(company, key, teams=("Press",))
        assert found["suppressed"].all(), key
        assert found[["value", "low", "high", "n", "known"]].isna().all(axis=None), key


def test_all_teams_but_a_small_one_are_refused_once_the_total_is_known(company: Workspace) -> None:
    assert figures(company)["value"].notna().all()
    with pytest.raises(TooClose):
        figures(company, teams=("Sales", "Service"))


def test_and_the_total_is_refused_once_all_teams_but_a_small_one_are_known(company: Workspace) -> None:
    assert figures(company, teams=("Sales", "Service"))["value"].notna().all()
    with pytest.raises(TooClose):
        figures(company, key="posts")


def test_a_period_that_is_longer_by_the_day_on_which_one_person_joined_is_refused(company: Workspace) -> None:
    figures(company, last=date(2026, 4, 26))
    with pytest.raises(TooClose):
        figures(company, last=date(2026, 4, 28))


def test_the_same_question_gets_the_same_answer(company: Workspace) -> None:
    first = figures(company, by="team")
    assert figures(company, by="team").equals(first)


def test_whoever_keeps_the_desk_sees_everything_as_before(company: Workspace) -> None:
    figures(company)
    asked = question(company, Asked(teams=("Press",), step=CalendarStep.QUARTER))
    (found,) = measure(company, asked, ["headcount"])
    assert found.frame["value"].max() == 3


def test_the_workspace_says_how_many_people_are_enough_and_never_fewer_than_five(company: Workspace) -> None:
    assert smallest_group(company) == 5
    with pytest.raises(Refused):
        set_smallest_group(company, 4)
    set_smallest_group(company, 30)
    assert smallest_group(company) == 30
    assert figures(company)["suppressed"].all()


def test_a_chart_for_managers_says_what_it_hides_and_can_be_verified(company: Workspace, tmp_path: Path) -> None:
    asked = question(company, Asked(teams=("Press",), audience="manager"))
    drawn = draw_chart(company, "posts", asked, chart_style(), ENGLISH)
    assert any("not shown" in ENGLISH.of(note) for note in drawn.table.notes)
    export_chart(company, drawn, tmp_path / "chart.csv", ENGLISH)
    record = json.loads((tmp_path / "chart.json").read_text(encoding="utf-8"))
    assert (record["question"]["audience"], record["question"]["smallest_group"]) == ("manager", 5)
    assert verify_chart(company, tmp_path / "chart.csv") == ()


def test_a_report_leaves_out_what_would_tell_about_few_and_says_so(company: Workspace, tmp_path: Path) -> None:
    figures(company, "posts", teams=("Sales", "Service"), step=CalendarStep.MONTH)
    asked = question(company, Asked(first=date(2026, 3, 1), last=date(2026, 4, 30), step=CalendarStep.MONTH))
    build_report(company, asked, tmp_path / "report", chart_style(), ENGLISH, Progress())
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert "Participation: left out" in page

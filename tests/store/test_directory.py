"""The directory: dated memberships, teams, accounts, and what a second import changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from advocacy_desk.domain.people import MatchState, PeopleFilter, Person
from advocacy_desk.domain.posts import ImportReport
from advocacy_desk.errors import FileProblem
from advocacy_desk.formats import ReadOptions
from advocacy_desk.progress import Progress
from advocacy_desk.store import Workspace
from advocacy_desk.store.directory import SINCE_EVER
from advocacy_desk.store.people import day_number
from advocacy_desk.usecases import import_people, list_people, match_authors
from tests.builders import a_post, a_table
from tests.review_scene import a_directory, people_imported, posts_imported

ANNA = {"Personalnummer": "0012", "Name": "Anna Groß", "E-Mail": "anna@nordlicht.example", "Abteilung": "Vertrieb",
        "Bereich": "Markt", "LinkedIn": "anna-gross"}  # fmt: skip
BO = {
    "Personalnummer": "0013",
    "Name": "Bo Lind",
    "Abteilung": "Betrieb",
    "Eintritt": "01.04.2025",
    "Vorgesetzter": "0012",
}


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.updated, report.unchanged, report.problems


def stays(workspace: Workspace, number: str) -> list[tuple[str | None, int, int | None]]:
    """Return team, first day and first day after of an employee's memberships, in order."""
    wanted = (
        "SELECT t.name, m.valid_from, m.valid_to FROM membership m JOIN employee e ON e.id = m.employee_id "
        "LEFT JOIN team t ON t.id = m.team_id WHERE e.number = :number ORDER BY m.valid_from"
    )
    with workspace.reading() as connection:
        return [tuple(row) for row in connection.execute(sql(wanted), {"number": number})]


def everybody(workspace: Workspace) -> dict[str, Person]:
    return {person.number: person for person in list_people.people(workspace, PeopleFilter())}


def test_people_come_with_team_account_manager_and_leading_zeros(workspace: Workspace, tmp_path: Path) -> None:
    assert counts(people_imported(workspace, a_directory(tmp_path / "p.csv", ANNA, BO))) == (2, 0, 0, 0)
    anna, bo = everybody(workspace)["0012"], everybody(workspace)["0013"]
    assert (anna.name, anna.email, anna.team) == ("Anna Groß", "anna@nordlicht.example", "Vertrieb")
    (account,) = anna.accounts
    assert (account.network, account.handle, account.state) == ("linkedin", "anna-gross", MatchState.ACCEPTED)
    with workspace.reading() as connection:
        manager = connection.execute(sql("SELECT manager_id FROM employee WHERE id = :id"), {"id": bo.id}).scalar_one()
    assert manager == anna.id


def test_the_same_file_again_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = a_directory(tmp_path / "p.csv", ANNA, BO)
    people_imported(workspace, path)
    before = everybody(workspace)
    assert counts(people_imported(workspace, path)) == (0, 0, 2, 0)
    assert everybody(workspace) == before


def test_a_new_name_and_a_new_account_update_a_person(workspace: Workspace, tmp_path: Path) -> None:
    people_imported(workspace, a_directory(tmp_path / "p.csv", ANNA, BO))
    changed = {**ANNA, "Name": "Anna Klein", "LinkedIn": "anna-klein"}
    assert counts(people_imported(workspace, a_directory(tmp_path / "p.csv", changed, BO))) == (0, 1, 1, 0)
    anna = everybody(workspace)["0012"]
    assert anna.name == "Anna Klein"
    assert {one.handle for one in anna.accounts} == {"anna-gross", "anna-klein"}


def test_without_dates_a_membership_holds_since_ever(workspace: Workspace, tmp_path: Path) -> None:
    people_imported(workspace, a_directory(tmp_path / "p.csv", ANNA, BO))
    assert stays(workspace, "0012") == [("Vertrieb", SINCE_EVER, None)]
    assert stays(workspace, "0013") == [("Betrieb", day_number(date(2025, 4, 1)), None)]


def test_a_last_day_ends_the_membership_the_day_after(workspace: Workspace, tmp_path: Path) -> None:
    people_imported(workspace, a_directory(tmp_path / "p.csv", BO))
    gone = {**BO, "Austritt": "31.12.2025"}
    people_imported(workspace, a_directory(tmp_path / "p.csv", gone))
    assert stays(workspace, "0013") == [("Betrieb", day_number(date(2025, 4, 1)), day_number(date(2026, 1, 1)))]


def test_a_change_of_team_keeps_the_time_in_the_old_one(workspace: Workspace, tmp_path: Path) -> None:
    people_imported(workspace, a_directory(tmp_path / "p.csv", ANNA))
    people_imported(workspace, a_directory(tmp_path / "p.csv", {**ANNA, "Abteilung": "Betrieb"}))
    today = day_number(datetime.now(tz=UTC).date())
    assert stays(workspace, "0012") == [("Vertrieb", SINCE_EVER, today), ("Betrieb", today, None)]
    assert everybody(workspace)["0012"].team == "Betrieb"


def test_who_comes_back_has_two_memberships(workspace: Workspace, tmp_path: Path) -> None:
    people_imported(workspace, a_directory(tmp_path / "p.csv", {**BO, "Austritt": "31.12.2025"}))
    people_imported(workspace, a_directory(tmp_path / "p.csv", {**BO, "Eintritt": "01.03.2026"}))
    first, second = stays(workspace, "0013")
    assert first[2] == day_number(date(2026, 1, 1))
    assert second == ("Betrieb", day_number(date(2026, 3, 1)), None)


def test_teams_lie_below_their_parents_and_never_in_a_ring(workspace: Workspace, tmp_path: Path) -> None:
    people_imported(workspace, a_directory(tmp_path / "p.csv", ANNA))
    people_imported(workspace, a_directory(tmp_path / "p.csv", {**BO, "Abteilung": "Markt", "Bereich": "Vertrieb"}))
    teams = {team.name: team for team in list_people.teams(workspace)}
    assert teams["Vertrieb"].parent_id == teams["Markt"].id
    assert teams["Markt"].parent_id is None
    above = list_people.people(workspace, PeopleFilter(team_id=teams["Markt"].id))
    assert {person.name for person in above} == {"Anna Groß", "Bo Lind"}


def test_a_person_twice_in_a_file_and_a_taken_email_are_problems(workspace: Workspace, tmp_path: Path) -> None:
    thief = {**BO, "E-Mail": "anna@nordlicht.example"}
    report = people_imported(workspace, a_directory(tmp_path / "p.csv", ANNA, ANNA, thief))
    assert counts(report) == (1, 0, 0, 2)
    assert report.records == 3
    assert list(everybody(workspace)) == ["0012"]


def test_an_account_that_posted_before_is_accepted_by_the_directory(workspace: Workspace, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "hello", handle="Anna-Gross")
    assert match_authors.count(workspace).unmatched == 1
    people_imported(workspace, a_directory(tmp_path / "p.csv", ANNA))
    assert match_authors.count(workspace).certain == 1
    assert everybody(workspace)["0012"].posts == 1


def test_what_a_person_decided_about_an_account_stands(workspace: Workspace, tmp_path: Path) -> None:
    posts_imported(workspace, tmp_path, "hello", handle="anna-gross")
    (proposal,) = match_authors.proposals(workspace)
    match_authors.decide_account(workspace, proposal.account.id, MatchState.NOT_EMPLOYEE, by="Kim")
    people_imported(workspace, a_directory(tmp_path / "p.csv", ANNA))
    assert everybody(workspace)["0012"].accounts == ()


def test_a_table_of_posts_is_no_directory(workspace: Workspace, tmp_path: Path) -> None:
    path = a_table(tmp_path / "posts.csv", a_post())
    with pytest.raises(FileProblem, match="directory of people"):
        import_people.import_directory(workspace, [path], ReadOptions(), Progress())


def test_the_real_directory_is_read_whole(workspace: Workspace, real_samples: Path) -> None:
    report = people_imported(workspace, real_samples / "german_politicians" / "directory.csv")
    assert counts(report) == (32, 0, 0, 0)
    assert len(list_people.teams(workspace)) in {6, 7}
    assert all(len(person.accounts) == 1 for person in everybody(workspace).values())

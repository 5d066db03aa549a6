"""People: found, tagged in bulk with who and why, and accounts given to whom they belong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from advocacy_desk.domain.people import MatchState, PeopleFilter, Person, Strength
from advocacy_desk.store import Workspace
from advocacy_desk.ui.desk import Announcement, Desk
from advocacy_desk.ui.pages.people import PeoplePage
from advocacy_desk.ui.widgets.tag_dialog import TagDialog
from advocacy_desk.ui.window import MainWindow
from advocacy_desk.usecases import list_people, match_authors
from tests.ui.scene import fill, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(window: MainWindow, desk: Desk, workspace: Workspace, tmp_path: Path) -> PeoplePage:
    fill(workspace, tmp_path)
    desk.navigate("people")
    found = window.page
    assert isinstance(found, PeoplePage)
    return found


def names(page: PeoplePage) -> list[str]:
    model = page.directory.model
    rows = (model.row(number) for number in range(model.rowCount()))
    return [row.name for row in rows if row is not None]


def people(workspace: Workspace) -> dict[str, Person]:
    return {person.name: person for person in list_people.people(workspace, PeopleFilter())}


def words(page: PeoplePage) -> str:
    return "\n".join(label.text() for label in page.directory.details.findChildren(QLabel))


def test_everybody_is_listed_and_the_tabs_say_how_many(page: PeoplePage) -> None:
    assert names(page) == ["Bo Lind", "Kim Muster"]
    assert page.tabs.tabText(0) == "Directory (2)"
    assert page.tabs.tabText(1) == "Unmatched accounts (2)"


def test_search_and_team_narrow_the_list(page: PeoplePage, workspace: Workspace) -> None:
    page.directory.bar.search.setText("must")
    page.directory.bar.changed.emit()
    assert names(page) == ["Kim Muster"]
    page.directory.bar.reset()
    team = next(team for team in list_people.teams(workspace) if team.name == "Betrieb")
    page.directory._teams.choose(team.id)
    page.directory.bar.changed.emit()
    assert names(page) == ["Bo Lind"]


def test_the_list_is_sorted_by_its_headers(page: PeoplePage) -> None:
    page.directory.table.sort_asked.emit("posts", True)
    assert names(page) == ["Kim Muster", "Bo Lind"]
    page.directory.table.sort_asked.emit("posts", False)
    assert names(page) == ["Bo Lind", "Kim Muster"]


def test_the_side_panel_says_why_an_account_is_theirs(page: PeoplePage) -> None:
    page.directory.table.go_to_row(1)
    assert "@kim-nordlicht" in words(page)
    assert "The directory names this account" in words(page)


def tag_everybody(page: PeoplePage) -> None:
    page.directory.table.selectAll()
    page.directory.tag_chosen()
    (dialog,) = page.directory.findChildren(TagDialog)
    dialog.name.setCurrentText("ambassador")
    dialog.reason.setText("Both asked for it")
    dialog.by.setText("Alex Beispiel")
    dialog.save.click()


def test_a_tag_is_set_on_all_that_are_chosen_and_can_be_undone(
    page: PeoplePage, desk: Desk, workspace: Workspace
) -> None:
    said: list[Announcement] = []
    desk.announced.connect(said.append)
    tag_everybody(page)
    for person in people(workspace).values():
        (tag,) = person.tags
        assert (tag.name, tag.by, tag.reason) == ("ambassador", "Alex Beispiel", "Both asked for it")
    assert desk.settings.reviewer == "Alex Beispiel"
    assert said[-1].undo is not None
    said[-1].undo()
    assert all(person.tags == () for person in people(workspace).values())


def test_a_tag_needs_a_word_and_a_name(page: PeoplePage, qtbot: QtBot) -> None:
    page.directory.table.go_to_row(0)
    page.directory.tag_chosen()
    (dialog,) = page.directory.findChildren(TagDialog)
    dialog.by.setText("Alex")
    assert dialog.save.isEnabled()
    dialog.name.setEditText("  ")
    assert not dialog.save.isEnabled()
    dialog.reject()


def test_people_are_filtered_by_a_tag_and_it_is_taken_away_in_the_panel(
    page: PeoplePage, desk: Desk, workspace: Workspace
) -> None:
    tag_everybody(page)
    desk.navigate("people", tag="ambassador")
    assert len(names(page)) == 2
    kim = people(workspace)["Kim Muster"]
    page.directory.details.untag_asked.emit(kim.id, "ambassador")
    assert names(page) == ["Bo Lind"]
    assert people(workspace)["Kim Muster"].tags == ()


def test_another_screen_can_open_a_person(page: PeoplePage, desk: Desk, workspace: Workspace) -> None:
    desk.navigate("people", employee=people(workspace)["Kim Muster"].id)
    assert "Kim Muster" in words(page)


def test_unmatched_accounts_are_decided_by_keyboard(
    page: PeoplePage, window: MainWindow, desk: Desk, workspace: Workspace, qtbot: QtBot
) -> None:
    desk.navigate("people", tab="accounts")
    accounts = page.accounts
    assert window.focusWidget() is accounts.table, "the keys work without a click"
    window.activateWindow()
    qtbot.waitUntil(accounts.table.hasFocus)
    accounts.match()
    assert [one.match.strength for one in match_authors.proposals(workspace)] == [Strength.LIKELY, Strength.NONE]
    accounts.table.go_to_row(0)
    press(accounts.table, "a")
    assert [one.handle for one in people(workspace)["Bo Lind"].accounts] == ["bo.lind"]
    assert page.tabs.tabText(1) == "Unmatched accounts (1)"
    press(accounts.table, "n")
    assert match_authors.proposals(workspace) == ()
    assert page.tabs.tabText(1) == "Unmatched accounts (0)"


def test_accepting_without_a_person_asks_for_one(page: PeoplePage, desk: Desk, workspace: Workspace) -> None:
    desk.navigate("people", tab="accounts")
    page.accounts.table.go_to_row(1)
    page.accounts.accept()
    assert len(match_authors.proposals(workspace)) == 2
    page.accounts.person.setCurrentIndex(page.accounts.person.findData(people(workspace)["Bo Lind"].id))
    page.accounts.accept()
    assert len(people(workspace)["Bo Lind"].accounts) == 1


def test_a_decision_about_an_account_can_be_undone(page: PeoplePage, desk: Desk, workspace: Workspace) -> None:
    said: list[Announcement] = []
    desk.announced.connect(said.append)
    desk.navigate("people", tab="accounts")
    page.accounts.table.go_to_row(0)
    page.accounts.dismiss()
    assert len(match_authors.proposals(workspace)) == 1
    assert said[-1].undo is not None
    said[-1].undo()
    waiting = match_authors.proposals(workspace)
    assert [one.account.state for one in waiting] == [MatchState.OPEN, MatchState.OPEN]


def test_the_language_changes_while_the_page_is_open(page: PeoplePage, desk: Desk) -> None:
    desk.update_settings(language="de")
    assert page.tabs.tabText(0) == "Verzeichnis (2)"


def test_a_refused_proposal_is_not_made_again(
    page: PeoplePage, window: MainWindow, desk: Desk, workspace: Workspace, qtbot: QtBot
) -> None:
    desk.navigate("people", tab="accounts")
    accounts = page.accounts
    window.activateWindow()
    qtbot.waitUntil(accounts.table.hasFocus)
    accounts.match()
    heard: list[Announcement] = []
    desk.announced.connect(heard.append)
    accounts.table.go_to_row(0)
    press(accounts.table, "x")
    accounts.match()
    assert {one.match.employee_id for one in match_authors.proposals(workspace)} == {None}
    undo = next(one.undo for one in heard if one.undo is not None)
    undo()
    assert {one.employee for one in match_authors.proposals(workspace)} == {"Bo Lind", None}

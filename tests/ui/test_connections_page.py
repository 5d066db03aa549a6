"""Connections: the map by mouse and keyboard, the table, the search, the posts behind a person, and who is left out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from advocacy_desk.domain.consent import Purpose
from advocacy_desk.ui.pages.connections import ConnectionsPage
from advocacy_desk.ui.style.theme import theme_named
from advocacy_desk.ui.widgets.map_marks import marks
from advocacy_desk.usecases import consent, list_people, tag_person
from tests.builders import a_post, a_table, imported
from tests.review_scene import a_directory, people_imported

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.window import MainWindow

TEAMS = ("Vertrieb", "Betrieb", "Betrieb", "Labor", "Labor")
NAMES = ("Kim Muster", "Bo Lind", "Ida Holm", "Eva Still", "Jan Peters")
HANDLES = ("kim.muster", "bo.lind", "ida.holm", "eva.still", "jan.peters")


@pytest.fixture
def page(window: MainWindow, desk: Desk, workspace: Workspace, tmp_path: Path) -> ConnectionsPage:
    """Everybody names Kim, Kim names Bo; the laboratory keeps to itself otherwise."""
    people = [
        {"Personalnummer": str(place), "Name": name, "Abteilung": team, "LinkedIn": handle}
        for place, (name, team, handle) in enumerate(zip(NAMES, TEAMS, HANDLES, strict=True), 1)
    ]
    people_imported(workspace, a_directory(tmp_path / "people.csv", *people))
    consent.set_basis(workspace, Purpose.NETWORK, given=True, source="Works agreement", by="Alex")
    posts = [a_post(day, author_handle=HANDLES[day], text=f"Danke @kim.muster, {day}") for day in (1, 2)]
    posts += [a_post(10, author_handle="kim.muster", text="Gern, @bo.lind")]
    posts += [a_post(11, author_handle="eva.still", text="Mit @jan.peters im Labor")]
    imported(workspace, a_table(tmp_path / "posts.csv", *posts))
    desk.navigate("connections")
    found = window.page
    assert isinstance(found, ConnectionsPage)
    return found


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def chosen(page: ConnectionsPage) -> str | None:
    found, place = page._found, page.map.current
    assert found is not None
    return None if place is None else found.name(found.network.nodes[place])


def place_of(page: ConnectionsPage, name: str) -> int:
    assert page._found is not None
    return next(place for place, node in enumerate(page._found.network.nodes) if page._found.name(node) == name)


def press(page: ConnectionsPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.map, key)


def test_the_whole_is_told_before_anybody_is_chosen(page: ConnectionsPage) -> None:
    assert "All connections" in words(page.panel)
    assert "Labor" in words(page.panel)
    assert page.model.rowCount() == 5
    assert page.panel.posts.isHidden()


def test_a_click_chooses_a_person_and_lists_the_posts(page: ConnectionsPage) -> None:
    where = page.map.view.point(place_of(page, "Kim Muster")).toPoint()
    QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=where)
    assert chosen(page) == "Kim Muster"
    assert "Kim Muster" in words(page.panel)
    assert page.panel.model.rowCount() == 3
    empty = page.map.view.at(1_000, 1_000).toPoint()
    QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=empty)
    assert chosen(page) is None


def test_the_keyboard_walks_from_person_to_person_and_opens_posts(
    page: ConnectionsPage, window: MainWindow, desk: Desk
) -> None:
    page.map.setFocus()
    press(page, Qt.Key.Key_Right)
    assert chosen(page) == "Kim Muster"  # whom most others name
    seen = {chosen(page)}
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down) * 4:
        press(page, key)
        seen.add(chosen(page))
    assert len(seen) >= 3
    press(page, Qt.Key.Key_Escape)
    assert chosen(page) is None
    page.map.choose(place_of(page, "Kim Muster"))
    page.panel.posts.opened.emit(page.panel.model.id_at(0))
    assert window.current == "content"


def test_zooming_keeps_what_is_under_the_mouse_and_zero_shows_everything(page: ConnectionsPage) -> None:
    view = page.map.view
    before, at = view.scale, QPointF(50, 60)
    under = view.at(0, 0) - at
    page.map.zoom(2, at)
    after = view.at(0, 0) - at
    assert (after.x(), after.y()) == pytest.approx((2 * under.x(), 2 * under.y()))
    press(page, Qt.Key.Key_0)
    assert view.scale == pytest.approx(before)
    press(page, Qt.Key.Key_Minus)
    assert view.scale < before


def test_searching_finds_on_the_map_and_in_the_table(page: ConnectionsPage) -> None:
    page.bar.search.setText("holm")
    page.bar.changed.emit()
    assert chosen(page) == "Ida Holm"
    assert page.model.rowCount() == 1
    page.bar.reset()
    assert chosen(page) is None
    assert page.model.rowCount() == 5


def test_the_table_sorts_and_chooses_like_the_map(page: ConnectionsPage) -> None:
    page.tabs.setCurrentIndex(1)
    first = page.model.row(0)
    assert first is not None
    assert first.name == "Kim Muster"
    page.table.sort_asked.emit("name", False)
    assert page.table.go_to_row(0)
    assert chosen(page) == "Bo Lind"


def test_places_stay_when_the_period_and_the_ties_change(
    page: ConnectionsPage, workspace: Workspace, tmp_path: Path
) -> None:
    before = page.map.view.x.tolist(), page.map.view.y.tolist()
    more = a_post(12, author_handle="ida.holm", text="Auch @eva.still war dabei")
    imported(workspace, a_table(tmp_path / "more.csv", more))
    page._period.choose("months-3")
    page.refresh()
    assert (page.map.view.x.tolist(), page.map.view.y.tolist()) == before


def test_whoever_objects_disappears_at_once(page: ConnectionsPage, workspace: Workspace, qtbot: QtBot) -> None:
    kim = list_people.find_employee(workspace, "1")
    page.desk.write(None, lambda _progress: tag_person.tag(workspace, [kim], "objected", by="Alex"))
    assert page.model.rowCount() == 4
    qtbot.waitUntil(lambda: "Everyone else" in words(page.panel))
    assert "Kim Muster" not in words(page.panel)


def test_only_who_agreed_is_drawn(page: ConnectionsPage, workspace: Workspace) -> None:
    everybody = [list_people.find_employee(workspace, str(number)) for number in range(1, 6)]

    def say(employees: list[int], *, given: bool) -> None:
        answer = partial(consent.say, workspace, employees, Purpose.NETWORK, given=given, source="Mail", by="Alex")
        page.desk.write(None, lambda _progress: answer())

    say(everybody[:1], given=False)
    assert page.model.rowCount() == 4
    consent.set_basis(workspace, Purpose.NETWORK, given=False, source="Agreement ended", by="Alex")
    say(everybody[2:3], given=True)
    assert not page.body.isVisible()
    say(everybody, given=True)
    assert page.body.isVisible()


def test_no_two_teams_look_alike_until_there_are_thirty(desk: Desk) -> None:
    for theme in (theme_named("light"), theme_named("dark")):
        found = marks(range(1, 31), theme)
        assert len({(mark.colour, mark.shape) for mark in found.values()}) >= 30
        assert found[1].colour != found[2].colour
        assert found[1].shape != found[2].shape

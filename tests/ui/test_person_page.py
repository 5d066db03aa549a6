"""The page of a person: opened from the list, everything in its place, answers written down where one sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from advocacy_desk.domain.consent import Purpose
from advocacy_desk.domain.standing_out import Trait
from advocacy_desk.ui.pages.activation import ActivationPage
from advocacy_desk.ui.pages.people import PeoplePage
from advocacy_desk.ui.widgets.ask_dialog import AskDialog
from advocacy_desk.usecases import activate_person, consent, list_people, show_person
from tests.ui.scene import fill

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.window import MainWindow


@pytest.fixture
def page(window: MainWindow, workspace: Workspace, tmp_path: Path) -> PeoplePage:
    """The page of Kim, opened from the list."""
    fill(workspace, tmp_path)
    window.desk.update_settings(reviewer="Alex")
    window.desk.navigate("people")
    found = window.page
    assert isinstance(found, PeoplePage)
    kim = list_people.find_employee(workspace, "7")
    found.directory.table.opened.emit(kim)
    return found


def words(page: PeoplePage) -> str:
    return "\n".join(label.text() for label in page.person.findChildren(QLabel))


def dialog(page: PeoplePage) -> AskDialog:
    return page.person.findChildren(AskDialog)[-1]


def answer(page: PeoplePage, **values: str) -> None:
    asked = dialog(page)
    for key, value in values.items():
        field = asked.inputs[key]
        assert isinstance(field, QLineEdit)
        field.setText(value)
    asked.save.click()


def test_the_page_opens_from_the_list_and_leads_back(page: PeoplePage) -> None:
    assert page.views.currentWidget() is page.person
    assert "Kim Muster" in words(page)
    assert "Works agreement" in words(page)
    assert "Not enough data" in words(page)
    back = next(one for one in page.person.findChildren(QPushButton) if one.text() == "Back to the list")
    back.click()
    assert page.views.currentWidget() is page.tabs


def test_a_refusal_needs_what_it_rests_on_and_shows_at_once(page: PeoplePage, workspace: Workspace) -> None:
    kim = list_people.find_employee(workspace, "7")
    page.person.asks.consent(Purpose.NETWORK, given=False)
    assert not dialog(page).save.isEnabled()
    answer(page, source="Her mail")
    assert kim not in consent.allowed(workspace, Purpose.NETWORK)
    assert "Her mail" in words(page)


def test_a_rating_and_an_authority_are_written_down_with_their_reason(page: PeoplePage, workspace: Workspace) -> None:
    page.person.asks.rate(Trait.EXPERTISE)
    answer(page, reason="Explains well")
    page.person.asks.authority()
    answer(page, title="A fair", evidence="Programme, page 3")
    found = show_person.show_person(workspace, list_people.find_employee(workspace, "7"))
    assert [(one.rating, one.reason, one.by) for one in found.ratings] == [(3, "Explains well", "Alex")]
    assert [one.evidence for one in found.authorities] == ["Programme, page 3"]
    assert "Explains well" in words(page)


def test_an_activation_is_made_here_and_listed_on_its_screen(
    page: PeoplePage, window: MainWindow, workspace: Workspace
) -> None:
    page.person.asks.activate()
    answer(page)
    (made,) = activate_person.activations(workspace)
    page.person.asks.settle(made)
    answer(page, outcome="Three newcomers")
    window.desk.navigate("activation")
    screen = window.page
    assert isinstance(screen, ActivationPage)
    item = screen.table.item(0, 4)
    assert item is not None
    assert item.text() == "Three newcomers"
    screen.table.cellDoubleClicked.emit(0, 0)
    assert window.page is page
    assert page.person.employee == made.employee_id

"""Suggestions in the window: reasons, evidence, accepting by keyboard, undoing, and the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from advocacy_desk.domain.consent import Purpose
from advocacy_desk.domain.people import PeopleFilter
from advocacy_desk.ui.desk import Announcement
from advocacy_desk.ui.pages.suggestions import SuggestionsPage
from advocacy_desk.ui.widgets.weights_dialog import WeightsDialog
from advocacy_desk.usecases import consent, list_people
from advocacy_desk.usecases.score_settings import score_settings_of
from tests.builders import a_post, a_table, imported
from tests.review_scene import a_directory, people_imported
from tests.ui.scene import press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.window import MainWindow

NAMES = ("Kim Muster", "Bo Lind", "Ida Holm", "Eva Still")
HANDLES = ("kim.muster", "bo.lind", "ida.holm", "eva.still")


@pytest.fixture
def page(window: MainWindow, desk: Desk, workspace: Workspace, tmp_path: Path) -> SuggestionsPage:
    """Everybody names Kim, who welcomes Bo and writes little; all are heard alike."""
    people = [
        {
            "Personalnummer": str(place),
            "Name": name,
            "Abteilung": "Werk",
            "LinkedIn": handle,
            "Eintritt": "2026-02-20" if place == 2 else "",
        }
        for place, (name, handle) in enumerate(zip(NAMES, HANDLES, strict=True), 1)
    ]
    people_imported(workspace, a_directory(tmp_path / "people.csv", *people))
    consent.set_basis(workspace, Purpose.TAG, given=True, source="Works agreement", by="Alex")
    posts = [a_post(29, author_handle="kim.muster", text="@bo.lind so geht das")]
    posts += [a_post(day, author_handle="kim.muster", text=f"Bei Nordlicht, Tag {day}") for day in (1, 8, 15, 22)]
    posts += [
        a_post(300 * place + day, author_handle=handle, text=f"Danke @kim.muster! {day}",
               created_at=f"2026-03-{day:02}T08:00:00Z")
        for place, handle in enumerate(HANDLES[1:], 1) for day in range(1, 28, 3)
    ]  # fmt: skip
    imported(workspace, a_table(tmp_path / "posts.csv", *posts))
    desk.navigate("suggestions")
    found = window.page
    assert isinstance(found, SuggestionsPage)
    return found


def rows(page: SuggestionsPage) -> list[tuple[str, str]]:
    found = (page.model.row(number) for number in range(page.model.rowCount()))
    return [(row.name, row.suggestion.kind.value) for row in found if row is not None]


def words(page: SuggestionsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def tags(workspace: Workspace, name: str) -> dict[str, str]:
    (person,) = list_people.people(workspace, PeopleFilter(words=name))
    return {tag.name: tag.reason for tag in person.tags}


def test_the_first_suggestion_shows_its_reasons_and_posts(page: SuggestionsPage) -> None:
    assert ("Kim Muster", "hidden") in rows(page)
    assert "named by 3 people" in words(page)
    assert page.panel.model.rowCount() > 3


def test_a_accepts_with_the_evidence_and_undo_takes_it_back(
    page: SuggestionsPage, window: MainWindow, workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    window.activateWindow()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    heard: list[Announcement] = []
    desk.announced.connect(heard.append)
    page.bar.search.setText("kim")
    page.bar.changed.emit()
    assert page.table.current_id() is not None
    press(page.table, "a")
    assert "posts" in tags(workspace, "Kim Muster")["candidate"]
    assert "Kim Muster" not in {name for name, _ in rows(page)}
    assert heard[-1].undo is not None
    heard[-1].undo()
    assert tags(workspace, "Kim Muster") == {}
    assert "Kim Muster" in {name for name, _ in rows(page)}


def test_kinds_and_words_narrow_the_list(page: SuggestionsPage) -> None:
    page._kind.choose("hidden")
    page.bar.changed.emit()
    assert {kind for _, kind in rows(page)} == {"hidden"}
    page.bar.reset()
    page.bar.search.setText("nobody")
    page.bar.changed.emit()
    assert rows(page) == []
    assert page.panel.isHidden()


def test_weights_and_the_companys_names_are_asked_for_and_undone(
    page: SuggestionsPage, workspace: Workspace, desk: Desk
) -> None:
    heard: list[Announcement] = []
    desk.announced.connect(heard.append)
    page.ask_weights()
    (dialog,) = page.findChildren(WeightsDialog)
    dialog.weights["helpfulness"].setValue(35)
    dialog.employer.setText("Nordlicht, Nordlicht Werke")
    dialog.accept()
    found = score_settings_of(workspace)
    assert (found.weights["helpfulness"], found.employer) == (35, ("Nordlicht", "Nordlicht Werke"))
    assert "write about us unprompted" in words(page)
    assert heard[-1].undo is not None
    heard[-1].undo()
    assert score_settings_of(workspace).employer == ()

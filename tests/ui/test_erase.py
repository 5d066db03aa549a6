"""Erasing a person from the window: only after the name was typed, and gone from every list at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from advocacy_desk.domain.people import PeopleFilter
from advocacy_desk.ui.pages.people import PeoplePage
from advocacy_desk.ui.widgets.erase_dialog import EraseDialog
from advocacy_desk.usecases import list_people
from tests.ui.scene import fill

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.ui.window import MainWindow


def test_a_person_is_erased_once_the_name_was_typed(window: MainWindow, tmp_path: Path) -> None:
    workspace = window.desk.workspace
    fill(workspace, tmp_path)
    window.desk.navigate("people")
    assert isinstance(window.page, PeoplePage)
    directory = window.page.directory
    directory.refresh()
    directory.go_to(employee=list_people.find_employee(workspace, "7"))
    directory.details.erase.click()
    [dialog] = window.findChildren(EraseDialog)
    for typed, allowed in (("", False), ("Kim", False), ("kim muster", True)):
        dialog.field.clear()
        QTest.keyClicks(dialog.field, typed)
        assert dialog.go_on.isEnabled() == allowed
    QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton)
    assert [one.name for one in list_people.people(workspace, PeopleFilter())] == ["Bo Lind"]
    assert directory.model.rowCount() == 1

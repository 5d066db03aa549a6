"""A small window, the largest text, the longer language: nothing that is said is cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton

from advocacy_desk.ui.screens import all_screens
from advocacy_desk.ui.widgets.id_table import IdTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.widgets.page import Page
    from advocacy_desk.ui.window import MainWindow


@pytest.mark.parametrize("key", [screen.key for screen in all_screens()])
def test_nothing_is_cut_off_in_german_at_one_and_a_half_times_the_size(
    window: MainWindow, sample_workspace: Workspace, qtbot: QtBot, key: str
) -> None:
    window.desk.use_workspace(sample_workspace)
    window.desk.update_settings(language="de", text_size=150)
    window.go(key)
    page = window.page
    assert page is not None
    for table in page.findChildren(IdTable):
        if table.isVisible():
            table.go_to_row(0)

    def fits() -> None:
        assert _cut(page) == []

    qtbot.waitUntil(fits)  # layouts settle in a few turns of the event loop


@pytest.mark.parametrize("size", [100, 150])
@pytest.mark.parametrize("key", [screen.key for screen in all_screens()])
def test_nothing_is_cut_off_where_there_is_nothing_yet(window: MainWindow, qtbot: QtBot, key: str, size: int) -> None:
    window.desk.update_settings(language="de", text_size=size)
    window.go(key)
    page = window.page
    assert page is not None

    def fits() -> None:
        assert _cut(page) == []

    qtbot.waitUntil(fits)


def _cut(page: Page) -> list[str]:
    """Return the words of visible buttons, labels and headings that have less room than they need."""
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    labels = [one for one in page.findChildren(QLabel) if one.isVisible() and one.wordWrap()]
    cut = [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()]
    cut += [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]
    for table in page.findChildren(IdTable):
        header = table.horizontalHeader()
        for number, column in enumerate(table.ids_model.columns):
            fixed = header.sectionResizeMode(number) is QHeaderView.ResizeMode.Interactive
            shown = table.isVisible() and not header.isHidden() and not header.isSectionHidden(number)
            if fixed and shown and header.sectionSize(number) < header.sectionSizeHint(number):
                cut.append(column.key)
    return cut

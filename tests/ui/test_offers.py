"""The watched folder on the imports screen: offered, looked at, declined."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QPushButton

from advocacy_desk.ui.folder_watch import FolderWatch
from advocacy_desk.ui.pages.imports import ImportsPage
from advocacy_desk.ui.widgets.import_dialog import ImportDialog
from advocacy_desk.usecases import list_imports
from tests.builders import a_post, a_table

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from advocacy_desk.ui.window import MainWindow


def _inbox(tmp_path: Path, *names: str) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number, name in enumerate(names):
        os.utime(a_table(folder / name, a_post(number)), (1_790_000_000, 1_790_000_000))
    return folder


def _watching(window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch) -> ImportsPage:
    window.desk.navigate("imports")
    assert isinstance(window.page, ImportsPage)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    window.page.offers.choose.click()
    return window.page


def _button(page: ImportsPage, name: str) -> QPushButton:
    found = [one for one in page.offers.findChildren(QPushButton) if one.accessibleName() == name]
    return found[-1]  # those of the list before wait for the event loop to go


def test_new_files_are_offered_and_not_imported(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _watching(window, _inbox(tmp_path, "a.csv", "b.csv"), monkeypatch)
    assert page.offers.about.text().startswith("2 new files in")
    assert list_imports.imports(window.desk.workspace) == ()
    _button(page, "Do not offer a.csv again").click()
    assert page.offers.about.text().startswith("1 new file in")


def test_an_offer_leads_to_the_preview_and_is_gone_when_it_was_imported(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _watching(window, _inbox(tmp_path, "a.csv"), monkeypatch)
    _button(page, "Look at a.csv").click()
    [dialog] = window.findChildren(ImportDialog)
    dialog._confirm()
    assert len(list_imports.imports(window.desk.workspace)) == 1
    assert page.offers.about.text().startswith("Nothing new in")


def test_watching_can_be_stopped(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = _watching(window, _inbox(tmp_path, "a.csv"), monkeypatch)
    page.offers.stop.click()
    assert window.desk.settings.watched_folder == ""
    assert not page.offers.stop.isVisibleTo(page)
    assert "never imported by itself" in page.offers.about.text()


def test_a_file_that_appears_is_noticed(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    watch = FolderWatch(window)
    folder = _inbox(tmp_path)
    watch.watch(folder)
    with qtbot.waitSignal(watch.stirred, timeout=20_000):
        a_table(folder / "new.csv", a_post(1))
    watch.watch(None)

"""The window looks after its workspace: a backup a day and on request, going back to one, warnings of bad places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QPushButton
from sqlalchemy import text as sql

from advocacy_desk.store import Workspace
from advocacy_desk.ui.pages.settings import SettingsPage
from advocacy_desk.ui.widgets.backups_card import BackupsCard
from advocacy_desk.usecases.keep_backups import kept

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from advocacy_desk.ui.window import MainWindow


def _card(window: MainWindow) -> BackupsCard:
    window.desk.navigate("settings")
    assert isinstance(window.page, SettingsPage)
    return window.page.backups


def _teams(workspace: Workspace) -> int:
    with workspace.reading() as connection:
        return int(connection.execute(sql("SELECT count(*) FROM team")).scalar_one())


def _buttons(window: MainWindow, words: str) -> list[QPushButton]:
    return [one for one in window.findChildren(QPushButton) if one.text() == words and one.isVisible()]


def test_a_backup_is_made_and_gone_back_to_after_a_look_inside(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.desk.workspace
    _card(window).make.click()
    [made] = kept(workspace.path)
    with workspace.writing() as connection:
        connection.execute(sql("INSERT INTO team (name) VALUES ('Hafen')"))
    qtbot.waitUntil(lambda: bool(_buttons(window, "Go back to it …")))
    _buttons(window, "Go back to it …")[0].click()
    [box] = [one for one in window.findChildren(QMessageBox) if one.isVisible()]
    assert "holds 0 posts" in box.text()
    next(one for one in box.buttons() if one.text() == "Go back to it").click()
    assert window.desk.workspace is not workspace
    assert (window.desk.workspace.path, _teams(window.desk.workspace)) == (workspace.path, 0)
    [before] = [path for path in workspace.path.parent.iterdir() if "-before-restore-" in path.name]
    assert before.suffix == made.file.suffix


def test_the_day_s_backup_is_made_once_and_not_where_nobody_wants_it(window: MainWindow) -> None:
    desk, care = window.desk, window.workspaces.care
    desk.update_settings(backups="never")
    care.back_up_if_due(desk.workspace)
    assert kept(desk.workspace.path) == ()
    desk.update_settings(backups="daily")
    for _time in range(2):
        care.back_up_if_due(desk.workspace)
    assert len(kept(desk.workspace.path)) == 1


def test_a_workspace_that_was_left_by_then_is_not_backed_up(window: MainWindow, tmp_path: Path) -> None:
    other = Workspace.create(tmp_path / "other.desk")
    window.workspaces.care.back_up_if_due(other)
    assert kept(other.path) == ()
    other.close()


def test_a_bad_place_is_told_once(window: MainWindow, tmp_path: Path) -> None:
    place = tmp_path / "Dropbox"
    place.mkdir()
    Workspace.create(place / "team.desk").close()
    for told in (True, False):
        window.workspaces.open_path(place / "team.desk")
        boxes = [one for one in window.findChildren(QMessageBox) if one.isVisible()]
        assert ["Dropbox" in one.text() for one in boxes] == [True] * told
        for one in boxes:
            one.accept()

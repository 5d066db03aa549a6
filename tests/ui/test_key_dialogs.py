"""Making, unlocking and encrypting workspaces in the window, by keyring and by passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from advocacy_desk.store import Workspace, keyrings, keys
from advocacy_desk.ui.pages.start import StartPage
from advocacy_desk.ui.widgets.key_dialogs import PassphraseDialog, RecoveryDialog, UnlockDialog
from advocacy_desk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from advocacy_desk.ui.desk import Desk

Dialog = TypeVar("Dialog", bound=QDialog)
WORDS = "drei nasse Moewen im Hafen"


@pytest.fixture
def bare_window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on the start page."""
    made = MainWindow(desk)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def _the(window: MainWindow, kind: type[Dialog]) -> Dialog:
    [dialog] = [known for known in window.findChildren(QDialog) if isinstance(known, kind) and known.isVisible()]
    return dialog


def _choose(window: MainWindow, words: str = WORDS) -> None:
    """Type a new passphrase twice and press Enter."""
    dialog = _the(window, PassphraseDialog)
    QTest.keyClicks(dialog.first, words)
    QTest.keyClicks(dialog.second, words)
    QTest.keyClick(dialog.second, Qt.Key.Key_Return)


def _keep_phrase(window: MainWindow) -> str:
    """Read the recovery phrase, say that it is kept, and close the dialog."""
    dialog = _the(window, RecoveryDialog)
    phrase = " ".join(line.split()[1] for line in dialog.page().splitlines()[2:])
    shown = {label.text().split()[-1] for label in dialog.findChildren(QLabel) if label.text()[:2].strip().isdigit()}
    assert shown == set(phrase.split())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.kept.click()
    dialog.done_button.click()
    assert not dialog.isVisible()
    return phrase


def test_without_a_keyring_a_new_workspace_asks_for_a_passphrase(bare_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "Nord.desk"
    bare_window.workspaces.create_at(path)
    _choose(bare_window)
    phrase = _keep_phrase(bare_window)
    assert (bare_window.current, bare_window.desk.workspace.path) == ("home", path)
    salt = keys.salt_of(path)
    assert salt is not None
    assert keys.from_secret(phrase, salt) == bare_window.desk.workspace.key == keys.from_passphrase(WORDS, salt)


def test_a_passphrase_is_taken_once_it_is_long_and_typed_twice_the_same(
    bare_window: MainWindow, tmp_path: Path
) -> None:
    bare_window.workspaces.create_at(tmp_path / "Nord.desk")
    dialog = _the(bare_window, PassphraseDialog)
    for first, second, taken in (("short", "short", False), (WORDS, WORDS[:-1], False), (WORDS, WORDS, True)):
        dialog.first.setText(first)
        dialog.second.setText(second)
        assert dialog.save.isEnabled() == taken
    dialog.reject()
    assert not (tmp_path / "Nord.desk").exists()
    start = bare_window.findChild(StartPage)
    assert start is not None
    assert start.isVisible()


@pytest.mark.usefixtures("secret_service")
def test_with_a_keyring_nobody_is_asked(bare_window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "Nord.desk"
    bare_window.workspaces.create_at(path)
    _keep_phrase(bare_window)
    bare_window.desk.use_workspace(None)
    bare_window.workspaces.open_path(path)
    assert bare_window.desk.workspace.path == path


@pytest.mark.usefixtures("secret_service")
def test_a_workspace_from_elsewhere_is_unlocked_and_remembered_where_that_is_wanted(
    bare_window: MainWindow, tmp_path: Path
) -> None:
    path, salt = tmp_path / "Nord.desk", bytes(range(16))
    Workspace.create(path, keys.from_passphrase(WORDS, salt)).close()
    bare_window.workspaces.open_path(path)
    for typed in ("something else entirely", WORDS):
        dialog = _the(bare_window, UnlockDialog)
        assert keyrings.find(salt) is None
        QTest.keyClicks(dialog.field, typed)
        dialog.remember.setChecked(True)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert bare_window.desk.workspace.path == path
    assert keyrings.find(salt) == bare_window.desk.workspace.key


def test_the_open_workspace_is_encrypted_from_the_menu(window: MainWindow) -> None:
    desk = window.desk
    identity, path = desk.workspace.identity(), desk.workspace.path
    window.menus._encrypt.trigger()
    go_on = next(button for button in window.findChildren(QPushButton) if button.text() == "Encrypt")
    go_on.click()
    _choose(window)
    _keep_phrase(window)
    assert (desk.workspace.identity(), desk.workspace.path) == (identity, path)
    assert keys.salt_of(path) is not None
    assert not window.menus._encrypt.isEnabled()

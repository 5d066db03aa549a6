"""The life of a rule in the window: another state with who and why, its history, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from advocacy_desk.policy import Status
from advocacy_desk.ui.pages.rules import RulesPage
from advocacy_desk.ui.widgets.rule_state_dialog import RuleStateDialog
from advocacy_desk.ui.widgets.toast import Toast
from advocacy_desk.usecases import activate_rule, list_rules
from tests.ui.scene import fill

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from advocacy_desk.ui.window import MainWindow

RULE = "claims.promised-return"


@pytest.fixture
def page(window: MainWindow, tmp_path: Path) -> RulesPage:
    fill(window.desk.workspace, tmp_path)
    window.desk.navigate("rules", rule=RULE)
    assert isinstance(window.page, RulesPage)
    return window.page


def _asked(page: RulesPage) -> RuleStateDialog:
    page.life.ask()
    [dialog] = [one for one in page.findChildren(RuleStateDialog) if one.isVisible()]
    return dialog


def _status(page: RulesPage) -> Status:
    return list_rules.policy(page.desk.workspace).by_id[RULE].status


def _words(page: RulesPage) -> str:
    return "\n".join(one.text() for one in page.life.findChildren(QLabel))


def test_a_rule_without_a_history_says_that_it_is_as_shipped(page: RulesPage) -> None:
    assert "as the pack says" in _words(page)


def test_another_state_needs_a_reason_and_a_name_and_is_kept_with_both(page: RulesPage, qtbot: QtBot) -> None:
    dialog = _asked(page)
    assert [one.text() for one in dialog.choices.buttons() if one.isChecked()] == ["Active"]
    dialog.choose(Status.SHADOW)
    assert not dialog.save.isEnabled()
    QTest.keyClicks(dialog.note, "Too many false alarms")
    assert not dialog.save.isEnabled()
    QTest.keyClicks(dialog.by, "Alex")
    QTest.keyClick(dialog.by, Qt.Key.Key_Return)
    assert _status(page) is Status.SHADOW
    qtbot.waitUntil(lambda: "Too many false alarms" in _words(page))
    assert "Shadow, version 1, by Alex" in _words(page)
    assert page.desk.settings.reviewer == "Alex"


def test_a_change_is_taken_back_by_a_step_of_its_own(page: RulesPage, window: MainWindow) -> None:
    dialog = _asked(page)
    dialog.choose(Status.RETIRED)
    dialog.given.emit(Status.RETIRED, "Not needed here", "Alex")
    dialog.reject()
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast._undo is not None
    toast._undo.click()
    assert _status(page) is Status.ACTIVE
    steps = activate_rule.history(page.desk.workspace, RULE)
    assert [(one.status, one.note) for one in steps] == [
        ("retired", "Not needed here"),
        ("active", "Taken back: Not needed here"),
    ]


def test_the_key_opens_the_question_for_the_rule_that_is_shown(page: RulesPage) -> None:
    page._go_to_life()
    [dialog] = [one for one in page.findChildren(RuleStateDialog) if one.isVisible()]
    assert page.tabs.currentWidget() is page.life
    dialog.reject()

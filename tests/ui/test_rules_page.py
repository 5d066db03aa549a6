"""The rules, read: what each is about, its examples with their outcome, and texts tried as one types."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from advocacy_desk.store import Workspace
from advocacy_desk.ui.desk import Desk
from advocacy_desk.ui.jobs import Jobs
from advocacy_desk.ui.pages.rules import RulesPage
from advocacy_desk.ui.widgets.try_out import TryOut
from advocacy_desk.ui.window import MainWindow
from advocacy_desk.usecases import list_rules
from tests.ui.scene import PROMISE, fill

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(window: MainWindow, desk: Desk, workspace: Workspace, tmp_path: Path) -> RulesPage:
    fill(workspace, tmp_path)
    desk.navigate("rules", rule="claims.promised-return")
    found = window.page
    assert isinstance(found, RulesPage)
    return found


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_every_rule_of_the_policy_is_listed(page: RulesPage) -> None:
    assert page.model.rowCount() == len(list_rules.policy().rules)


def test_a_rule_says_what_why_what_helps_and_how_often_it_was_found(page: RulesPage, desk: Desk) -> None:
    rule = list_rules.policy().by_id["claims.promised-return"]
    said = words(page.details)
    for part in (rule.title, rule.why, rule.suggestion):
        assert desk.of(part) in said
    assert "{" not in said
    assert "\n3\n" in said


def test_the_examples_show_that_the_rule_does_as_it_says(page: RulesPage) -> None:
    rule = list_rules.policy().by_id["claims.promised-return"]
    said = words(page.examples)
    assert all(example.subject.text in said for example in rule.examples)
    assert page._proofs[rule.id].failures == ()


def test_search_narrows_the_rules(page: RulesPage) -> None:
    page.bar.search.setText("promised-return")
    page.bar.changed.emit()
    assert page.model.rowCount() == 1
    page.bar.search.setText("nothing is called this")
    page.bar.changed.emit()
    assert page.model.rowCount() == 0


def test_a_tried_text_is_marked_and_explained(page: RulesPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.try_out)
    page.try_out.field.setPlainText(PROMISE)
    page.try_out.look()
    marked = [mark.cursor.selectedText() for mark in page.try_out.field.extraSelections()]
    assert "garantiert" in marked
    qtbot.waitUntil(lambda: "Promised return" in words(page.try_out))
    page.try_out.field.setPlainText("Ein schöner Tag.")
    page.try_out.look()
    assert page.try_out.field.extraSelections() == []
    assert "No rule finds anything" in words(page.try_out)


def test_findings_follow_the_typing_within_a_tenth_of_a_second(settings_path: Path, qtbot: QtBot) -> None:
    desk = Desk(settings_path, jobs=Jobs())
    box = TryOut(desk)
    qtbot.addWidget(box)
    box.show()
    under = list_rules.policy()
    under.engine()
    box.use_policy(under)
    waits = []
    for number in range(5):
        started = time.perf_counter()
        box.field.setPlainText(f"{PROMISE} {number}")
        qtbot.waitUntil(lambda: bool(box.field.extraSelections()), timeout=2_000)
        waits.append(time.perf_counter() - started)
        box.field.setPlainText("")
        qtbot.waitUntil(lambda: not box.field.extraSelections(), timeout=2_000)
    desk.jobs.close()
    assert min(waits) < 0.1  # the best of five: a loaded machine may be slow once

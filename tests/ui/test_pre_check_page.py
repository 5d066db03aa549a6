"""A draft is looked at while one types: by keyboard and mouse, one post or several, and nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from advocacy_desk.store import Workspace
from advocacy_desk.ui.desk import Desk
from advocacy_desk.ui.pages.pre_check import PreCheckPage
from advocacy_desk.ui.window import MainWindow
from advocacy_desk.usecases import list_rules
from tests.ui.scene import PROMISE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(window: MainWindow, desk: Desk) -> PreCheckPage:
    desk.navigate("pre_check")
    found = window.page
    assert isinstance(found, PreCheckPage)
    return found


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def typed(page: PreCheckPage, draft: str) -> None:
    page.field.setPlainText(draft)
    page.look()


def test_an_empty_draft_says_what_will_happen(page: PreCheckPage) -> None:
    assert "Nothing to look at yet" in words(page.findings)
    assert "Findings appear here while you type" in words(page.findings)


def test_findings_follow_the_typing(page: PreCheckPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.field, "Sichere Rendite, garantiert!")
    qtbot.waitUntil(lambda: "Promised return" in words(page.findings))
    assert "garantiert" in [mark.cursor.selectedText() for mark in page.field.extraSelections()]
    assert "Better wording" in words(page.findings)


def test_the_posts_of_a_campaign_are_told_apart(page: PreCheckPage, qtbot: QtBot) -> None:
    typed(page, f"Ein schöner Tag.\n---\n{PROMISE}\n---\n{PROMISE}")
    qtbot.waitUntil(lambda: "Post 3" in words(page.findings))
    said = words(page.findings)
    assert "3 posts looked at" in said
    assert "Post 1" not in said
    assert said.index("Post 2") < said.index("Post 3")


def test_a_passage_is_shown_by_mouse_and_by_key(page: PreCheckPage, window: MainWindow, qtbot: QtBot) -> None:
    typed(page, f"😀😀\n---\n{PROMISE}")
    show = page.findings.findChildren(QToolButton)[0]
    QTest.mouseClick(show, Qt.MouseButton.LeftButton)
    by_mouse = page.field.textCursor().selectedText()
    assert by_mouse
    assert by_mouse in PROMISE
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.field.moveCursor(page.field.textCursor().MoveOperation.Start)
    QTest.keyClick(page.field, Qt.Key.Key_F8)
    assert page.field.textCursor().selectedText() in PROMISE
    assert page.field.textCursor().hasSelection()


def test_what_was_cleared_comes_back_with_undo(page: PreCheckPage) -> None:
    typed(page, PROMISE)
    QTest.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    assert page.field.toPlainText() == ""
    page.look()
    assert page.field.extraSelections() == []
    QTest.keyClick(page.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.field.toPlainText() == PROMISE


@pytest.mark.parametrize("rule_id", ["disclosure.product-en", "disclosure.product-de"])
def test_who_posts_matters_to_rules_that_ask(page: PreCheckPage, desk: Desk, rule_id: str, qtbot: QtBot) -> None:
    rule = list_rules.policy().by_id[rule_id]
    title = desk.of(rule.title)
    example = next(one for one in rule.examples if one.matches and not one.subject.author)
    page.language.choose(example.subject.language or "")
    typed(page, example.subject.text)
    qtbot.waitUntil(lambda: title in words(page.findings))
    page.author.choose("company")
    page.author.changed.emit()
    qtbot.waitUntil(lambda: title not in words(page.findings))


def test_the_country_decides_which_disclosure_counts(page: PreCheckPage, desk: Desk, qtbot: QtBot) -> None:
    rules = list_rules.policy().by_id
    british, american = (rules[f"disclosure.product-{code}"].message for code in ("uk", "en"))
    page.language.choose("en")
    typed(page, "Polaris Cloud is a game changer – buy now at https://nordlicht.example/shop/cloud")
    qtbot.waitUntil(lambda: _ending(desk.of(american)) in words(page.findings))
    assert _ending(desk.of(british)) not in words(page.findings)
    page.country.choose("United Kingdom")
    page.country.changed.emit()
    qtbot.waitUntil(lambda: _ending(desk.of(british)) in words(page.findings))
    assert _ending(desk.of(american)) not in words(page.findings)


def _ending(message: str) -> str:
    return message.rsplit("}", 1)[-1]


def test_the_draft_stays_while_one_looks_at_another_screen(page: PreCheckPage, desk: Desk, window: MainWindow) -> None:
    typed(page, PROMISE)
    desk.navigate("home")
    desk.navigate("pre_check")
    assert window.page is page
    assert page.field.toPlainText() == PROMISE


def test_nothing_of_a_draft_is_kept(page: PreCheckPage, workspace: Workspace, desk: Desk) -> None:
    typed(page, "Vertraulicher Entwurf: Sichere Rendite, garantiert!")
    desk.keep()
    files = [file for file in workspace.path.parent.rglob("*") if file.is_file()]
    assert workspace.path in files
    assert [file.name for file in files if b"Vertraulicher Entwurf" in file.read_bytes()] == []

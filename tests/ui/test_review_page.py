"""The review, walked through by keyboard: decide, go on, take back, and be told why something is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from advocacy_desk.domain.review import CaseFilter, CaseState, Verdict
from advocacy_desk.store import Workspace
from advocacy_desk.ui.desk import Announcement, Desk
from advocacy_desk.ui.pages.review import ReviewPage
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.message_dialog import MessageDialog
from advocacy_desk.ui.widgets.words_dialog import WordsDialog
from advocacy_desk.ui.window import MainWindow
from advocacy_desk.usecases import decide_case, list_rules, review_cases
from tests.review_scene import waiting
from tests.ui.scene import CHEAP, fill, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def page(window: MainWindow, desk: Desk, workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> ReviewPage:
    """The review page with three cases, and a reviewer who has a name."""
    fill(workspace, tmp_path, CHEAP)
    desk.update_settings(reviewer="Alex Beispiel")
    desk.navigate("review")
    found = window.page
    assert isinstance(found, ReviewPage)
    assert window.focusWidget() is found.queue, "the keys work without a click"
    window.activateWindow()
    qtbot.waitUntil(found.queue.hasFocus)
    return found


def states(workspace: Workspace) -> list[CaseState]:
    ids = waiting(workspace, CaseFilter(states=tuple(CaseState)))
    return [row.state for row in sorted(review_cases.case_rows(workspace, ids), key=lambda row: row.id)]


def shown(page: ReviewPage) -> int | None:
    return page._case.id if page._case is not None else None


def claimed(page: ReviewPage) -> str | None:
    assert page._case is not None
    return page._case.claimed_by


def test_the_first_case_is_open_with_its_passages_marked(page: ReviewPage) -> None:
    assert shown(page) == page.queue.ids_model.id_at(0)
    marked = [mark.cursor.selectedText() for mark in page.post._text.extraSelections()]
    assert marked == ["konkurrenzlos"]


def test_j_and_k_go_through_the_queue(page: ReviewPage) -> None:
    ids = [page.queue.ids_model.id_at(row) for row in range(3)]
    seen = []
    for key in "jjjkk":
        press(page.queue, key)
        seen.append(shown(page))
    assert seen == [ids[1], ids[2], ids[2], ids[1], ids[0]]


def test_a_approves_and_the_next_case_opens_by_itself(page: ReviewPage, workspace: Workspace) -> None:
    first, second = (page.queue.ids_model.id_at(row) for row in range(2))
    press(page.queue, "a")
    assert states(workspace) == [CaseState.APPROVED, CaseState.OPEN, CaseState.OPEN]
    assert (shown(page), page.queue.ids_model.rowCount()) == (second, 2)
    assert page.queue.ids_model.row_of(int(str(first))) is None


def test_a_whole_queue_by_keyboard_ends_in_a_friendly_word(page: ReviewPage, workspace: Workspace) -> None:
    for _case in range(3):
        press(page.queue, "a")
    assert states(workspace) == [CaseState.APPROVED] * 3
    assert page.findChild(EmptyState) is not None
    press(page, "u")
    assert states(workspace) == [CaseState.APPROVED, CaseState.APPROVED, CaseState.OPEN]
    assert shown(page) is not None


@pytest.mark.parametrize(
    ("key", "state"), [("c", CaseState.CHANGES_REQUESTED), ("r", CaseState.REJECTED), ("e", CaseState.ESCALATED)]
)
def test_a_verdict_that_needs_a_note_asks_for_it_and_is_sent_from_there(
    page: ReviewPage, workspace: Workspace, key: str, state: CaseState
) -> None:
    press(page.queue, key)
    assert states(workspace) == [CaseState.OPEN] * 3
    assert page.verdict.note.hasFocus()
    press(page.verdict.note, "ace")  # letters are words in here, not verdicts
    assert page.verdict.note.toPlainText() == "ace"
    QTest.keyClick(page.verdict.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert states(workspace)[0] is state
    assert page.queue.hasFocus()


def test_a_case_that_waits_for_its_author_stays_and_the_next_one_opens(page: ReviewPage) -> None:
    first, second = (page.queue.ids_model.id_at(row) for row in range(2))
    page.verdict.note.setPlainText("Please rephrase.")
    press(page.queue, "c")
    assert page.queue.ids_model.rowCount() == 3
    assert (page.queue.ids_model.id_at(0), shown(page)) == (first, second)


@pytest.mark.parametrize("keys", ["u", "Ctrl+Z"])
def test_undo_takes_the_last_decision_back_and_shows_its_case(
    page: ReviewPage, workspace: Workspace, keys: str
) -> None:
    first = shown(page)
    press(page.queue, "a")
    if keys == "u":
        press(page.queue, "u")
    else:
        QTest.keyClick(page.queue, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert states(workspace) == [CaseState.OPEN] * 3
    assert shown(page) == first


def test_the_toast_offers_to_undo(page: ReviewPage, desk: Desk, workspace: Workspace) -> None:
    said: list[Announcement] = []
    desk.announced.connect(said.append)
    press(page.queue, "a")
    assert desk.of(said[-1].message) == "Approved"
    assert said[-1].undo is not None
    said[-1].undo()
    assert states(workspace) == [CaseState.OPEN] * 3


def test_the_better_wording_goes_into_the_note(page: ReviewPage, desk: Desk) -> None:
    page.verdict._insert()
    assert page._case is not None
    assert desk.of(page._case.findings[0].suggestion) in page.verdict.note.toPlainText()


def test_without_a_name_nothing_is_decided(page: ReviewPage, desk: Desk, workspace: Workspace) -> None:
    desk.update_settings(reviewer="")
    press(page.queue, "j")
    press(page.queue, "a")
    assert states(workspace) == [CaseState.OPEN] * 3
    assert page.verdict.name.hasFocus()
    page.verdict.name.setText("Sam")
    page.queue.setFocus()
    press(page.queue, "a")
    assert desk.settings.reviewer == "Sam"
    assert states(workspace).count(CaseState.APPROVED) == 1


def test_a_decision_that_somebody_else_made_first_is_told(page: ReviewPage, workspace: Workspace) -> None:
    case_id = shown(page)
    assert case_id is not None
    decide_case.decide(workspace, case_id, Verdict.ESCALATE, by="Sam", note="Please look.")
    press(page.queue, "a")
    (dialog,) = page.findChildren(QDialog)
    dialog.reject()
    assert states(workspace)[0] is CaseState.ESCALATED
    assert page._case is not None
    assert page._case.state is CaseState.ESCALATED


def test_the_own_post_is_decided_by_somebody_else(page: ReviewPage, desk: Desk, workspace: Workspace) -> None:
    desk.update_settings(reviewer="Kim Muster")
    press(page.queue, "a")
    (dialog,) = page.findChildren(QDialog)
    dialog.reject()
    assert states(workspace) == [CaseState.OPEN] * 3


def test_a_decided_case_can_be_found_and_taken_back(page: ReviewPage, workspace: Workspace) -> None:
    for _case in range(3):
        press(page.queue, "a")
    page.show_decided()
    assert page.queue.ids_model.rowCount() == 3
    assert page.verdict._undo.isVisible()
    page.verdict._undo.click()
    assert states(workspace).count(CaseState.OPEN) == 1


def test_filters_narrow_the_queue(page: ReviewPage) -> None:
    page.bar.search.setText("(2)")
    page.bar.changed.emit()
    assert page.queue.ids_model.rowCount() == 1
    page.bar.reset()
    page.bar.rules.choose("claims.comparison")
    page.bar.changed.emit()
    assert page.queue.ids_model.rowCount() == 3


def test_another_screen_can_open_a_case(page: ReviewPage, desk: Desk) -> None:
    last = page.queue.ids_model.id_at(2)
    desk.navigate("people")
    desk.navigate("review", case=last)
    assert shown(page) == last


def test_checking_from_here_finds_new_posts(page: ReviewPage, desk: Desk, workspace: Workspace) -> None:
    said: list[Announcement] = []
    desk.announced.connect(said.append)
    page.check()
    assert desk.of(said[-1].message) == "Everything was checked already."
    assert list_rules.hits(workspace) == {"claims.comparison": 3}


def test_a_name_that_was_missing_is_entered_and_the_verdict_goes_on(
    page: ReviewPage, desk: Desk, workspace: Workspace
) -> None:
    desk.update_settings(reviewer="")
    press(page.queue, "a")
    assert page.verdict.name.hasFocus()
    page.verdict.name.setText("Sam Beispiel")
    QTest.keyClick(page.verdict.name, Qt.Key.Key_Return)
    assert desk.settings.reviewer == "Sam Beispiel"
    assert states(workspace) == [CaseState.APPROVED, CaseState.OPEN, CaseState.OPEN]


def test_escape_leads_from_the_name_back_to_the_queue(page: ReviewPage, desk: Desk, workspace: Workspace) -> None:
    desk.update_settings(reviewer="")
    press(page.queue, "a")
    QTest.keyClick(page.verdict.name, Qt.Key.Key_Escape)
    assert page.queue.hasFocus()
    assert states(workspace) == [CaseState.OPEN] * 3


def test_a_finding_is_dismissed_by_its_number_with_a_reason(page: ReviewPage, workspace: Workspace) -> None:
    case_id = shown(page)
    press(page.queue, "1")
    assert page.verdict.note.hasFocus()
    page.verdict.note.setPlainText("A quotation.")
    QTest.keyClick(page.verdict.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown(page) == case_id
    assert page._case is not None
    assert page._case.dismissed["claims.comparison"].note == "A quotation."
    assert page.post._text.extraSelections() == [], "what does not apply is not marked"
    assert states(workspace) == [CaseState.OPEN] * 3


def test_approving_with_a_note_asks_for_the_note(page: ReviewPage, workspace: Workspace) -> None:
    press(page.queue, "n")
    assert page.verdict.note.hasFocus()
    page.verdict.note.setPlainText("Lovely.")
    QTest.keyClick(page.verdict.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert states(workspace).count(CaseState.APPROVED) == 1


def test_m_claims_and_lets_go_and_o_shows_the_author(page: ReviewPage, desk: Desk) -> None:
    press(page.queue, "m")
    assert claimed(page) == "Alex Beispiel"
    press(page.queue, "m")
    assert claimed(page) is None
    assert page.post._author.text() == "Author hidden"
    press(page.queue, "o")
    assert page.post._author.text() == "Kim Muster"


def test_a_view_is_saved_and_opened(page: ReviewPage, workspace: Workspace) -> None:
    page.bar.search.setText("(2)")
    page.bar.changed.emit()
    page.views._save(page.bar.wanted(), "Two")
    page.bar.reset()
    assert page.queue.ids_model.rowCount() == 3
    page.bar.views.choose("Two")
    page.bar.views.changed.emit()
    assert (page.queue.ids_model.rowCount(), page.bar.search.text()) == (1, "(2)")


def test_the_author_is_heard_and_written_to(page: ReviewPage, workspace: Workspace) -> None:
    press(page.queue, "w")
    (asking,) = page.findChildren(WordsDialog)
    asking.field.setPlainText("I did not mean it.")
    asking.save()
    assert page._case is not None
    assert page._case.history[-1].verdict is Verdict.ANSWER
    press(page.queue, "t")
    (message,) = page.findChildren(MessageDialog)
    assert "Alex Beispiel" in message.body.toPlainText()
    message.reject()

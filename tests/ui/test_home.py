"""Home: what waits, what changed since last time, and the next step where there is nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton

from advocacy_desk.i18n import Language
from advocacy_desk.progress import Progress
from advocacy_desk.ui.pages.home import HomePage
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.pieces import FigureButton
from advocacy_desk.usecases import summarise
from advocacy_desk.usecases.import_posts import ImportOptions, import_paths

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.window import MainWindow


def _page(desk: Desk, workspace: Workspace, qtbot: QtBot) -> HomePage:
    desk.use_workspace(workspace)
    page = HomePage(desk)
    qtbot.addWidget(page)
    page.show()
    return page


def _words(page: HomePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_an_empty_workspace_shows_the_next_step(window: MainWindow) -> None:
    assert window.page is not None
    [empty] = window.page.findChildren(EmptyState)
    assert empty.isVisible()
    assert [button.text() for button in empty.findChildren(QPushButton)] == ["Import files …"]


def test_figures_lead_to_their_screens(desk: Desk, sample_workspace: Workspace, qtbot: QtBot) -> None:
    page = _page(desk, sample_workspace, qtbot)
    attention = summarise.attention(sample_workspace)
    first = page.findChildren(FigureButton)[0]
    assert first.accessibleName() == f"{Language('en').number(attention.posts)} Posts"
    with qtbot.waitSignal(desk.navigated) as gone:
        first.click()
    assert gone.args[0] == "content"


def test_open_cases_and_unmatched_accounts_wait(desk: Desk, sample_workspace: Workspace, qtbot: QtBot) -> None:
    page = _page(desk, sample_workspace, qtbot)
    attention = summarise.attention(sample_workspace)
    waiting = f"{sum(attention.cases.values())} posts wait for a review."
    unmatched = f"{attention.unmatched_accounts} accounts belong to nobody in the directory yet."
    qtbot.waitUntil(lambda: {waiting, unmatched} <= set(_words(page)))


def test_a_second_visit_tells_what_happened_since(desk: Desk, sample_workspace: Workspace, qtbot: QtBot) -> None:
    first = _page(desk, sample_workspace, qtbot)
    assert "Since last time" not in _words(first)
    place = str(sample_workspace.path.resolve())
    long_ago = (desk.now() - timedelta(days=700)).isoformat()
    desk.update_settings(last_seen={place: long_ago})
    second = _page(desk, sample_workspace, qtbot)
    assert "Since last time" in _words(second)
    assert desk.settings.last_seen[place] == desk.now().isoformat()


def test_a_visit_at_no_readable_time_is_a_first_visit(desk: Desk, sample_workspace: Workspace, qtbot: QtBot) -> None:
    desk.update_settings(last_seen={str(sample_workspace.path.resolve()): "yesterday"})
    assert "Since last time" not in _words(_page(desk, sample_workspace, qtbot))


def test_posts_that_nobody_checked_are_checked_from_here(
    desk: Desk, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("date;text;account\n2026-01-02;A fine day;lena\n2026-01-03;Another;lena\n", encoding="utf-8")
    import_paths(workspace, [file], ImportOptions(), Progress())
    page = _page(desk, workspace, qtbot)
    qtbot.waitUntil(lambda: "2 posts have not been checked against the rules yet." in _words(page))
    [check] = [button for button in page.findChildren(QPushButton) if button.text() == "Check now"]
    check.click()
    assert summarise.attention(workspace).unchecked == 0
    assert not [words for words in _words(page) if "have not been checked" in words]


def test_records_that_could_not_be_read_wait(desk: Desk, workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("date;text;account\n2026-01-02;A fine day;lena\nnever;Another;lena\n", encoding="utf-8")
    import_paths(workspace, [file], ImportOptions(), Progress())
    page = _page(desk, workspace, qtbot)
    qtbot.waitUntil(lambda: "1 record could not be read in an import." in _words(page))
    [look] = [button for button in page.findChildren(QPushButton) if button.text() == "Look"]
    with qtbot.waitSignal(desk.navigated) as gone:
        look.click()
    assert gone.args == ["imports", {"problems": True}]

"""The content screen: find, filter, sort, read, and never open a link unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from advocacy_desk.domain.posts import PostFilter, PostOrder
from advocacy_desk.ui.pages.content import ContentPage
from advocacy_desk.ui.widgets.links import LinkQuestion, real_domain
from advocacy_desk.usecases import browse_posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.desk import Desk


@pytest.fixture
def page(desk: Desk, sample_workspace: Workspace, qtbot: QtBot) -> Iterator[ContentPage]:
    desk.use_workspace(sample_workspace)
    made = ContentPage(desk)
    qtbot.addWidget(made)
    made.resize(1_000, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def _ids(page: ContentPage) -> list[int]:
    ids = page.model.ids()
    assert ids is not None
    return [int(one) for one in ids]


def test_all_posts_are_there_the_newest_first(page: ContentPage, sample_workspace: Workspace) -> None:
    assert _ids(page) == browse_posts.post_ids(sample_workspace, PostFilter()).tolist()
    first, last = page.model.row(0), page.model.row(page.model.rowCount() - 1)
    assert first is not None
    assert last is not None
    assert (first.published_at or 0) >= (last.published_at or 0)  # type: ignore[operator]  # both have a date


def test_typing_finds_and_reset_brings_everything_back(page: ContentPage, qtbot: QtBot) -> None:
    everything = page.model.rowCount()
    with qtbot.waitSignal(page.bar.changed):
        QTest.keyClicks(page.bar.search, "nordlicht")
    found = page.model.rowCount()
    assert 0 < found < everything
    assert page.bar.found.text() == f"{found:,} posts"
    page.bar.reset()
    assert (page.bar.words(), page.model.rowCount()) == ("", everything)


def test_filters_work_together(page: ContentPage, sample_workspace: Workspace) -> None:
    page._networks.choose("linkedin")
    page._with.choose("findings")
    page.refresh()
    wanted = PostFilter(networks=("linkedin",), only_with_findings=True)
    assert _ids(page) == browse_posts.post_ids(sample_workspace, wanted).tolist()
    assert page.bar.is_active


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("30", "2026-10-24", None),
        ("this", "2026-01-01", None),
        ("before", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_period_counts_from_today(page: ContentPage, period: str, first: str, last: str | None) -> None:
    page._period.choose(period)
    assert (page.wanted().from_day, page.wanted().to_day) == (first, last)


def test_a_header_sorts_in_the_database_and_the_cursor_stays_on_its_post(page: ContentPage) -> None:
    page.table.go_to_row(3)
    current = page.table.current_id()
    page.table.sort_asked.emit(PostOrder.REACTIONS, True)
    assert page.wanted().order is PostOrder.REACTIONS
    assert page.table.current_id() == current
    top = page.model.row(0)
    assert top is not None
    assert top.metrics.reactions is not None


def test_details_show_the_whole_post_and_unknown_as_a_dash_with_its_reason(
    page: ContentPage, sample_workspace: Workspace
) -> None:
    unknown = next(
        row for row in browse_posts.post_rows(sample_workspace, _ids(page)[:200]) if row.metrics.impressions is None
    )
    page.table.go_to(unknown.id)
    post = browse_posts.post(sample_workspace, unknown.id)
    assert post is not None
    assert page.details._text.toPlainText() == post.text
    dashes = [label for label in page.details.findChildren(QLabel) if label.text() == "–" and label.toolTip()]
    assert any(post.origin.file in label.toolTip() for label in dashes)


def test_findings_are_marked_in_the_text(page: ContentPage, sample_workspace: Workspace) -> None:
    found = browse_posts.post_ids(sample_workspace, PostFilter(only_with_findings=True))
    page.table.go_to(int(found[0]))
    assert page.details._findings.count() > 0


def test_all_that_match_can_be_chosen(page: ContentPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.bar.found.text() == f"{page.model.rowCount():,} posts chosen"


def test_the_text_goes_to_the_clipboard(page: ContentPage) -> None:
    page.table.go_to_row(0)
    page.details.copy_text()
    assert QGuiApplication.clipboard().text() == page.details._text.toPlainText()


def test_a_link_is_shown_with_its_real_domain_before_it_is_opened(desk: Desk, page: ContentPage) -> None:
    question = LinkQuestion(desk, "https://www.linkedin.com@evil.example/feed", page)
    assert "evil.example" in question.text()
    assert "linkedin.com@" in question.informativeText()
    question.deleteLater()


def test_what_is_no_web_address_cannot_be_opened(desk: Desk, page: ContentPage) -> None:
    question = LinkQuestion(desk, "javascript:alert(1)", page)
    assert len(question.findChildren(QPushButton)) == 1
    question.deleteLater()


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://x.com/status/1", "x.com"),
        ("https://user:word@bank.example:8443/", "bank.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("http://[::1", None),
        ("file:///etc/passwd", None),
        ("x.com/status", None),
        ("https://" + "a" * 300, None),
    ],
)
def test_the_real_domain_of_an_address(address: str, domain: str | None) -> None:
    assert real_domain(address) == domain


def test_an_import_or_a_post_can_be_asked_for(page: ContentPage, sample_workspace: Workspace) -> None:
    last = _ids(page)[-1]
    page.open_at(post=last)
    assert page.table.current_id() == last
    post = browse_posts.post(sample_workspace, last)
    assert post is not None
    page.open_at(import_id=post.origin.import_id)
    wanted = PostFilter(import_id=post.origin.import_id)
    assert _ids(page) == browse_posts.post_ids(sample_workspace, wanted).tolist()

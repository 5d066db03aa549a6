"""Marked passages: spans are code points, Qt counts UTF-16."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.domain.findings import Severity, Span
from advocacy_desk.i18n import text
from advocacy_desk.ui.widgets.passages import PassageView, to_utf16

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from advocacy_desk.ui.desk import Desk


@given(st.text(st.sampled_from("aß😀👩🏽\u200d❤️\n 中")), st.integers(-3, 40), st.integers(-3, 40))
def test_a_span_marks_the_same_characters_in_utf_16(words: str, start: int, end: int) -> None:
    [(first, last)] = to_utf16(words, [Span(start, end)])
    units = words.encode("utf-16-le")
    lower, upper = max(0, min(start, len(words))), max(0, min(end, len(words)))
    if first <= last:
        assert units[2 * first : 2 * last].decode("utf-16-le") == words[lower:upper]


def test_the_marked_words_are_the_ones_meant_after_emoji(desk: Desk, qtbot: QtBot) -> None:
    view = PassageView(desk, text("Text of the post"))
    qtbot.addWidget(view)
    words = "😀👍🏽 Das ist garantiert wahr."
    start = words.index("garantiert")
    view.show_text(words, [(Span(start, start + 10), Severity.CRITICAL), (Span(4, 7), Severity.INFO)])
    marked = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert marked == ["Das", "garantiert"]
    lines = {selection.format.underlineStyle() for selection in view.extraSelections()}
    assert len(lines) == 2, "severities differ by more than their colour"
    desk.update_settings(theme="dark")
    assert [selection.cursor.selectedText() for selection in view.extraSelections()] == marked


def test_a_view_is_as_high_as_its_text_up_to_a_limit(desk: Desk, qtbot: QtBot) -> None:
    view = PassageView(desk, text("Text of the post"))
    qtbot.addWidget(view)
    view.fit_lines(5)
    view.resize(300, 100)
    view.show()
    view.show_text("one line")
    low = view.height()
    view.show_text("many lines\n" * 40)
    assert low < view.height() < 8 * low

"""What every page gets: words that follow the language, settings that are kept, changes that are announced once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from advocacy_desk import settings
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import Fault
from advocacy_desk.i18n import Language, plural, text
from advocacy_desk.ui.cells import Cells
from advocacy_desk.ui.desk import Announcement

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from advocacy_desk.ui.desk import Desk


def test_words_follow_the_language_without_a_restart(desk: Desk, qtbot: QtBot) -> None:
    label, field = QLabel(), QLineEdit()
    qtbot.addWidget(label)
    qtbot.addWidget(field)
    desk.say(label, text("Settings"))
    desk.say(label, text("Cancel"), "setToolTip")
    desk.say(field, text("Close"), "setPlaceholderText")
    with qtbot.waitSignal(desk.language_changed):
        desk.update_settings(language="de")
    assert (label.text(), label.toolTip(), field.placeholderText()) == ("Einstellungen", "Abbrechen", "Schließen")
    desk.update_settings(language="en")
    assert label.text() == "Settings"


def test_numbers_in_words_follow_the_language(desk: Desk, qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    desk.say(label, plural("{count} post", "{count} posts", 12_345))
    assert label.text() == "12,345 posts"
    desk.update_settings(language="de")
    assert label.text() == "12.345 Beiträge"


def test_a_widget_that_is_gone_is_forgotten(desk: Desk) -> None:
    label = QLabel()
    desk.say(label, text("Settings"))
    label.deleteLater()
    del label
    desk.update_settings(language="de")


def test_settings_are_kept_for_the_next_start(desk: Desk, settings_path: Path) -> None:
    desk.update_settings(theme="dark", text_size=150)
    desk.remember("split/content", "abc")
    desk.keep()
    kept = settings.load(settings_path)
    assert (kept.theme, kept.text_size, kept.window) == ("dark", 150, {"split/content": "abc"})
    assert desk.recall("split/content") == "abc"


def test_an_icon_takes_the_colour_of_the_theme(desk: Desk, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    desk.draw(button, "search", "accent")
    light = button.icon().pixmap(16, 16).toImage()
    desk.update_settings(theme="dark")
    assert button.icon().pixmap(16, 16).toImage() != light


def test_a_write_announces_what_it_changed_before_it_hands_its_result_over(desk: Desk) -> None:
    heard: list[object] = []
    desk.changed.connect(heard.append)
    desk.write(None, lambda _progress: Outcome("result", Changes.POSTS), done=heard.append)
    assert heard == [Changes.POSTS, "result"]


def test_announcing_and_navigating_reach_the_window(desk: Desk) -> None:
    heard: list[object] = []
    desk.announced.connect(heard.append)
    desk.navigated.connect(lambda key, target: heard.append((key, target)))
    desk.announce(text("The text was copied."))
    desk.navigate("content", post=17)
    assert heard == [Announcement(text("The text was copied.")), ("content", {"post": 17})]


def test_asking_for_a_workspace_that_is_not_open_is_a_fault(desk: Desk) -> None:
    with pytest.raises(Fault):
        _ = desk.workspace


@pytest.mark.parametrize(
    ("code", "number", "day", "moment", "share"),
    [
        ("de", "12.345", "25.10.2026", "25.10.2026 02:30", "12,3\u00a0%"),
        ("en", "12,345", "25 Oct 2026", "25 Oct 2026 02:30", "12.3%"),
    ],
)
def test_cells_write_as_the_language_does_in_the_workspaces_time_zone(
    code: str, number: str, day: str, moment: str, share: str
) -> None:
    cells, language = Cells(Language(code)), Language(code)
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the night in which the clocks go back
    assert (cells.number(12_345), cells.day(at.date()), cells.moment(at)) == (number, day, moment)
    assert (cells.number(12_345), cells.day(at.date())) == (language.number(12_345), language.day(at.date()))
    assert cells.share(0.1234) == share
    assert cells.day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == cells.day(date(2027, 1, 1))


def test_unknown_is_a_dash_and_never_zero() -> None:
    cells = Cells(Language("en"))
    assert {cells.number(None), cells.share(None), cells.day(None), cells.moment(None), cells.decimal(None)} == {"–"}

"""The window: start, workspaces, navigation, keys, language and look at run time, and what it remembers."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from advocacy_desk import settings
from advocacy_desk.errors import FileProblem
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace
from advocacy_desk.ui.desk import Desk
from advocacy_desk.ui.jobs import Jobs
from advocacy_desk.ui.pages.start import StartPage
from advocacy_desk.ui.screens import all_screens
from advocacy_desk.ui.style.theme import Theme, Tone, theme_named
from advocacy_desk.ui.widgets.go_to import GoTo
from advocacy_desk.ui.widgets.problem_dialog import ProblemDialog
from advocacy_desk.ui.widgets.shortcut_list import ShortcutList
from advocacy_desk.ui.widgets.toast import Toast
from advocacy_desk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

HEAVY = ("sqlalchemy", "pandas", "polars", "matplotlib", "babel", "numpy", "keyring")


@pytest.fixture
def bare_window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    program = (
        "import sys; from advocacy_desk.ui import window; from advocacy_desk.ui.screens import all_screens;"
        f"all_screens(); print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_without_a_workspace_the_start_page_offers_the_first_steps(bare_window: MainWindow) -> None:
    start = bare_window.findChild(StartPage)
    assert start is not None
    assert start.isVisible()
    assert len([button for button in start.findChildren(QPushButton) if button.isVisible()]) == 3
    bare_window.desk.navigate("content")
    assert bare_window.current is None


def test_a_workspace_is_made_opened_again_and_listed_as_recent(bare_window: MainWindow, tmp_path: Path) -> None:
    desk = bare_window.desk
    path = tmp_path / "Nord.desk"
    Workspace.create(path).close()
    bare_window.workspaces.open_path(path)
    assert (bare_window.current, desk.settings.recent) == ("home", (str(path.resolve()),))
    assert bare_window.windowTitle().startswith("Nord")
    other = tmp_path / "Süd.desk"
    Workspace.create(other).close()
    bare_window.workspaces.open_path(other)
    bare_window.workspaces.open_path(path)
    assert desk.settings.recent == (str(path.resolve()), str(other.resolve()))


def test_a_workspace_that_is_none_is_explained_and_the_open_one_stays(window: MainWindow, tmp_path: Path) -> None:
    before = window.desk.workspace
    window.workspaces.open_path(tmp_path / "gone.desk")
    [dialog] = window.findChildren(ProblemDialog)
    assert window.desk.workspace is before
    dialog.accept()


def test_every_screen_is_reached_by_its_key_and_marked_in_the_rail(window: MainWindow) -> None:
    numbers = iter([f"Ctrl+{number}" for number in "1234567890"])
    for screen in all_screens():
        keys = screen.keys or next(numbers, None)
        named = (one for one in window.menus.actions() if one.text() == window.desk.of(screen.title))
        action = next(named) if keys is None else _action(window, keys)
        action.trigger()
        assert window.current == screen.key
        assert window.rail._entries[screen.key].isChecked()


def _action(window: MainWindow, keys: str) -> QAction:
    return next(action for action in window.menus.actions() if QKeySequence(keys) in action.shortcuts())


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = [key.toString() for action in window.menus.actions() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_list_of_keys_names_those_of_the_open_screen(window: MainWindow) -> None:
    window.desk.navigate("content")
    _action(window, "F1").trigger()
    [keys] = window.findChildren(ShortcutList)
    assert keys.isVisible()
    keys.accept()


def test_a_few_letters_lead_anywhere(window: MainWindow) -> None:
    _action(window, "Ctrl+K").trigger()
    [go_to] = window.findChildren(GoTo)
    field = go_to.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "sett")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.current == "settings"


def test_the_keyboard_finds_the_search_field(window: MainWindow, sample_workspace: Workspace) -> None:
    window.desk.use_workspace(sample_workspace)
    window.desk.navigate("content")
    window.activateWindow()
    window.focus_search()
    focused = window.focusWidget()
    assert isinstance(focused, QLineEdit)


def test_settings_switch_language_look_and_text_size_at_once(window: MainWindow, qapp: QApplication) -> None:
    window.desk.navigate("settings")
    assert window.page is not None
    plain = qapp.font().pointSizeF()
    for name, value in (("language", "de"), ("theme", "dark"), ("text_size", "150")):
        box = next(
            known
            for known in window.page.findChildren(QComboBox)
            if known.findData(value) >= 0 and _field(window, known) == name
        )
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    assert window.page.heading.text() == "Einstellungen"
    assert window.rail._entries["home"].text() == "Übersicht"
    assert qapp.palette().window().color().name().upper() == theme_named("dark").canvas
    assert qapp.font().pointSizeF() == pytest.approx(plain * 1.5)
    kept = settings.load(window.desk._path)
    assert (kept.language, kept.theme, kept.text_size) == ("de", "dark", 150)


def _field(window: MainWindow, box: QComboBox) -> str:
    fields = getattr(window.page, "fields", {})
    return next(str(name) for name, widget in fields.items() if widget is box)


def test_the_rail_shows_icons_alone_where_the_text_is_large(window: MainWindow) -> None:
    assert window.rail.width() > 100
    window.desk.update_settings(text_size=150)
    assert window.rail.width() < 100
    assert window.rail._entries["home"].toolTip() == "Home"


def test_the_window_comes_back_where_it_was(desk: Desk, qtbot: QtBot) -> None:
    first = MainWindow(desk)
    first.show()
    first.resize(800, 597)  # no larger than the screen of a machine without one
    first.close()
    again = MainWindow(Desk(desk._path, jobs=Jobs(at_once=True), parent=desk))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (800, 597)
    first.deleteLater()


def test_an_announcement_with_undo_takes_it_back_once(window: MainWindow) -> None:
    undone: list[bool] = []
    window.desk.announce(text("The text was copied."), lambda: undone.append(True))
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.isVisible()
    assert toast._undo is not None
    toast._undo.click()
    assert undone == [True]
    assert not toast.isVisible()


@pytest.mark.logs("fault: ZeroDivisionError")
def test_a_fault_is_told_without_quoting_it_and_goes_to_the_log(
    window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    words = 2 * "Lena wrote "

    def fail(_progress: object) -> None:
        raise ZeroDivisionError(words)

    window.desk.jobs.run(None, fail)
    [dialog] = window.findChildren(ProblemDialog)
    assert "Lena wrote Lena" not in caplog.text
    dialog.accept()


def test_an_explained_failure_is_told_in_its_own_words(window: MainWindow) -> None:
    window.tell(FileProblem(text("That did not work"), file="posts.csv", record=7))
    [dialog] = window.findChildren(ProblemDialog)
    said = [label.text() for label in dialog.findChildren(type(window.page.heading))]  # type: ignore[union-attr]  # open
    assert "posts.csv, record 7" in said
    dialog.accept()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_can_be_read_on_their_ground(name: str) -> None:
    """WCAG 2.1, 1.4.3: at least 4.5 to 1."""
    theme = theme_named(name)
    pairs = [(theme.text, theme.surface), (theme.text, theme.canvas), (theme.muted, theme.surface)]
    pairs += [(theme.muted, theme.canvas), (theme.on_accent, theme.accent), (theme.accent, theme.surface)]
    pairs += [(theme.text, theme.accent_soft), *(theme.tone(tone) for tone in Tone)]
    assert [pair for pair in pairs if _contrast(*pair) < 4.5] == []


def _contrast(first: str, second: str) -> float:
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_both_themes_define_the_same_tokens() -> None:
    light, dark = theme_named("light"), theme_named("dark")
    assert isinstance(light, Theme)
    assert (light.is_dark, dark.is_dark, len(light.series)) == (False, True, len(dark.series))
    assert light.chart_style().background == light.surface

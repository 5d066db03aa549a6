"""Every screen, found as the window finds it: empty and full, both languages, light and dark, large text, 1024x700."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)

from advocacy_desk import resources
from advocacy_desk.domain.changes import Changes
from advocacy_desk.ui.screens import all_screens
from advocacy_desk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.desk import Desk

INTERACTIVE: tuple[type[QWidget], ...] = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
SIZE = (1024, 700)
KEYS = [screen.key for screen in all_screens()]

every_screen = pytest.mark.parametrize("key", KEYS)


@pytest.fixture(scope="session")
def english_words() -> frozenset[str]:
    """Sentences that must not be read in German, because German has other words for them."""
    found: set[str] = set()
    for path in (resources.folder("locale") / "de").glob("*.po"):
        with path.open("rb") as stream:
            found |= {
                message.id
                for message in read_po(stream, locale="de")
                if isinstance(message.id, str) and message.id and message.id != message.string
            }
    return frozenset(found)


@pytest.fixture
def full_window(desk: Desk, sample_workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk)
    made.resize(*SIZE)
    desk.use_workspace(sample_workspace)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def _visible(window: MainWindow, kinds: tuple[type[QWidget], ...]) -> list[QWidget]:
    found = [widget for kind in kinds for widget in window.findChildren(kind)]
    return [widget for widget in found if widget.isVisible()]


def _part_of_another(widget: QWidget) -> bool:
    """A header belongs to its table, the arrow of a box to the box; the whole has the name."""
    whole = isinstance(widget.parent(), QComboBox | QAbstractSpinBox | QLineEdit)
    return isinstance(widget, QHeaderView) or (isinstance(widget, QToolButton | QLineEdit) and whole)


@every_screen
def test_a_screen_opens_on_an_empty_workspace_and_says_what_to_do_next(window: MainWindow, key: str) -> None:
    window.desk.navigate(key)
    assert window.current == key
    assert window.page is not None
    assert window.page.isVisible()
    assert any(label.text() for label in window.page.findChildren(QLabel) if label.isVisible())
    if key != "settings":
        assert _visible(window, (QAbstractButton,)), "nothing to press"


@every_screen
@pytest.mark.parametrize("size", [100, 150])
def test_a_screen_fits_a_small_window_in_every_dress(full_window: MainWindow, desk: Desk, key: str, size: int) -> None:
    desk.navigate(key)
    for theme, language in itertools.product(("light", "dark"), ("en", "de")):
        desk.update_settings(theme=theme, language=language, text_size=size)
        assert full_window.page is not None
        assert full_window.page.isVisible()
        least = full_window.minimumSizeHint()
        assert (least.width() <= SIZE[0], least.height() <= SIZE[1]) == (True, True), (theme, language, least)
        assert not full_window.grab().isNull()


@every_screen
def test_everything_that_can_be_used_has_a_name_for_screen_readers(full_window: MainWindow, key: str) -> None:
    full_window.desk.navigate(key)
    nameless = []
    for widget in _visible(full_window, INTERACTIVE):
        said = QAccessible.queryAccessibleInterface(widget)
        if not _part_of_another(widget) and not said.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    assert nameless == []


@every_screen
def test_switching_to_german_leaves_no_english_behind(
    full_window: MainWindow, desk: Desk, english_words: frozenset[str], key: str
) -> None:
    desk.navigate(key)
    desk.update_settings(language="de")
    shown = [label.text() for label in full_window.findChildren(QLabel) if label.isVisible()]
    shown += [button.text() for button in full_window.findChildren(QAbstractButton) if button.isVisible()]
    shown += [field.placeholderText() for field in full_window.findChildren(QLineEdit) if field.isVisible()]
    for view in full_window.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            shown += [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(model.columnCount())]
    assert [words for words in shown if words in english_words] == []


@every_screen
def test_a_screen_survives_that_everything_changed(full_window: MainWindow, desk: Desk, key: str) -> None:
    desk.navigate(key)
    desk.changed.emit(~Changes.NOTHING)
    desk.navigate("home")
    desk.changed.emit(~Changes.NOTHING)
    desk.navigate(key)
    assert full_window.page is not None
    assert full_window.page.isVisible()

"""The log of faults: where something broke, never what anybody wrote, and readable before it is passed on."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from advocacy_desk.ui import logbook
from advocacy_desk.ui.widgets.log_dialog import LogDialog
from advocacy_desk.ui.widgets.problem_dialog import ProblemDialog, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from advocacy_desk.ui.window import MainWindow

WRITTEN = "Kim Muster schrieb: Ich kündige"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder into which faults are logged during the test."""
    place = tmp_path / "log"
    handler = logbook.begin(place)
    assert handler is not None
    yield place
    logging.getLogger("advocacy_desk").removeHandler(handler)
    handler.close()


@pytest.mark.logs("fault")
def test_a_fault_is_logged_with_its_place_and_without_what_it_quotes(window: MainWindow, folder: Path) -> None:
    try:
        int(WRITTEN)
    except ValueError as error:
        tell(window.desk, error, window)
    for dialog in window.findChildren(ProblemDialog):
        dialog.accept()
    written = logbook.read(folder)
    assert "ValueError" in written
    assert "test_logbook.py" in written
    assert not any(word in written for word in WRITTEN.split())


def test_what_other_libraries_log_stays_out(folder: Path) -> None:
    other = logging.getLogger("sqlalchemy.engine.Engine")
    before = other.propagate
    other.propagate = False
    other.warning("INSERT INTO post_text VALUES (%r)", WRITTEN)
    other.propagate = before
    assert logbook.read(folder) == ""


@pytest.mark.logs("again")
def test_it_stays_small(folder: Path) -> None:
    log = logging.getLogger("advocacy_desk.test")
    for _ in range(3_000):
        log.warning("again %s", "x" * 200)
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 2 * logbook.LARGEST


def test_a_folder_that_cannot_be_made_is_no_reason_not_to_start(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file in its place")
    assert logbook.begin(tmp_path / "log") is None
    assert logbook.read(tmp_path / "log") == ""


def test_the_person_reads_all_of_it_and_copies_it(window: MainWindow, tmp_path: Path) -> None:
    empty = LogDialog(window.desk, tmp_path / "none", window)
    assert not empty.copy.isEnabled()
    assert empty.words.placeholderText() == "Nothing has gone wrong yet."
    (tmp_path / logbook.NAME).write_text("fault: KeyError\n")
    dialog = LogDialog(window.desk, tmp_path, window)
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == dialog.words.toPlainText()
    assert copied.endswith("fault: KeyError\n")
    assert copied.startswith("Advocacy Desk")

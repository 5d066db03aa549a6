"""The program as a person starts it: real threads, a real window, closed again."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QProgressBar, QPushButton

from advocacy_desk.i18n import text
from advocacy_desk.progress import Cancelled, Progress
from advocacy_desk.settings import Settings, save
from advocacy_desk.ui.desk import Desk
from advocacy_desk.ui.jobs import Jobs
from advocacy_desk.ui.widgets.job_strip import JobStrip
from advocacy_desk.ui.window import MainWindow
from advocacy_desk.usecases import match_authors, summarise
from advocacy_desk.usecases.open_sample import open_sample

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from advocacy_desk.ui import window

def close_when_there(timer=QTimer()):
    found = [known for known in QApplication.topLevelWidgets() if isinstance(known, window.MainWindow)]
    if found and found[0].page is not None and found[0].page.isVisible():
        print(found[0].windowTitle(), found[0].current)
        found[0].close()

timer = QTimer()
timer.timeout.connect(close_when_there)
QTimer.singleShot(0, lambda: timer.start(20))
sys.exit(window.run(None, Path(sys.argv[1])))
"""


def test_the_program_opens_the_last_workspace_and_closes_cleanly(workspace: Workspace, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    save(settings, Settings(language="en").with_recent(str(workspace.path)))
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(settings)], capture_output=True, text=True, timeout=100, check=False
    )
    assert found.stdout.strip() == "test – Advocacy Desk home", found.stderr
    assert found.returncode == 0, found.stderr


def test_the_strip_shows_what_runs_and_cancels_it(settings_path: Path, qtbot: QtBot) -> None:
    desk = Desk(settings_path, jobs=Jobs())
    strip = JobStrip(desk)
    qtbot.addWidget(strip)
    told: list[str] = []

    def work(progress: Progress) -> None:
        done = 0
        while True:
            done += 1
            progress.at(text("Checking posts"), min(done, 50), 100)

    desk.jobs.run(text("Importing files"), work, cancelled=lambda: told.append("cancelled"))
    bar = strip.findChild(QProgressBar)
    assert bar is not None
    qtbot.waitUntil(lambda: bar.value() == 500)
    assert strip.isVisible()
    [cancel] = strip.findChildren(QPushButton)
    cancel.click()
    assert not cancel.isEnabled()
    qtbot.waitUntil(lambda: told == ["cancelled"])
    assert not strip.isVisible()
    desk.jobs.close()
    desk.deleteLater()


def test_a_page_opens_beside_work_that_takes_long(settings_path: Path, workspace: Workspace, qtbot: QtBot) -> None:
    desk = Desk(settings_path, jobs=Jobs())
    window = MainWindow(desk)
    window.show()
    release = threading.Event()
    desk.jobs.run(text("Importing files"), lambda _progress: release.wait(30))
    desk.use_workspace(workspace)
    desk.navigate("content")
    qtbot.waitUntil(lambda: window.page is not None and window.page.isVisible(), timeout=30_000)
    release.set()
    window.close()
    window.deleteLater()
    desk.deleteLater()


def test_the_sample_company_is_made_once_matched_and_checked(tmp_path: Path) -> None:
    made = open_sample(Progress(), tmp_path, posts=300)
    attention = summarise.attention(made)
    assert (attention.posts > 200, attention.unchecked) == (True, 0)
    assert match_authors.count(made).accepted > 0
    made.close()
    again = open_sample(Progress(), tmp_path, posts=300)
    assert summarise.attention(again) == attention
    again.close()
    assert not list(tmp_path.glob("unfinished*"))


def test_an_interrupted_first_start_leaves_no_half_sample(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        open_sample(progress, tmp_path, posts=300)
    assert not (tmp_path / "nordlicht-werke.desk").exists()
    open_sample(Progress(), tmp_path, posts=300).close()


@pytest.mark.usefixtures("secret_service")
def test_a_place_for_a_workspace_is_asked_for(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "Chosen.desk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(chosen), ""))
    window.workspaces.create()
    assert window.desk.workspace.path == chosen
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    window.workspaces.choose()
    assert window.desk.workspace.path == chosen

"""Renders every screen, German and English, light and dark, into a folder: for the README and for looking at them.

    python docs/make_pictures.py FOLDER [WORKSPACE] [--size 1280x820] [--text 100]

Needs no display. Without WORKSPACE the sample company is used (made the first time, which takes a minute).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from advocacy_desk.progress import Progress
from advocacy_desk.ui.desk import Desk
from advocacy_desk.ui.jobs import Jobs
from advocacy_desk.ui.look import Look
from advocacy_desk.ui.screens import all_screens
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.window import MainWindow
from advocacy_desk.usecases.open_sample import open_sample

SETTLE_MS = 120  # layouts and deferred deletions


def main() -> None:
    """Write FOLDER/<screen>-<language>-<theme>.png."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("workspace", type=Path, nargs="?")
    parser.add_argument("--size", default="1280x820")
    parser.add_argument("--text", type=int, default=100)
    parser.add_argument("--screens", default="", help="keys, separated by commas")
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as private:
        desk = Desk(Path(private) / "settings.json", jobs=Jobs(at_once=True), language="en")
        desk.update_settings(language="en", text_size=wanted.text, reviewer="Kim Beispiel")
        Look(application, desk)
        window = MainWindow(desk)
        window.resize(*map(int, wanted.size.split("x")))
        window.show()
        window.workspaces.open_path(_copy(wanted.workspace, Path(private)))
        for theme in ("light", "dark"):
            for language in ("en", "de"):
                desk.update_settings(language=language, theme=theme)
                _shoot(window, wanted.folder, f"{language}-{theme}", wanted.screens)
        window.close()


def _copy(path: Path | None, private: Path) -> Path:
    if path is None:
        workspace = open_sample(Progress())
        path = workspace.path
        workspace.close()
    return Path(shutil.copy(path, private / path.name))


def _shoot(window: MainWindow, folder: Path, suffix: str, only: str) -> None:
    for screen in all_screens():
        if only and screen.key not in only.split(","):
            continue
        window.desk.navigate(screen.key)
        QTest.qWait(SETTLE_MS)
        page = window.page
        table = page.findChild(IdTable) if page is not None else None
        if table is not None and table.current_id() is None:
            table.go_to_row(0)
        QTest.qWait(SETTLE_MS)
        window.grab().save(str(folder / f"{screen.key}-{suffix}.png"))


if __name__ == "__main__":
    main()

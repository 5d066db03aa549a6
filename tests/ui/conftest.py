"""What the tests of the window share: a desk whose jobs run at once, and a window on a workspace."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from advocacy_desk.ui.desk import Desk
from advocacy_desk.ui.jobs import Jobs
from advocacy_desk.ui.look import Look
from advocacy_desk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Timers want an application, whichever test comes first."""


@pytest.fixture
def settings_path(tmp_path: Path) -> Path:
    """The settings of a person who reads English and likes it light, whatever the machine prefers."""
    path = tmp_path / "person" / "settings.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"language": "en", "theme": "light"}), encoding="utf-8")
    return path


@pytest.fixture
def desk(qapp: QApplication, settings_path: Path) -> Iterator[Desk]:
    """A desk without a workspace, dressed, whose jobs run inside the call."""
    made = Desk(settings_path, jobs=Jobs(at_once=True), clock=lambda: NOW)
    Look(qapp, made)
    yield made
    made.deleteLater()


@pytest.fixture
def window(desk: Desk, workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window, shown, on an empty workspace."""
    made = MainWindow(desk)
    made.resize(1024, 700)
    desk.use_workspace(workspace)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()

"""The main window, and how the program starts: the shell paints first, everything heavy is imported beside it."""

from __future__ import annotations

import importlib
import logging
import sys
import threading
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from advocacy_desk.i18n import text
from advocacy_desk.ui import logbook
from advocacy_desk.ui.desk import Desk
from advocacy_desk.ui.jobs import Jobs
from advocacy_desk.ui.look import Look
from advocacy_desk.ui.menus import Commands, Menus
from advocacy_desk.ui.pages.start import StartPage
from advocacy_desk.ui.rail import Rail
from advocacy_desk.ui.screens import all_screens
from advocacy_desk.ui.widgets.drop_zone import dropped_paths
from advocacy_desk.ui.widgets.go_to import GoTo
from advocacy_desk.ui.widgets.job_strip import JobStrip
from advocacy_desk.ui.widgets.log_dialog import LogDialog
from advocacy_desk.ui.widgets.page import Page
from advocacy_desk.ui.widgets.problem_dialog import tell
from advocacy_desk.ui.widgets.shortcut_list import ShortcutList
from advocacy_desk.ui.widgets.toast import Toast
from advocacy_desk.ui.workspaces import Workspaces

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from advocacy_desk.progress import Progress

log = logging.getLogger(__name__)

SMALLEST = (800, 560)
FIRST_SIZE = (1280, 820)
RULES = "advocacy_desk.usecases.list_rules"
WARM = (
    "advocacy_desk.usecases.summarise",
    "advocacy_desk.usecases.browse_posts",
    RULES,
    "advocacy_desk.usecases.import_posts",
    "pandas",
    "matplotlib.figure",
    "matplotlib.font_manager",
)


class MainWindow(QMainWindow):
    """Rail, pages, job strip. It opens workspaces and screens and knows nothing of what a page shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.screens = {screen.key: screen for screen in all_screens()}
        self.pages: dict[str, Page] = {}
        self.current: str | None = None
        self._target: dict[str, object] = {}
        self.workspaces = Workspaces(desk, self)
        self.workspaces.failed.connect(self._on_open_failed)
        self._build_frame()
        self.menus = Menus(desk, self, tuple(self.screens.values()), self._commands())
        self._restore_place()
        desk.jobs.went_wrong.connect(self.tell)
        desk.navigated.connect(self.go)
        desk.workspace_changed.connect(self._on_workspace)
        desk.theme_changed.connect(self._fit_rail)
        self._on_workspace()

    def _build_frame(self) -> None:
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.rail = Rail(self.desk, tuple(self.screens.values()))
        self.rail.chosen.connect(self.desk.navigate)
        self._stack = QStackedWidget()
        self._waiting = QWidget()
        self._start = StartPage(
            self.desk,
            create=self.workspaces.create,
            choose=self.workspaces.choose,
            sample=self.workspaces.open_sample,
            open_path=self.workspaces.open_path,
        )
        self._stack.addWidget(self._waiting)
        self._stack.addWidget(self._start)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(JobStrip(self.desk))
        canvas = QWidget()
        canvas.setObjectName("canvas")
        row = QHBoxLayout(canvas)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(canvas)
        self._toast = Toast(self.desk, canvas)

    def _commands(self) -> Commands:
        return Commands(
            create=self.workspaces.create,
            choose=self.workspaces.choose,
            sample=self.workspaces.open_sample,
            open_path=self.workspaces.open_path,
            encrypt=self.workspaces.encrypt,
            search=self.focus_search,
            go_to=self.show_go_to,
            shortcuts=self.show_shortcuts,
            log=self.show_log,
            close=self.close,
        )

    # --- screens

    def go(self, key: str, target: dict[str, object] | None = None) -> None:
        """Open a screen; its page is built as soon as its module is there, without holding up the window."""
        if not self.desk.has_workspace:
            return
        self.current = key
        self._target = target or {}
        self.rail.show_current(key)
        module = f"advocacy_desk.ui.pages.{key}"
        if key in self.pages or module in sys.modules:
            self._open(key)
            return
        self._stack.setCurrentWidget(self._waiting)
        self.desk.jobs.read("page", lambda _progress: importlib.import_module(module), lambda _module: self._open(key))

    def _open(self, key: str) -> None:
        if key != self.current or not self.desk.has_workspace:
            return
        page = self.pages.get(key)
        if page is None:
            page = self.pages[key] = self.screens[key].build(self.desk)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if self._target:
            page.open_at(**self._target)
            self._target = {}

    @property
    def page(self) -> Page | None:
        """The page that is open."""
        return self.pages.get(self.current) if self.current else None

    def focus_search(self) -> None:
        """Put the keyboard into the open page's search field."""
        if self.page is not None:
            self.page.focus_search()

    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        groups = [(text("Everywhere"), self.menus.shortcuts())]
        if self.page is not None and self.current is not None:
            groups.append((self.screens[self.current].title, self.page.shortcuts))
        ShortcutList(self.desk, groups, self).open()

    def show_go_to(self) -> None:
        """Open the field from which everything can be reached."""
        GoTo(self.desk, self.menus.actions(), self).open()

    def show_log(self) -> None:
        """Open the log of faults."""
        LogDialog(self.desk, logbook.default_folder(), self).open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere in the window."""
        if self.desk.has_workspace and dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show what was dropped on the imports screen."""
        event.acceptProposedAction()
        self.desk.navigate("imports", paths=dropped_paths(event.mimeData()))

    # --- workspaces

    def _on_open_failed(self, error: Exception) -> None:
        if not self.desk.has_workspace:
            self._stack.setCurrentWidget(self._start)
        self.tell(error)

    def _on_workspace(self) -> None:
        for page in self.pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self.pages.clear()
        self.current = None
        there = self.desk.has_workspace
        self.rail.set_enabled(enabled=there)
        name = f"{self.desk.workspace.path.stem} – " if there else ""
        self.setWindowTitle(f"{name}Advocacy Desk")
        if there:
            self.go("home")
            if not self.desk.jobs.at_once:
                _warm_up(self.desk.jobs, WARM + tuple(f"advocacy_desk.ui.pages.{key}" for key in self.screens))
        else:
            self._stack.setCurrentWidget(self._start)

    def open_soon(self, path: Path) -> None:
        """Show the shell without the start page, and open a workspace that is known once the shell is painted."""
        self._stack.setCurrentWidget(self._waiting)
        QTimer.singleShot(0, partial(self.workspaces.open_path, path))

    # --- the window itself

    def tell(self, error: Exception) -> None:
        """Tell the person of a failure."""
        tell(self.desk, error, self)

    def _restore_place(self) -> None:
        self.resize(*FIRST_SIZE)
        kept = self.desk.recall("geometry")
        if kept is not None:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def _fit_rail(self) -> None:
        self.rail.fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the rail's words only where there is room."""
        super().resizeEvent(event)
        self._fit_rail()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's place, cancel what runs (it rolls back), and let go of the workspace."""
        self.desk.remember("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.desk.keep()
        self.desk.jobs.close()
        if self.desk.has_workspace:
            self.desk.workspace.close()
        super().closeEvent(event)


def _warm_up(jobs: Jobs, names: tuple[str, ...], _before: object = None) -> None:
    """Import what the other screens will need; each module is a job, so that what a person does goes between."""
    if names:
        jobs.run(None, partial(_import, names[0]), done=partial(_warm_up, jobs, names[1:]))
    else:
        jobs.settle()


def _import(name: str, _progress: Progress) -> None:
    module = importlib.import_module(name)
    if name == RULES:
        module.policy()  # half a second: the first case should not wait for it


def run(workspace: Path | None, settings_path: Path, language: str | None = None) -> int:
    """Open the window and stay until it is closed; returns the exit code."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Advocacy Desk")
    application.setDesktopFileName("advocacy-desk")
    desk = Desk(settings_path, jobs=Jobs(), language=language)
    logbook.begin(logbook.default_folder())
    look = Look(application, desk)
    look.setParent(desk)
    window = MainWindow(desk)
    _catch_faults(window)
    known = workspace or next((Path(place) for place in desk.settings.recent if Path(place).is_file()), None)
    window.show()
    if known is not None:
        window.open_soon(known)
    return application.exec()


def _catch_faults(window: MainWindow) -> None:
    """Show what nobody caught, in the window or in a worker; a failed slot must not go unseen."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("uncaught: %s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        if isinstance(error, Exception) and threading.current_thread() is threading.main_thread():
            window.tell(error)

    sys.excepthook = caught
    threading.excepthook = lambda args: caught(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)

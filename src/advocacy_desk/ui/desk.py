"""What every page gets: the workspace, the jobs, language, theme and settings, and how to tell the others of a change.

One ``Desk`` lives as long as the window. It is handed to pages and widgets when they are made; nothing reaches it
through a global name.
"""

from __future__ import annotations

import dataclasses
import locale
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton

from advocacy_desk import settings as settings_file
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import Fault
from advocacy_desk.i18n import LANGUAGES, Language, Text
from advocacy_desk.progress import Progress
from advocacy_desk.settings import Settings
from advocacy_desk.ui.cells import Cells
from advocacy_desk.ui.jobs import Job, Jobs
from advocacy_desk.ui.style.theme import Theme, theme_named

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from advocacy_desk.store import Workspace

Result = TypeVar("Result")

ICON_SIZE = 16  # at 100 % text
KEEP_AFTER_MS = 1_000


@dataclasses.dataclass(frozen=True, slots=True)
class Announcement:
    """A short message at the foot of the window; ``undo`` puts an undo button beside it."""

    message: Text
    undo: Callable[[], object] | None = None


class Desk(QObject):
    """The one thing that every page is given.

    Signals:

    ``changed(Changes)`` after a write; ``language_changed()`` and ``theme_changed()`` after every widget that was
    given its words with ``say`` has them in the new language; ``workspace_changed()``; ``navigated(key, target)`` and
    ``announced(Announcement)`` are for the window.
    """

    changed = Signal(object)
    language_changed = Signal()
    theme_changed = Signal()
    workspace_changed = Signal()
    navigated = Signal(str, object)
    announced = Signal(object)
    restore_wanted = Signal(object)

    def __init__(
        self,
        settings_path: Path,
        *,
        jobs: Jobs | None = None,
        language: str | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(tz=UTC),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path = settings_path
        self._clock = clock
        self._workspace: Workspace | None = None
        self._said: WeakKeyDictionary[QObject, dict[str, Text]] = WeakKeyDictionary()
        self._drawn: WeakKeyDictionary[QAbstractButton | QAction, tuple[str, str]] = WeakKeyDictionary()
        self.settings: Settings = settings_file.load(settings_path)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.timeout.connect(self.keep)
        self.jobs = jobs or Jobs(self)
        self.language = Language(language or self.settings.language or system_language())
        self.cells = Cells(self.language)
        self.theme: Theme = theme_named(self.settings.theme)

    # --- the workspace

    @property
    def workspace(self) -> Workspace:
        """The open workspace. Raises Fault where none is: pages exist only while one is open."""
        if self._workspace is None:
            raise Fault("no workspace is open")
        return self._workspace

    @property
    def has_workspace(self) -> bool:
        """Whether a workspace is open."""
        return self._workspace is not None

    def use_workspace(self, workspace: Workspace | None) -> None:
        """Make a workspace the open one; the window builds its pages anew."""
        self._workspace = workspace
        self.workspace_changed.emit()

    # --- words

    def of(self, words: Text) -> str:
        """Translate a text now; use ``say`` for what stays on the screen."""
        return self.language.of(words)

    def say(self, target: QObject, words: Text, setter: str = "setText") -> None:
        """Give a widget or an action its words, and again whenever the language changes.

        ``setter`` is the name of its method: ``setText``, ``setToolTip``, ``setPlaceholderText``,
        ``setAccessibleName``, ``setWindowTitle``, ...
        """
        self._said.setdefault(target, {})[setter] = words
        getattr(target, setter)(self.language.of(words))

    def draw(self, target: QAbstractButton | QAction, icon: str, colour: str = "muted") -> None:
        """Give a button or an action an icon in a colour of the theme, and again whenever the theme changes."""
        self._drawn[target] = (icon, colour)
        self._redraw(target)

    def _redraw(self, target: QAbstractButton | QAction) -> None:
        icon, colour = self._drawn[target]
        target.setIcon(self.theme.icon(icon, colour))
        if isinstance(target, QAbstractButton):
            size = (target.property("iconBase") or ICON_SIZE) * self.settings.text_size // 100
            target.setIconSize(QSize(size, size))

    def _switch_language(self, code: str) -> None:
        if code == self.language.code:
            return
        self.language = Language(code)
        self.cells = Cells(self.language)
        for target, said in list(self._said.items()):
            if shiboken6.isValid(target):
                for setter, words in said.items():
                    getattr(target, setter)(self.language.of(words))
        self.language_changed.emit()

    # --- settings

    def update_settings(self, **changed: Any) -> None:  # noqa: ANN401 - the fields of Settings; replace() checks their names
        """Change settings by field name, keep them, and switch language and look at once where they are meant."""
        before = self.settings
        self.settings = dataclasses.replace(before, **changed)
        self.keep()
        if self.settings.language != before.language:
            self._switch_language(self.settings.language or system_language())
        if (self.settings.theme, self.settings.text_size) != (before.theme, before.text_size):
            self.refresh_theme()
        if {"language", "theme", "text_size", "reviewer"} & changed.keys():
            self.changed.emit(Changes.SETTINGS)

    def refresh_theme(self) -> None:
        """Take the theme of the settings (again: the system may have changed) and let everything be repainted."""
        self.theme = theme_named(self.settings.theme)
        for target in list(self._drawn):
            if shiboken6.isValid(target):
                self._redraw(target)
        self.theme_changed.emit()

    def remember(self, key: str, value: str) -> None:
        """Keep a piece of the window's state, such as column widths, for the next start.

        It is written a second later: another text size moves a hundred columns, and each file takes milliseconds.
        """
        if self.settings.window.get(key) != value:
            self.settings = dataclasses.replace(self.settings, window={**self.settings.window, key: value})
            self._keeping.start(KEEP_AFTER_MS)

    def keep(self) -> None:
        """Write the settings now."""
        self._keeping.stop()
        settings_file.save(self._path, self.settings)

    def recall(self, key: str) -> str | None:
        """Return what ``remember`` kept."""
        return self.settings.window.get(key)

    # --- what happens

    def now(self) -> datetime:
        """Return the time, in UTC; tests set the clock."""
        return self._clock()

    def navigate(self, screen: str, **target: object) -> None:
        """Open a screen; ``target`` is handed to its page's ``open_at``: ``navigate("content", post=17)``."""
        self.navigated.emit(screen, target)

    def announce(self, message: Text, undo: Callable[[], object] | None = None) -> None:
        """Say something briefly at the foot of the window, with an undo button where ``undo`` is given."""
        self.announced.emit(Announcement(message, undo))

    def write(
        self,
        title: Text | None,
        work: Callable[[Progress], Outcome[Result]],
        *,
        done: Callable[[Result], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        busy: QWidget | None = None,
    ) -> Job[Outcome[Result]]:
        """Run a use case that writes; announce its changes once, then hand its result to ``done``."""

        def finish(outcome: Outcome[Result]) -> None:
            self.changed.emit(outcome.changes)
            if done is not None:
                done(outcome.result)

        return self.jobs.run(title, work, done=finish, failed=failed, cancelled=cancelled, busy=busy)


def system_language() -> str:
    """Return the interface language nearest to the system's: German or English."""
    code = (locale.getlocale()[0] or "en")[:2].lower()
    return code if code in LANGUAGES else "en"

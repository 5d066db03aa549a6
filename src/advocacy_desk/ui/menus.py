"""The menu bar: workspaces, screens, language, look, help; every entry is also found by Ctrl+K."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMessageBox

from advocacy_desk import __version__
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.settings import Settings
from advocacy_desk.ui.widgets.page import Shortcut

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.screens._contract import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """What the menus can ask of the window."""

    create: Callable[[], object]
    choose: Callable[[], object]
    sample: Callable[[], object]
    open_path: Callable[[Path], object]
    encrypt: Callable[[], object]
    search: Callable[[], object]
    go_to: Callable[[], object]
    shortcuts: Callable[[], object]
    log: Callable[[], object]
    close: Callable[[], object]


class Menus(QObject):
    """Builds the menu bar of a window and keeps it up to date."""

    def __init__(self, desk: Desk, window: QMainWindow, screens: Sequence[Screen], commands: Commands) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._commands = commands
        self._keys: list[tuple[str, Text]] = []
        self._everything: list[QAction] = []
        self._need_workspace: list[QAction] = []
        self._build_workspace_menu()
        self._build_view_menu(screens)
        self._build_help_menu()
        desk.workspace_changed.connect(self._on_workspace)
        desk.changed.connect(self._check_settings)
        self._on_workspace()

    def actions(self) -> tuple[QAction, ...]:
        """Return every action, for Ctrl+K."""
        return tuple(self._everything)

    def shortcuts(self) -> tuple[Shortcut, ...]:
        """Return the keys that work everywhere."""
        return tuple(Shortcut(keys, words) for keys, words in self._keys)

    # --- the menus

    def _build_workspace_menu(self) -> None:
        menu = self._menu(text("&Workspace"))
        self._add(menu, text("New workspace …"), self._commands.create, keys="Ctrl+N", icon="plus")
        self._add(menu, text("Open workspace …"), self._commands.choose, keys="Ctrl+O", icon="folder")
        self._recent = QMenu(menu)
        self._desk.say(self._recent, text("Open recent"), "setTitle")
        menu.addMenu(self._recent)
        self._add(menu, text("Try the sample company"), self._commands.sample, icon="sparkle")
        menu.addSeparator()
        bring = self._add(menu, text("Import files …"), self._import, keys="Ctrl+I", icon="imports")
        self._need_workspace.append(bring)
        self._encrypt = self._add(menu, text("Encrypt this workspace …"), self._commands.encrypt)
        menu.addSeparator()
        self._add(menu, text("Quit"), self._commands.close, keys="Ctrl+Q", icon="close")

    def _build_view_menu(self, screens: Sequence[Screen]) -> None:
        menu = self._menu(text("&View"))
        counted = iter([*(f"Ctrl+{number}" for number in range(1, 10)), "Ctrl+0"])
        for screen in screens:
            keys = screen.keys or next(counted, None)
            action = self._add(
                menu, screen.title, partial(self._desk.navigate, screen.key), keys=keys, icon=screen.icon
            )
            self._need_workspace.append(action)
        menu.addSeparator()
        self._add(menu, text("Find on this screen"), self._commands.search, keys="Ctrl+F", icon="search")
        self._add(menu, text("Go to …"), self._commands.go_to, keys="Ctrl+K", icon="search")
        menu.addSeparator()
        self._choices: dict[str, list[QAction]] = {}
        for field in dataclasses.fields(Settings):
            if field.metadata.get("choices"):
                self._build_choice(menu, field.name, field.metadata["label"], field.metadata["choices"])

    def _build_choice(self, menu: QMenu, name: str, title: Text, choices: Mapping[str, Text]) -> None:
        submenu = QMenu(menu)
        self._desk.say(submenu, title, "setTitle")
        menu.addMenu(submenu)
        group = QActionGroup(submenu)
        self._choices[name] = []
        for value, words in choices.items():
            action = self._add(submenu, words, partial(self._set, name, value))
            # Ctrl+K lists tooltips: "German" alone would say too little there.
            self._desk.say(action, text("{name}: {value}", name=title, value=words), "setToolTip")
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
            self._choices[name].append(action)
        self._check_settings()

    def _build_help_menu(self) -> None:
        menu = self._menu(text("&Help"))
        self._add(menu, text("Keyboard shortcuts"), self._commands.shortcuts, keys="F1", more_keys="?", icon="help")
        self._add(menu, text("Log of faults …"), self._commands.log, icon="file")
        self._add(menu, text("About Advocacy Desk"), self._about, icon="info")

    # --- pieces

    def _menu(self, title: Text) -> QMenu:
        menu = QMenu(self._window)
        self._desk.say(menu, title, "setTitle")
        self._window.menuBar().addMenu(menu)
        return menu

    def _add(
        self,
        menu: QMenu,
        words: Text,
        triggered: Callable[[], object],
        *,
        keys: str | None = None,
        more_keys: str | None = None,
        icon: str | None = None,
    ) -> QAction:
        action = QAction(menu)
        self._desk.say(action, words)
        if icon is not None:
            self._desk.draw(action, icon)
        if keys is not None:
            action.setShortcuts([QKeySequence(known) for known in (keys, more_keys) if known])
            self._keys.append((keys, words))
        action.triggered.connect(lambda _checked=False: triggered())
        menu.addAction(action)
        self._everything.append(action)
        return action

    def _set(self, name: str, value: str) -> None:
        plain = getattr(Settings(), name)
        self._desk.update_settings(**{name: type(plain)(value)})

    def _check_settings(self) -> None:
        for name, actions in self._choices.items():
            current = str(getattr(self._desk.settings, name))
            for action in actions:
                action.setChecked(action.data() == current)

    def _on_workspace(self) -> None:
        for action in self._need_workspace:
            action.setEnabled(self._desk.has_workspace)
        self._encrypt.setEnabled(self._desk.has_workspace and self._desk.workspace.key is None)
        self._recent.clear()
        for place in self._desk.settings.recent:
            action = QAction(self._recent)
            self._desk.say(action, literal(place))
            action.triggered.connect(lambda _checked=False, path=Path(place): self._commands.open_path(path))
            self._recent.addAction(action)
        self._recent.setEnabled(not self._recent.isEmpty())

    def _import(self) -> None:
        self._desk.navigate("imports", choose=True)

    def _about(self) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk.say(box, text("About Advocacy Desk"), "setWindowTitle")
        words = text("Advocacy Desk {version}. Works offline; your data stays in your workspace.", version=__version__)
        self._desk.say(box, words)
        box.open()

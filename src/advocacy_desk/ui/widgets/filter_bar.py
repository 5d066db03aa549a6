"""The bar above a list: a search field with instant results, choices as menus, what was found, and a way back."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.widgets.flow import Flow
from advocacy_desk.ui.widgets.pieces import button, label, restyle

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

TYPING_PAUSE_MS = 15  # a question that is overtaken is cancelled in the database
SEARCH_WIDTH = 200


class Choice(QToolButton):
    """A button with a menu: one of the options (``many=False``) or any of them. Nothing chosen: no restriction.

    ``changed()`` is emitted when the person chooses.
    """

    changed = Signal()

    def __init__(self, desk: Desk, name: Text, *, many: bool = True) -> None:
        super().__init__()
        self._desk = desk
        self._name = name
        self._many = many
        self._labels: dict[Hashable, Text] = {}
        self._chosen: tuple[Hashable, ...] = ()
        self.setProperty("role", "choice")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self._show()
        desk.language_changed.connect(self._show)

    def set_options(self, options: Iterable[tuple[Hashable, Text | str]]) -> None:
        """Offer these values; what was chosen and is still offered stays chosen."""
        self._labels = {value: words if isinstance(words, Text) else literal(words) for value, words in options}
        self._chosen = tuple(value for value in self._chosen if value in self._labels)
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        group.setExclusive(not self._many)
        group.setExclusionPolicy(
            QActionGroup.ExclusionPolicy.None_ if self._many else QActionGroup.ExclusionPolicy.ExclusiveOptional
        )
        for value, words in self._labels.items():
            action = QAction(menu)
            action.setCheckable(True)
            action.setChecked(value in self._chosen)
            action.setData(value)
            self._desk.say(action, words)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._on_triggered)
        self._show()

    def values(self) -> tuple[Hashable, ...]:
        """Return what is chosen, in the order of the options."""
        return self._chosen

    def value(self) -> Hashable | None:
        """Return the one value that is chosen."""
        return self._chosen[0] if self._chosen else None

    def choose(self, *values: Hashable) -> None:
        """Choose values from the program; emits nothing."""
        self._chosen = tuple(value for value in self._labels if value in values)
        for action in self.menu().actions():
            action.setChecked(action.data() in self._chosen)
        self._show()

    def _on_triggered(self) -> None:
        self._chosen = tuple(action.data() for action in self.menu().actions() if action.isChecked())
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        name = self._desk.of(self._name)
        if not self._chosen:
            shown = name
        elif len(self._chosen) == 1:
            shown = f"{name}: {self._desk.of(self._labels[self._chosen[0]])}"
        else:
            shown = f"{name}: {len(self._chosen)}"
        self.setText(shown + "  ▾")
        self.setAccessibleName(shown)
        restyle(self, "active", "true" if self._chosen else "false")


class FilterBar(QWidget):
    """Search field, choices, count. ``changed()`` comes 15 ms after the last key and at once after a choice."""

    changed = Signal()

    def __init__(self, desk: Desk, search: Text) -> None:
        super().__init__()
        self._desk = desk
        self.choices: list[Choice] = []
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(SEARCH_WIDTH)
        desk.say(self.search, search, "setPlaceholderText")
        desk.say(self.search, search, "setAccessibleName")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(self._on_typing)
        self.search.returnPressed.connect(self._now)
        self._reset = button(desk, text("Reset"), self.reset, quiet=True)
        self._reset.hide()
        self.found = label(desk, role="muted")
        self.changed.connect(self._show_reset)
        self._row = Flow(greedy=self.search)
        for part in (self.search, self._reset, self.found):
            self._row.addWidget(part)
        self.setLayout(self._row)

    def add_choice(self, name: Text, *, many: bool = True) -> Choice:
        """Add a menu behind the search field and return it."""
        choice = Choice(self._desk, name, many=many)
        choice.changed.connect(self.changed)
        self.choices.append(choice)
        self._row.insert(len(self.choices), choice)
        return choice

    def words(self) -> str:
        """Return what is searched for."""
        return self.search.text().strip()

    @property
    def is_active(self) -> bool:
        """Whether anything restricts the list."""
        return bool(self.words()) or any(choice.values() for choice in self.choices)

    def set_words(self, words: str) -> None:
        """Search for words from the program, with no other restriction; emits nothing."""
        self.search.blockSignals(True)
        self.search.setText(words)
        self.search.blockSignals(False)
        for choice in self.choices:
            choice.choose()
        self._show_reset()

    def reset(self) -> None:
        """Take every restriction away."""
        self.set_words("")
        self.changed.emit()

    def show_found(self, words: Text) -> None:
        """Say how much was found."""
        self._desk.say(self.found, words)

    def _on_typing(self) -> None:
        self._pause.start()

    def _now(self) -> None:
        self._pause.stop()
        self.changed.emit()

    def _show_reset(self) -> None:
        self._reset.setVisible(self.is_active)

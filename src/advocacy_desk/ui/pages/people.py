"""People: the directory with tags and tiers, and the accounts whose owner nobody has confirmed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout

from advocacy_desk.domain.changes import Changes
from advocacy_desk.i18n import text
from advocacy_desk.ui.pages._people_accounts import AccountsTab
from advocacy_desk.ui.pages._people_directory import DirectoryTab
from advocacy_desk.ui.pages._person import PersonView
from advocacy_desk.ui.widgets.page import Page, Shortcut

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from advocacy_desk.ui.desk import Desk


class PeoplePage(Page):
    """Two tabs, and a page of each person.

    ``open_at(employee=7)`` in the list, ``open_at(person=7)`` for the page, ``open_at(tag="ambassador")``,
    ``open_at(tab="accounts")``.
    """

    cares_about: ClassVar[Changes] = Changes.PEOPLE | Changes.MATCHES | Changes.TAGS | Changes.POSTS
    cares_about |= Changes.CONSENT | Changes.ACTIVATIONS
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (
        Shortcut("Ctrl+F", text("Search the people")),
        Shortcut("Ctrl+A", text("Choose all that match")),
        Shortcut("Ctrl+T", text("Tag the chosen people")),
        Shortcut("Return", text("Open the page of the person")),
        Shortcut("A", text("Accept the proposed person for the account")),
        Shortcut("N", text("The account is no employee's")),
        Shortcut("X", text("The account is not the proposed person's")),
        Shortcut("J", text("Next account")),
        Shortcut("K", text("Previous account")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, text("People"), text("Who posts for us, with which accounts, and what we know about them.")
        )
        self.directory = DirectoryTab(desk, self)
        self.accounts = AccountsTab(desk, self)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.directory, "")
        self.tabs.addTab(self.accounts, "")
        desk.say(self.tabs, text("Views of people"), "setAccessibleName")
        self.directory.counted.connect(self._title_tabs)
        self.accounts.counted.connect(self._title_tabs)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        self.person = PersonView(desk, self)
        self.person.left.connect(self._show_list)
        self.views = QStackedWidget()
        self.views.addWidget(self.tabs)
        self.views.addWidget(self.person)
        column.addWidget(self.views)
        self.directory.opened.connect(self._show_person)
        self._title_tabs()
        self._build_keys()

    def _build_keys(self) -> None:
        keys = {
            "A": self.accounts.accept,
            "N": self.accounts.dismiss,
            "X": self.accounts.refuse,
            "J": self.accounts.next_one,
            "K": self.accounts.previous_one,
        }
        for key, work in keys.items():
            shortcut = QShortcut(QKeySequence(key), self.accounts)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(work)
        tag = QShortcut(QKeySequence("Ctrl+T"), self.directory)
        tag.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        tag.activated.connect(self.directory.tag_chosen)

    def _show_person(self, employee: int) -> None:
        self.views.setCurrentWidget(self.person)
        self.person.show_employee(employee)

    def _show_list(self) -> None:
        self.views.setCurrentWidget(self.tabs)
        self._focus_list()

    def _title_tabs(self) -> None:
        number = self.desk.cells.number
        known = text("Directory ({count})", count=number(self.directory.total))
        waiting = text("Unmatched accounts ({count})", count=number(self.accounts.total))
        self.tabs.setTabText(0, self.desk.of(known))
        self.tabs.setTabText(1, self.desk.of(waiting))

    def refresh(self) -> None:
        """Load both tabs: their titles say how many there are."""
        self.directory.refresh()
        self.accounts.refresh()
        self.person.refresh()
        self._title_tabs()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, so that the keys of the page work without a click."""
        super().showEvent(event)
        self._focus_list()

    def _focus_list(self) -> None:
        tab = self.accounts if self.tabs.currentWidget() is self.accounts else self.directory
        tab.table.setFocus()

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.tabs.setCurrentWidget(self.directory)
        self.directory.bar.search.setFocus()
        self.directory.bar.search.selectAll()

    def open_at(self, **target: object) -> None:
        """Show a person, the people with a tag, or the accounts that wait."""
        if "person" in target:
            self._show_person(int(str(target["person"])))
            return
        self.views.setCurrentWidget(self.tabs)
        accounts = target.get("tab") == "accounts"
        self.tabs.setCurrentWidget(self.accounts if accounts else self.directory)
        self._focus_list()
        if not accounts:
            employee, tag = target.get("employee"), target.get("tag")
            self.directory.go_to(
                employee=None if employee is None else int(str(employee)), tag=None if tag is None else str(tag)
            )

"""One person in full: who, which accounts and why they are theirs, which tags, set by whom, when and why."""

from __future__ import annotations

import getpass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advocacy_desk.domain.people import Account, Person, Tag
from advocacy_desk.domain.tiers import default_tiers
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.matching import explain_reason
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.names import network_name
from advocacy_desk.ui.review_names import shown_handle, tag_name
from advocacy_desk.ui.style.theme import GRID, Tone
from advocacy_desk.ui.widgets.pieces import Badge, Card, FactList, button, clear, label, scrolled, tool_button

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

DIRECTORY = "directory"


class PersonDetails(Card):
    """Shows one person.

    Emits ``tag_asked()``, ``open_asked(employee id)``, ``untag_asked(employee id, tag)`` and ``erase_asked(person)``.
    """

    tag_asked = Signal()
    open_asked = Signal(object)
    untag_asked = Signal(object, str)
    erase_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._person: Person | None = None
        self.column.setContentsMargins(0, 0, 0, 0)
        self._hint = label(desk, text("Choose a person to see accounts and tags."), "muted", wrap=True)
        self._hint.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.addWidget(self._hint)
        inner = QWidget()
        self._build(inner)
        self._area = scrolled(inner)
        self.column.addWidget(self._area, 1)
        self.column.addStretch()
        self.show_person(None)

    def _build(self, inner: QWidget) -> None:
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        self._name = label(self._desk, role="section", wrap=True)
        self._byline = label(self._desk, role="muted", wrap=True)
        self._tags = QVBoxLayout()
        self._tags.setSpacing(GRID)
        self._accounts = QVBoxLayout()
        self._accounts.setSpacing(GRID)
        self._facts = FactList(self._desk)
        tags = QHBoxLayout()
        tags.addWidget(label(self._desk, text("Tags"), "section"), 1)
        tags.addWidget(button(self._desk, text("Tag …"), self.tag_asked.emit, icon="tag", quiet=True))
        column.addWidget(self._name)
        column.addWidget(self._byline)
        opened = button(self._desk, text("Open the page of the person"), self._open, icon="people")
        column.addWidget(opened)
        column.addLayout(tags)
        column.addLayout(self._tags)
        column.addWidget(label(self._desk, text("Accounts"), "section"))
        column.addLayout(self._accounts)
        column.addWidget(label(self._desk, text("About the person"), "section"))
        column.addWidget(self._facts)
        column.addSpacing(GRID)
        self.erase = button(
            self._desk, text("Erase this person …"), lambda: self.erase_asked.emit(self._person), quiet=True
        )
        column.addWidget(self.erase, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _open(self) -> None:
        if self._person is not None:
            self.open_asked.emit(self._person.id)

    def actor(self) -> str:
        """Return who is acting: the name in the settings, else the user of the computer."""
        return self._desk.settings.reviewer or getpass.getuser()

    def show_person(self, person: Person | None) -> None:
        """Show a person; None: nobody is chosen."""
        self._person = person
        self._area.setVisible(person is not None)
        self._hint.setVisible(person is None)
        if person is None:
            return
        self._desk.say(self._name, literal(person.name))
        parts = [part for part in (person.position, person.team, person.location) if part]
        self._desk.say(self._byline, literal(" · ".join(parts) or DASH))
        clear(self._tags)
        for tag in person.tags:
            self._tags.addLayout(self._tag_row(person, tag))
        if not person.tags:
            self._tags.addWidget(label(self._desk, text("No tags yet."), "muted"))
        clear(self._accounts)
        for account in person.accounts:
            self._accounts.addLayout(self._account_row(account))
        if not person.accounts:
            self._accounts.addWidget(label(self._desk, text("No account is known."), "muted"))
        self._facts.set_facts(self._about(person))

    def _tag_row(self, person: Person, tag: Tag) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Badge(self._desk, tag_name(tag.name), Tone.ACCENT))
        said = text("by {who}, {when}", who=tag.by, when=self._desk.cells.day(tag.at))
        words.addWidget(label(self._desk, said, "caption", wrap=True))
        if tag.reason:
            words.addWidget(label(self._desk, literal(tag.reason), wrap=True))
        if tag.until is not None:
            ends = text("until {day}", day=self._desk.cells.day(tag.until))
            words.addWidget(label(self._desk, ends, "caption"))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        remove = tool_button(
            self._desk,
            text("Take the tag “{tag}” away", tag=tag_name(tag.name)),
            "close",
            partial(self.untag_asked.emit, person.id, tag.name),
        )
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _account_row(self, account: Account) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        named = f"{network_name(account.network)} · {shown_handle(account.handle)}"
        words.addWidget(label(self._desk, literal(named), wrap=True))
        numbers = text(
            "{posts} posts, {followers} followers",
            posts=self._desk.cells.number(account.posts),
            followers=self._desk.cells.number(account.followers),
        )
        words.addWidget(label(self._desk, numbers, "caption", wrap=True))
        for reason in account.match.reasons if account.match is not None else ():
            words.addWidget(label(self._desk, explain_reason(reason), "caption", wrap=True))
        if account.decided_by and account.decided_by != DIRECTORY:
            words.addWidget(label(self._desk, text("Confirmed by {who}", who=account.decided_by), "caption", wrap=True))
        return words

    def _about(self, person: Person) -> list[tuple[Text, str] | tuple[Text, str, Text]]:
        tiers = default_tiers()
        tier = DASH if person.tier is None else self._desk.of(tiers.title_of(person.tier))
        return [
            (text("Employee number"), person.number or DASH),
            (text("E-mail"), person.email or DASH),
            (text("Tier"), tier, tiers.source),
            (text("Posts"), self._desk.cells.number(person.posts)),
            (text("Last post"), self._desk.cells.day(person.last_post)),
        ]

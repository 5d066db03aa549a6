"""The second tab of the people screen: accounts that nobody has decided about, with a proposal and its reasons."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from advocacy_desk.domain.people import Account, MatchState, PeopleFilter, Proposal, Strength
from advocacy_desk.i18n import literal, plural, text
from advocacy_desk.matching import explain_reason
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.names import network_name
from advocacy_desk.ui.review_names import STRENGTHS, shown_handle
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.flow import Flow
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.widgets.pieces import Badge, Card, button, clear, label
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.usecases import list_people, match_authors

if TYPE_CHECKING:
    from collections.abc import Callable

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.domain.people import Match, MatchCounts
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids

COLUMNS: tuple[Column[Proposal], ...] = (
    Column(key="account", title=text("Account"), cell=lambda row, _desk: shown_handle(row.account.handle), width=17),
    Column(key="name", title=text("Name there"), cell=lambda row, _desk: row.account.name or DASH, stretch=True),
    Column(key="person", title=text("Perhaps"), cell=lambda row, _desk: row.employee or DASH, width=19),
    Column(key="strength", title=text("How sure"), cell=lambda row, desk: desk.of(STRENGTHS[row.match.strength][0]),
           width=13, optional=True),
    Column(key="network", title=text("Network"), cell=lambda row, _desk: network_name(row.account.network), width=10,
           optional=True),
    Column(key="posts", title=text("Posts"), cell=lambda row, desk: desk.cells.number(row.account.posts), figures=True,
           width=7, optional=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    proposals: tuple[Proposal, ...]
    people: tuple[tuple[int, str], ...]


class AccountsTab(QWidget):
    """The accounts that wait. ``counted()`` tells that ``total`` changed."""

    counted = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk = desk
        self.total = 0
        self._proposals: dict[int, Proposal] = {}
        self._place = 0
        self.model: IdsModel[Proposal] = IdsModel(desk, COLUMNS, self._fetch, lambda row: row.account.id)
        self.table = IdTable(desk, self.model, "accounts", text("Unmatched accounts"))
        self.table.setSelectionMode(IdTable.SelectionMode.SingleSelection)
        self.table.current_changed.connect(self._show_account)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(2 * GRID)
        head = QHBoxLayout()
        said = text("Whose accounts are these? Confirm what is proposed, or say that it is nobody of ours.")
        head.addWidget(label(desk, said, "muted", wrap=True), 1)
        self._again = button(desk, text("Look for matches"), self.match, icon="search")
        self._accept_sure = button(desk, text("Accept all certain ones"), partial(self.match, Strength.CERTAIN))
        head.addWidget(self._again)
        head.addWidget(self._accept_sure)
        column.addLayout(head)
        column.addWidget(Split(desk, "accounts", (self.table, self._build_panel()), (5, 3)), 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(content)
        self._stack.addWidget(self._empty())

    def _build_panel(self) -> Card:
        card = Card(self.desk)
        self._title = label(self.desk, role="section", wrap=True)
        self._byline = label(self.desk, role="muted", wrap=True)
        self._sure = Badge(self.desk)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(GRID // 2)
        self.person = QComboBox()
        self.person.setEditable(True)
        self.person.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.person.completer()
        if completer is not None:  # an editable box has one
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.desk.say(self.person, text("Whose account this is"), "setAccessibleName")
        self._accept = button(self.desk, text("Accept (A)"), self.accept, icon="check", primary=True)
        self._dismiss = button(self.desk, text("Not an employee (N)"), self.dismiss, icon="close")
        self._refused = button(self.desk, text("Not this person (X)"), self.refuse, quiet=True)
        row = Flow()
        row.addWidget(self._accept)
        row.addWidget(self._refused)
        row.addWidget(self._dismiss)
        for part in (self._title, self._byline, self._sure):
            card.column.addWidget(part)
        card.column.addLayout(self._reasons)
        card.column.addSpacing(GRID)
        card.column.addWidget(label(self.desk, text("Belongs to"), "caption"))
        card.column.addWidget(self.person)
        card.column.addLayout(row)
        card.column.addStretch(1)
        return card

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.desk,
            "check",
            text("Every account is matched"),
            text("New accounts appear here when posts of somebody unknown are imported."),
        )

    # --- loading

    def refresh(self) -> None:
        """Ask for the accounts that wait, and for the people they may belong to."""
        workspace = self.desk.workspace

        def work(_progress: Progress) -> _Found:
            people = tuple(
                (one.id, f"{one.name} ({one.team})" if one.team else one.name)
                for one in list_people.people(workspace, PeopleFilter())
            )
            return _Found(match_authors.proposals(workspace), people)

        self.desk.jobs.read("accounts", work, self._show)

    def _show(self, found: _Found) -> None:
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        self.total = len(found.proposals)
        current = self.table.current_id()
        self._proposals = {one.account.id: one for one in found.proposals}
        self.person.clear()
        self.person.addItem(self.desk.of(text("Choose a person")), None)
        for employee_id, name in found.people:
            self.person.addItem(name, employee_id)
        self.model.set_ids(np.array(list(self._proposals), dtype=np.int64))
        self._stack.setCurrentIndex(0 if found.proposals else 1)
        self.counted.emit()
        # An account that was just decided is gone: the next one moves up into its place.
        if current is None or not self.table.go_to(current):
            self.table.go_to_row(self._place)

    def _fetch(self, ids: Ids) -> tuple[Proposal, ...]:
        return tuple(self._proposals[one] for one in ids.tolist() if one in self._proposals)

    def _show_account(self, account_id: int | None) -> None:
        proposal = None if account_id is None else self._proposals.get(account_id)
        if proposal is None:
            return
        self._place = max(0, self.table.currentIndex().row())
        account = proposal.account
        self.desk.say(self._title, literal(account.name or shown_handle(account.handle)))
        posts = plural("{count} post", "{count} posts", account.posts)
        parts = (network_name(account.network), shown_handle(account.handle), self.desk.of(posts), proposal.email)
        self.desk.say(self._byline, literal(" · ".join(part for part in parts if part)))
        self._sure.show_as(*STRENGTHS[proposal.match.strength])
        clear(self._reasons)
        if not proposal.match.reasons:
            nobody = text("Nobody in the directory has this name, e-mail or handle.")
            self._reasons.addWidget(label(self.desk, nobody, "muted", wrap=True))
        for reason in proposal.match.reasons:
            said = text(
                "{reason} ({points} points)",
                reason=explain_reason(reason),
                points=self.desk.cells.decimal(reason.points, 0),
            )
            self._reasons.addWidget(label(self.desk, said, wrap=True))
        self.person.setCurrentIndex(max(0, self.person.findData(proposal.match.employee_id)))

    # --- what the person does

    def accept(self) -> None:
        """Confirm that the account is the chosen person's; the next account opens by itself."""
        employee = self.person.currentData()
        if employee is None:
            self.person.setFocus()
            self.desk.announce(text("Please choose whose account this is."))
        else:
            self._decide(MatchState.ACCEPTED, int(employee))

    def refuse(self) -> None:
        """Say that the account is not the proposed person's; the next proposal for it is shown, or none."""
        account_id = self.table.current_id()
        proposal = None if account_id is None else self._proposals.get(account_id)
        if account_id is not None and proposal is not None and proposal.match.employee_id is not None:
            undo = partial(self._refuse, account_id, proposal.match.employee_id, None, refused=False)
            said = text("This person is not proposed for the account again.")
            self._refuse(account_id, proposal.match.employee_id, partial(self.desk.announce, said, undo=undo))

    def _refuse(
        self, account_id: int, employee: int, done: Callable[[], object] | None, *, refused: bool = True
    ) -> None:
        workspace, by = self.desk.workspace, self._actor()

        def work(_progress: Progress) -> Outcome[Match]:
            return match_authors.refuse_proposal(workspace, account_id, employee, by=by, refused=refused)

        self.desk.write(None, work, done=lambda _left: done() if done is not None else None)

    def dismiss(self) -> None:
        """Say that the account is nobody's here."""
        self._decide(MatchState.NOT_EMPLOYEE, None)

    def _decide(self, state: MatchState, employee: int | None) -> None:
        account_id = self.table.current_id()
        if account_id is None:
            return
        said = text("The account was matched.") if employee else text("The account is no employee's.")
        undo = partial(self._write, account_id, MatchState.OPEN, None, None)
        self._write(account_id, state, employee, partial(self.desk.announce, said, undo=undo))

    def _write(self, account_id: int, state: MatchState, employee: int | None, done: object) -> None:
        workspace, by = self.desk.workspace, self._actor()

        def work(_progress: Progress) -> Outcome[Account]:
            return match_authors.decide_account(workspace, account_id, state, by=by, employee=employee)

        def finish(_before: Account) -> None:
            if callable(done):
                done()

        self.desk.write(None, work, done=finish)

    def _actor(self) -> str:
        return self.desk.settings.reviewer or getpass.getuser()

    def next_one(self) -> None:
        """Go to the next account."""
        self.table.go_to_row(self.table.currentIndex().row() + 1)

    def previous_one(self) -> None:
        """Go to the previous account."""
        self.table.go_to_row(self.table.currentIndex().row() - 1)

    def match(self, least: Strength | None = None) -> None:
        """Look for matches; accept those that are at least so sure."""
        workspace, by = self.desk.workspace, self._actor()

        def work(progress: Progress) -> Outcome[MatchCounts]:
            return match_authors.match_authors(workspace, progress, by=by, least=least)

        self.desk.write(text("Matching accounts"), work, done=self._on_matched, busy=self._again)

    def _on_matched(self, counts: MatchCounts) -> None:
        said = text(
            "{accepted} of {accounts} accounts are matched.", accepted=counts.accepted, accounts=counts.accounts
        )
        self.desk.announce(said)

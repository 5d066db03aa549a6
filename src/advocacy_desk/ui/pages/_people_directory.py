"""The first tab of the people screen: everybody in the directory, with a side panel and tags in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from advocacy_desk.domain.people import PeopleFilter, Person, Tag, Tagged
from advocacy_desk.domain.tiers import default_tiers
from advocacy_desk.i18n import plural, text
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.names import network_name
from advocacy_desk.ui.review_names import tag_name
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.erase_dialog import EraseDialog
from advocacy_desk.ui.widgets.filter_bar import FilterBar
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.widgets.person_details import PersonDetails
from advocacy_desk.ui.widgets.pieces import button
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.ui.widgets.tag_dialog import TagDialog
from advocacy_desk.usecases import list_people, tag_person

if TYPE_CHECKING:
    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.domain.erasure import Erased
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids

_NEVER = 0.0


def _order(person: Person, by: str) -> tuple[bool, object]:
    """Return the sort key of a person; who has nothing under this heading comes last either way."""
    values: dict[str, object] = {
        "name": person.name.casefold(),
        "team": (person.team or "").casefold(),
        "posts": person.posts,
        "last": person.last_post.timestamp() if person.last_post else _NEVER,
        "tier": max((one.followers or 0 for one in person.accounts), default=0),
    }
    return True, values[by]


def _accounts(person: Person, _desk: Desk) -> str:
    return ", ".join(dict.fromkeys(network_name(one.network) for one in person.accounts)) or DASH


def _account_hint(person: Person, _desk: Desk) -> str:
    return "\n".join(f"{network_name(one.network)}: {one.handle}" for one in person.accounts)


def _tier(person: Person, desk: Desk) -> str:
    return DASH if person.tier is None else desk.of(default_tiers().title_of(person.tier))


COLUMNS: tuple[Column[Person], ...] = (
    Column(key="name", title=text("Name"), cell=lambda row, _desk: row.name, order="name", stretch=True),
    Column(key="team", title=text("Team"), cell=lambda row, _desk: row.team or DASH, order="team", width=14),
    Column(
        key="tags",
        title=text("Tags"),
        cell=lambda row, desk: ", ".join(desk.of(tag_name(tag.name)) for tag in row.tags),
        colour=lambda _row: "accent",
        width=15,
        optional=True,
    ),
    Column(key="posts", title=text("Posts"), cell=lambda row, desk: desk.cells.number(row.posts), order="posts",
           figures=True, width=7),
    Column(key="last", title=text("Last post"), cell=lambda row, desk: desk.cells.day(row.last_post), order="last",
           width=12, optional=True),
    Column(key="tier", title=text("Tier"), cell=_tier, order="tier", width=6, optional=True),
    Column(key="accounts", title=text("Accounts"), cell=_accounts, hint=_account_hint, width=14, optional=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """What the filters offer and the people who match, in order."""

    people: tuple[Person, ...]
    teams: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]


class DirectoryTab(QWidget):
    """The list of employees. ``counted()`` tells that ``total`` changed, ``opened(id)`` asks for a person's page."""

    counted = Signal()
    opened = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk = desk
        self.total = 0
        self._people: dict[int, Person] = {}
        self._tags: tuple[str, ...] = ()
        self._order, self._descending = "name", False
        self._wanted: int | None = None
        self._build_filters()
        self.model: IdsModel[Person] = IdsModel(desk, COLUMNS, self._fetch, lambda row: row.id)
        self.table = IdTable(desk, self.model, "people", text("People"))
        self.table.show_order(self._order, descending=self._descending)
        self.table.sort_asked.connect(self._sort)
        self.table.current_changed.connect(self._show_details)
        self.table.chosen_changed.connect(self._show_count)
        self.table.opened.connect(self.opened)
        self.details = PersonDetails(desk)
        self.details.open_asked.connect(self.opened)
        self.details.untag_asked.connect(self._untag)
        self.details.tag_asked.connect(self.tag_chosen)
        self.details.erase_asked.connect(self._ask_to_erase)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.bar)
        column.addWidget(Split(desk, "people", (self.table, self.details), (2, 1)), 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(content)
        self._stack.addWidget(self._empty())

    def _build_filters(self) -> None:
        self.bar = FilterBar(self.desk, text("Search names, numbers, handles, positions"))
        self._teams = self.bar.add_choice(text("Team"), many=False)
        self._tag = self.bar.add_choice(text("Tag"), many=False)
        self._tag_button = button(self.desk, text("Tag …"), self.tag_chosen, icon="tag")
        layout = self.bar.layout()
        if layout is not None:
            layout.addWidget(self._tag_button)
        self.bar.changed.connect(self.refresh)

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.desk,
            "people",
            text("Nobody here yet"),
            text("Import the directory of employees as CSV or XLSX: numbers, names, teams, and accounts where known."),
            (text("Import files …"), partial(self.desk.navigate, "imports", choose=True)),
        )

    # --- loading

    def refresh(self) -> None:
        """Ask for the people who match."""
        workspace = self.desk.workspace
        team, tag = self._teams.value(), self._tag.value()
        wanted = PeopleFilter(
            words=self.bar.words(),
            team_id=None if team is None else int(str(team)),
            tag=None if tag is None else str(tag),
        )
        by, descending = self._order, self._descending

        def work(_progress: Progress) -> _Found:
            found = list_people.people(workspace, wanted)
            ordered = sorted(found, key=partial(_order, by=by), reverse=descending)
            teams = tuple((one.id, one.name) for one in list_people.teams(workspace))
            return _Found(tuple(ordered), teams, list_people.tag_names(workspace))

        self.desk.jobs.read("people", work, self._show)

    def _show(self, found: _Found) -> None:
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        self._teams.set_options(found.teams)
        self._teams.setVisible(bool(found.teams))
        self._tag.set_options([(name, tag_name(name)) for name in found.tags])
        self._tags = found.tags
        current = self._wanted or self.table.current_id()
        self._people = {person.id: person for person in found.people}
        self.model.set_ids(np.array(list(self._people), dtype=np.int64))
        if not self.bar.is_active:
            self.total = len(found.people)
            self.counted.emit()
        self._stack.setCurrentIndex(0 if found.people or self.bar.is_active else 1)
        self._show_count()
        self._wanted = None
        if (current is None or not self.table.go_to(current)) and not self.table.go_to_row(0):
            self._show_details(None)

    def _fetch(self, ids: Ids) -> tuple[Person, ...]:
        return tuple(self._people[one] for one in ids.tolist() if one in self._people)

    def _show_count(self) -> None:
        chosen = self.table.chosen_count()
        if chosen > 1:
            self.bar.show_found(plural("{count} person chosen", "{count} people chosen", chosen))
        else:
            self.bar.show_found(plural("{count} person", "{count} people", self.model.rowCount()))
        self._tag_button.setEnabled(chosen > 0)

    def _show_details(self, employee_id: int | None) -> None:
        self.details.show_person(None if employee_id is None else self._people.get(employee_id))

    # --- what the person does

    def _sort(self, order: str, descending: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._order, self._descending = order, descending
        self.refresh()

    def go_to(self, *, employee: int | None = None, tag: str | None = None) -> None:
        """Show one person, or the people with a tag."""
        self._wanted = employee
        if tag is not None:
            self._tag.set_options([(name, tag_name(name)) for name in dict.fromkeys((*self._tags, tag))])
            self._tag.choose(tag)
        self.bar.changed.emit()

    def tag_chosen(self) -> None:
        """Ask for a tag and set it on everybody who is chosen."""
        chosen = [int(one) for one in self.table.chosen_ids()]
        if chosen:
            dialog = TagDialog(self.desk, len(chosen), self._tags, self)
            dialog.given.connect(partial(self._tag_them, chosen))
            dialog.open()

    def _tag_them(self, chosen: list[int], tag: Tag) -> None:
        workspace = self.desk.workspace

        def work(_progress: Progress) -> Outcome[Tagged]:
            return tag_person.tag(workspace, chosen, tag.name, by=tag.by, reason=tag.reason, until=tag.until)

        self.desk.write(None, work, done=partial(self._on_tagged, tag))

    def _on_tagged(self, tag: Tag, done: Tagged) -> None:
        tagged, left_out = done.people, len(done.without_consent)
        said = plural(
            "{count} person is now tagged “{tag}”.",
            "{count} people are now tagged “{tag}”.",
            len(tagged),
            tag=tag_name(tag.name),
        )
        undo = partial(self._remove, list(tagged), tag.name, tag.by, say=False)
        if left_out:
            asked = plural(
                "{count} person does not agree to tags, or was not asked.",
                "{count} people do not agree to tags, or were not asked.",
                left_out,
            )
            said = text("{said} {more}", said=said, more=asked)
        self.desk.announce(said, undo=undo if tagged else None)

    def _untag(self, employee_id: int, name: str) -> None:
        self._remove([employee_id], name, self.details.actor())

    def _remove(self, employees: list[int], name: str, by: str, *, say: bool = True) -> None:
        workspace = self.desk.workspace

        def work(_progress: Progress) -> Outcome[dict[int, Tag]]:
            return tag_person.untag(workspace, employees, name, by=by)

        self.desk.write(None, work, done=self._on_untagged if say else None)

    def _on_untagged(self, taken: dict[int, Tag]) -> None:
        for employee_id, held in taken.items():
            said = text("The tag “{tag}” was taken away.", tag=tag_name(held.name))
            self.desk.announce(said, undo=partial(self._put_back, employee_id, held))

    def _put_back(self, employee_id: int, held: Tag) -> None:
        self._tag_them([employee_id], held)

    def _ask_to_erase(self, person: Person) -> None:
        dialog = EraseDialog(self.desk, person.name, self)
        dialog.agreed.connect(partial(self._erase, person.id))
        dialog.open()

    def _erase(self, employee_id: int) -> None:
        workspace, by = self.desk.workspace, self.details.actor()

        def work(progress: Progress) -> Outcome[Erased]:
            from advocacy_desk.usecases.erase_person import erase_person  # noqa: PLC0415 - rare

            return erase_person(workspace, employee_id, progress, by=by)

        self.desk.write(text("Erasing the person"), work, done=self._on_erased)

    def _on_erased(self, done: Erased) -> None:
        said = plural("{count} row was erased.", "{count} rows were erased.", sum(done.rows.values()))
        if done.backups:
            said = plural(
                "The person is erased. {count} backup beside the workspace still holds them.",
                "The person is erased. {count} backups beside the workspace still hold them.",
                len(done.backups),
            )
        self.desk.announce(said)

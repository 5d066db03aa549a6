"""Connections: who names whom, as a map and as a table, with the posts behind every line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from advocacy_desk.domain.changes import Changes
from advocacy_desk.i18n import plural, text, text_in
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.pages._connections_panel import ConnectionsPanel
from advocacy_desk.ui.pages._insights_question import PERIODS, months_before
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.filter_bar import FilterBar
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.widgets.network_map import STEP, NetworkMap
from advocacy_desk.ui.widgets.page import Page, Shortcut
from advocacy_desk.ui.widgets.pieces import tool_button
from advocacy_desk.ui.widgets.split import Split
from advocacy_desk.usecases import browse_posts
from advocacy_desk.usecases.show_network import Node, ShownNetwork, show_network

if TYPE_CHECKING:
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids

_OFFERED = ("months-3", "months-6", "months-12")  # nothing chosen: everything


class _Row:
    """One person of the table: a node with its name and team."""

    def __init__(self, found: ShownNetwork, node: Node) -> None:
        self.node = node
        self.name = found.name(node)
        self.team = found.teams.get(node.team or 0, DASH)


def _figure(key: str, *, optional: bool = False) -> Column[_Row]:
    titles = {
        "in_degree": text("Named by"),
        "out_degree": text("Names"),
        "mutual": text("Mutual"),
        "teams": text("Other teams"),
        "newcomers": text("Newcomers"),
    }
    return Column(
        key=key,
        title=titles[key],
        cell=lambda row, desk: desk.cells.number(getattr(row.node, key)),
        order=key,
        figures=True,
        width=9,
        optional=optional,
    )


COLUMNS: tuple[Column[_Row], ...] = (
    Column(key="name", title=text("Name"), cell=lambda row, _desk: row.name, order="name", stretch=True),
    Column(key="team", title=text("Team"), cell=lambda row, _desk: row.team, order="team", width=16, optional=True),
    _figure("in_degree"),
    _figure("out_degree"),
    Column(key="bridging", title=text_in("network", "Bridging"), order="bridging", figures=True, width=9,
           cell=lambda row, desk: desk.cells.share(row.node.bridging),
           help=text("Share of the shortest ways between others")),
    _figure("mutual", optional=True),
    _figure("teams", optional=True),
    _figure("newcomers", optional=True),
)  # fmt: skip


class ConnectionsPage(Page):
    """``open_at(employee=7)`` shows a person on the map."""

    cares_about: ClassVar[Changes] = Changes.POSTS | Changes.PEOPLE | Changes.MATCHES | Changes.TAGS | Changes.CONSENT
    shortcuts: ClassVar[tuple[Shortcut, ...]] = (
        Shortcut("Ctrl+F", text("Search the people")),
        Shortcut("Left", text("Go to the next person in a direction; with Shift, move the map")),
        Shortcut("+", text("Come nearer")),
        Shortcut("-", text("Go farther away")),
        Shortcut("0", text("Show the whole map")),
        Shortcut("Return", text("Go to the posts of the chosen person")),
        Shortcut("Escape", text("Choose nobody")),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Connections"), text("Who names whom, and who holds the teams together."))
        self._found: ShownNetwork | None = None
        self._rows: dict[int, _Row] = {}
        self._order: tuple[str, bool] = ("in_degree", True)
        self._wanted: int | None = None
        self.bar = FilterBar(desk, text("Search a person"))
        self._period = self.bar.add_choice(text("Period"), many=False)
        self._period.set_options([(key, PERIODS[key]) for key in _OFFERED])
        self._period.changed.connect(self.refresh)
        self.bar.changed.connect(self._search)
        self.map = NetworkMap(desk)
        self.panel = ConnectionsPanel(desk)
        self.model: IdsModel[_Row] = IdsModel(desk, COLUMNS, self._fetch, lambda row: row.node.person)
        self.table = IdTable(desk, self.model, "connections", text("People and their connections"))
        self.table.setSelectionMode(IdTable.SelectionMode.SingleSelection)
        self.table.show_order("in_degree", descending=True)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.map, "")
        self.tabs.addTab(self.table, "")
        self.desk.say(self.tabs, text("Views of the connections"), "setAccessibleName")
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID // 2)
        row.addWidget(tool_button(self.desk, text("Come nearer"), "plus", lambda: self.map.zoom(STEP)))
        row.addWidget(tool_button(self.desk, text("Go farther away"), "minus", lambda: self.map.zoom(1 / STEP)))
        row.addWidget(tool_button(self.desk, text("Show the whole map"), "fit", self.map.fit))
        self.tabs.setCornerWidget(self._tools, Qt.Corner.TopRightCorner)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.bar)
        column.addWidget(Split(self.desk, "connections", (self.tabs, self.panel), (5, 2)), 1)

    def _connect(self) -> None:
        self.map.chosen.connect(self._show_person)
        self.map.opened.connect(lambda _place: self.panel.posts.setFocus())
        self.table.sort_asked.connect(self._sort)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(lambda _person: self.panel.posts.setFocus())
        self.tabs.currentChanged.connect(lambda place: self._tools.setVisible(place == 0))
        QShortcut(QKeySequence("Ctrl+F"), self, self.focus_search)

    # --- loading

    def refresh(self) -> None:
        """Ask for the network of the period."""
        workspace, months = self.desk.workspace, self._period.value()
        self.tabs.setTabText(0, self.desk.of(text("Map")))
        self.tabs.setTabText(1, self.desk.of(text("Table")))

        def work(progress: Progress) -> ShownNetwork:
            span = browse_posts.span(workspace)
            first: date | None = None
            if months is not None and span is not None:
                first = months_before(span[1], int(str(months).removeprefix("months-")))
            return show_network(
                workspace, progress, first, None if first is None or span is None else span[1], drawn=True
            )

        self.desk.jobs.read("connections", work, self._show)

    def _show(self, found: ShownNetwork) -> None:
        self._found = found
        nodes = found.network.nodes
        if not len(found.network.edges):
            self.show_empty(self._empty(found))
            return
        self.show_body()
        self._rows = {node.person: _Row(found, node) for node in nodes}
        self.map.show_network(found)
        self._list()
        if self._wanted in self._rows:
            self._choose(self._wanted)
        else:
            self._show_person(self.map.current)
        self._wanted = None

    def _empty(self, found: ShownNetwork) -> EmptyState:
        if not found.names:
            sentence = text("The map shows colleagues who name each other. Import the directory of employees first.")
            step = (text("Import files"), lambda: self.desk.navigate("imports"))
        elif found.network.else_ties:
            sentence = text(
                "Only people who agreed are drawn, and nobody who is named did. Ask them, or write down the works"
                " agreement."
            )
            step = (text("Open the people"), lambda: self.desk.navigate("people"))
        else:
            sentence = text("Nobody named anybody by an account that belongs to one of us.")
            step = (text("Match accounts"), lambda: self.desk.navigate("people", tab="accounts"))
        return EmptyState(self.desk, "network", text("No connections yet"), sentence, step)

    def _list(self) -> None:
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        key, descending = self._order
        words = self.bar.words().casefold()
        rows = [row for row in self._rows.values() if words in row.name.casefold()]
        rows.sort(key=lambda row: getattr(row, key) if key in {"name", "team"} else getattr(row.node, key))
        if descending:
            rows.reverse()
        self.model.set_ids(np.array([row.node.person for row in rows], dtype=np.int64))
        self.bar.show_found(plural("{count} person", "{count} people", len(rows)))

    def _fetch(self, ids: Ids) -> tuple[_Row, ...]:
        return tuple(self._rows[one] for one in ids.tolist() if one in self._rows)

    # --- what the person does

    def _sort(self, order: str, descending: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._order = order, descending
        self._list()

    def _search(self) -> None:
        self._list()
        first = self.model.id_at(0)
        if self.bar.words() and first is not None:
            self._choose(first)
        elif not self.bar.words():
            self.map.choose(None)

    def _choose(self, person: int | None) -> None:
        if self._found is None or person is None:
            return
        places = {node.person: place for place, node in enumerate(self._found.network.nodes)}
        place = places.get(person)
        if place is not None and place != self.map.current:
            self.map.choose(place, centre=True)

    def _show_person(self, place: int | None) -> None:
        if self._found is None:
            return
        if place is None:
            self.panel.show_whole(self._found)
        else:
            self.panel.show_person(self._found, place)
            name = self._found.name(self._found.network.nodes[place])
            self.desk.say(self.map, text("{name} is chosen.", name=name), "setAccessibleDescription")

    def open_at(self, **target: object) -> None:
        """Show a person on the map."""
        employee = target.get("employee")
        self._wanted = None if employee is None else int(str(employee))
        if self._wanted is not None:
            self.refresh()

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

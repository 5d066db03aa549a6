"""Beside the map: what the network says as a whole, or what it says of a person, and the posts behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advocacy_desk.domain.posts import PostRow
from advocacy_desk.i18n import Text, literal, plural, text, text_in
from advocacy_desk.ui.models.ids import Column, IdsModel
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.id_table import IdTable
from advocacy_desk.ui.widgets.pieces import FactList, button, clear, label, scrolled
from advocacy_desk.usecases import browse_posts

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.ui.models.ids import Ids
    from advocacy_desk.usecases.show_network import Node, ShownNetwork

MONTHS = 6
REGIONS = 6
_COLUMNS: tuple[Column[PostRow], ...] = (
    Column(key="published", title=text("Date"), cell=lambda row, desk: desk.cells.day(row.published_at), width=11),
    Column(key="account", title=text("Author"), cell=lambda row, _desk: row.employee or row.account, width=15,
           optional=True),
    Column(key="text", title=text("Text"), cell=lambda row, _desk: row.excerpt, hint=lambda row, _desk: row.excerpt,
           stretch=True),
)  # fmt: skip


class ConnectionsPanel(QWidget):
    """``show_whole(found)`` or ``show_person(found, place)``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._title = label(desk, role="section", wrap=True)
        self._facts = FactList(desk)
        inner = QWidget()
        self._words = QVBoxLayout()
        self._words.setSpacing(GRID)
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * GRID, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addLayout(self._words)
        column.addStretch(1)
        area = scrolled(inner)
        desk.say(area, text("What the connections say"), "setAccessibleName")
        self.model: IdsModel[PostRow] = IdsModel(desk, _COLUMNS, self._fetch, lambda row: row.id)
        self.posts = IdTable(desk, self.model, "connections-posts", text("Posts behind the connections"))
        self.posts.setSelectionMode(IdTable.SelectionMode.SingleSelection)
        self.posts.opened.connect(lambda post: desk.navigate("content", post=post))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        outer.addWidget(area, 1)
        outer.addWidget(self.posts, 1)

    def _fetch(self, ids: Ids) -> tuple[PostRow, ...]:
        return browse_posts.post_rows(self._desk.workspace, ids.tolist())

    # --- the whole

    def show_whole(self, found: ShownNetwork) -> None:
        """Say how many there are, who connects, which teams are islands, and how far all reach together."""
        network, number, share = found.network, self._desk.cells.number, self._desk.cells.share
        self.posts.hide()
        self._desk.say(self._title, text("All connections"))
        support = network.support
        facts: list[tuple[Text, str] | tuple[Text, str, Text]] = [
            (text("People"), number(len(network.nodes))),
            (text("Connections"), number(len(network.edges))),
            (text("Mutual pairs"), f"{number(support.mutual)} / {number(support.pairs)}"),
        ]
        if network.else_people:
            everyone_else = text("People who do not want to be shown, and the posts that tie them")
            facts.append(
                (text("Everyone else"), f"{number(network.else_people)} ({number(network.else_ties)})", everyone_else)
            )
        self._facts.set_facts(facts)
        clear(self._words)
        legend = text(
            "A line joins people who name each other or one the other; the more name a person, the larger the mark."
        )
        self._words.addWidget(label(self._desk, legend, "muted", wrap=True))
        self._list(text("Connect others most"), [
            (place, f"{share(node.bridging)}" + (f" ± {share(node.bridging_error)}" if node.bridging_error else ""))
            for place, node in self._top(found, "bridging")
        ], found)  # fmt: skip
        self._list(text("Bring newcomers and veterans together"), [
            (place, self._desk.of(plural("{count} newcomer", "{count} newcomers", node.newcomers)))
            for place, node in self._top(found, "hosts")
        ], found)  # fmt: skip
        self._say_islands(found)
        self._say_months(found)
        self._say_audience(found)

    def _top(self, found: ShownNetwork, figure: str, most: int = 5) -> list[tuple[int, Node]]:
        places = [(place, node) for place, node in enumerate(found.network.nodes) if getattr(node, figure) > 0]
        return sorted(places, key=lambda one: (-getattr(one[1], figure), one[1].person))[:most]

    def _list(self, heading: Text, rows: list[tuple[int, str]], found: ShownNetwork) -> None:
        if not rows:
            return
        self._head(heading)
        lines = [f"{found.name(found.network.nodes[place])}: {words}" for place, words in rows]
        self._words.addWidget(label(self._desk, literal("\n".join(lines)), wrap=True))

    def _head(self, words: Text) -> None:
        self._words.addSpacing(GRID)
        self._words.addWidget(label(self._desk, words, "caption"))

    def _say_islands(self, found: ShownNetwork) -> None:
        names = [found.teams.get(team.team or 0) for team in found.network.islands]
        islands = [name for name in names if name is not None]
        if islands:
            self._head(text("Teams without a tie to another"))
            self._words.addWidget(label(self._desk, literal(", ".join(islands)), wrap=True))

    def _say_months(self, found: ShownNetwork) -> None:
        months = found.network.support.months[-MONTHS:]
        if not months:
            return
        number = self._desk.cells.number
        self._head(text("Mutual pairs by month"))
        lines = [f"{month:%Y-%m}: {number(mutual)} / {number(pairs)}" for month, pairs, mutual in months]
        self._words.addWidget(label(self._desk, literal("\n".join(lines)), wrap=True))

    def _say_audience(self, found: ShownNetwork) -> None:
        audience, number = found.audience, self._desk.cells.number
        if not audience.at_most:
            return
        self._head(text("All accounts together"))
        together = text(
            "All {accounts} accounts together: between {least} and {most} followers, since followers overlap.",
            accounts=number(audience.accounts),
            least=number(audience.at_least),
            most=number(audience.at_most),
        )
        self._words.addWidget(label(self._desk, together, wrap=True))
        other = self._desk.of(text("Elsewhere, or unknown"))
        lines = [
            f"{region.name or other}: {self._desk.of(plural('{count} person', '{count} people', region.people))}"
            for region in audience.regions[:REGIONS]
        ]
        self._words.addWidget(label(self._desk, literal("\n".join(lines)), wrap=True))

    # --- a person

    def show_person(self, found: ShownNetwork, place: int) -> None:
        """Say whom a person is tied to, and list the posts."""
        import numpy as np  # noqa: PLC0415 - loads after the first paint

        node, number = found.network.nodes[place], self._desk.cells.number
        self._desk.say(self._title, literal(found.name(node)))
        bridging = self._desk.cells.share(node.bridging)
        if node.bridging_error:
            bridging += f" ± {self._desk.cells.share(node.bridging_error)}"
        self._facts.set_facts(
            [
                (text("Team"), found.teams.get(node.team or 0, "–")),
                (text("Named by"), number(node.in_degree)),
                (text("Names"), number(node.out_degree)),
                (text("Mutual"), number(node.mutual)),
                (text("Other teams"), number(node.teams)),
                (text("Newcomers"), number(node.newcomers)),
                (text_in("network", "Bridging"), bridging, text("Share of the shortest ways between others")),
            ]
        )
        clear(self._words)
        open_person = partial(self._desk.navigate, "people", employee=node.person)
        self._words.addWidget(button(self._desk, text("Open the person"), open_person, icon="people"))
        ids = found.network.edges.posts_of(found.network.edges.of(place))
        self.model.set_ids(np.asarray(ids, dtype=np.int64))
        self.posts.setVisible(bool(len(ids)))

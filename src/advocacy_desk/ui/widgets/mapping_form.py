"""The columns of a table and what each is read as, correctable by hand; saved and used again as a profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from advocacy_desk.formats import ColumnMapping, Hints, TableLayout
from advocacy_desk.i18n import Text, literal, text
from advocacy_desk.ui.names import NETWORKS, PEOPLE_FIELDS, POST_FIELDS, network_name
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.pieces import label, scrolled

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk

EXAMPLE_CHARACTERS = 28
ACCOUNT = "accounts:"  # prefix of a column that holds the handles of one network
OFFERED_NETWORKS = ("linkedin", "x", "instagram", "facebook", "mastodon", "bluesky", "youtube", "tiktok", "blog")
DATES: dict[object, Text] = {
    None: text("As the whole column tells"),
    True: text("Day first: 31/12/2026"),
    False: text("Month first: 12/31/2026"),
}
DECIMALS: dict[object, Text] = {
    None: text("As the whole column tells"),
    True: text("1.234,5 (comma)"),
    False: text("1,234.5 (point)"),
}


class MappingForm(QWidget):
    """Emits ``changed()`` when the person corrects something; ``mapping()`` is the result."""

    changed = Signal()

    def __init__(self, desk: Desk, layout: TableLayout, carries: str) -> None:
        super().__init__()
        self._desk = desk
        self._carries = carries
        self._guess = layout.guess
        self._boxes: dict[str, QComboBox] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GRID)
        outer.addWidget(scrolled(self._columns(layout)), 1)
        if carries == "posts":
            outer.addLayout(self._whole_table(layout.guess))

    def _columns(self, layout: TableLayout) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, GRID, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(2, 1)
        for place, words in enumerate((text("Column of the file"), text("is read as"), text("for example"))):
            grid.addWidget(label(self._desk, words, "caption"), 0, place)
        for number, header in enumerate(layout.headers, start=1):
            box = self._box(self._fields(layout.guess.columns.get(header)), layout.guess.columns.get(header))
            self._desk.say(box, text("{column} is read as", column=header), "setAccessibleName")
            self._boxes[header] = box
            name = QLabel(header)
            name.setBuddy(box)
            grid.addWidget(name, number, 0)
            grid.addWidget(box, number, 1)
            grid.addWidget(label(self._desk, literal(_example(layout, number - 1)), "muted"), number, 2)
        grid.setRowStretch(len(layout.headers) + 1, 1)
        return inner

    def _fields(self, current: str | None) -> dict[object, Text]:
        named = POST_FIELDS if self._carries == "posts" else PEOPLE_FIELDS
        fields: dict[object, Text] = {None: text("– not used –")}
        fields.update(named)
        if self._carries == "people":
            for network in OFFERED_NETWORKS:
                fields[f"{ACCOUNT}{network}"] = text("{network} account", network=network_name(network))
        if current is not None and current not in fields:
            known = current.removeprefix(ACCOUNT).split(":")[0]
            fields[current] = text("{network} account", network=network_name(known))
        return fields

    def _whole_table(self, guess: ColumnMapping) -> QHBoxLayout:
        networks: dict[object, Text] = {None: text("As the file says")}
        names = dict.fromkeys((*OFFERED_NETWORKS, *NETWORKS, *((guess.network,) if guess.network else ())))
        networks |= {key: literal(network_name(key)) for key in names}
        self._network = self._box(networks, guess.network)
        self._day_first = self._box(DATES, guess.hints.day_first)
        self._decimal = self._box(DECIMALS, guess.hints.decimal_comma)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        for words, box in (
            (text("Network of all posts"), self._network),
            (text("Dates"), self._day_first),
            (text("Numbers"), self._decimal),
        ):
            cell = QVBoxLayout()
            cell.setSpacing(GRID // 2)
            cell.addWidget(label(self._desk, words, "caption"))
            cell.addWidget(box)
            self._desk.say(box, words, "setAccessibleName")
            row.addLayout(cell, 1)
        return row

    def _box(self, options: Mapping[object, Text], current: object) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(20)
        for value, words in options.items():
            box.addItem(self._desk.of(words), value)
        box.setCurrentIndex(list(options).index(current) if current in options else 0)
        box.activated.connect(self._on_activated)
        return box

    def _on_activated(self) -> None:
        self.changed.emit()

    def mapping(self) -> ColumnMapping:
        """Return what was chosen; where two columns are read as the same, the first counts."""
        columns: dict[str, str] = {}
        for place, (header, box) in enumerate(self._boxes.items()):
            field = box.currentData()
            if field is None or field in columns.values():
                continue
            bare = field.startswith(ACCOUNT) and field.count(":") == 1
            columns[header] = f"{field}:{place}" if bare else field
        if self._carries != "posts":
            return ColumnMapping(columns=columns, network=self._guess.network, hints=self._guess.hints)
        hints = Hints(
            timezone=self._guess.hints.timezone,
            day_first=self._day_first.currentData(),
            decimal_comma=self._decimal.currentData(),
        )
        return ColumnMapping(columns=columns, network=self._network.currentData(), hints=hints)


def _example(layout: TableLayout, column: int) -> str:
    """Return the first filled cell of a column, cut short."""
    cells = (row[column] for row in layout.rows if column < len(row) and row[column].strip())
    value = " ".join(next(cells, "").split())
    return value if len(value) <= EXAMPLE_CHARACTERS else value[: EXAMPLE_CHARACTERS - 1] + "…"

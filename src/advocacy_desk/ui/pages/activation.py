"""Activation: what was offered to whom, whether asks are spread fairly, and which levers fit the company."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from advocacy_desk.domain.activation import (
    AGREEMENTS,
    COMPENSATIONS,
    Activation,
    Compensation,
    cultures,
    fitting,
    levers,
)
from advocacy_desk.domain.changes import Changes
from advocacy_desk.i18n import Text, text
from advocacy_desk.ui.cells import DASH
from advocacy_desk.ui.style.theme import GRID
from advocacy_desk.ui.widgets.empty import EmptyState
from advocacy_desk.ui.widgets.page import Page
from advocacy_desk.ui.widgets.pieces import Card, FactList, label, scrolled
from advocacy_desk.ui.widgets.value_table import ValueTable
from advocacy_desk.usecases import activate_person

if TYPE_CHECKING:
    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.progress import Progress
    from advocacy_desk.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class _Found:
    activations: tuple[Activation, ...]
    fairness: activate_person.Fairness


class ActivationPage(Page):
    """A list of all activations beside the care for people; a new one begins on a person's page."""

    cares_about: ClassVar[Changes] = Changes.ACTIVATIONS | Changes.CONSENT | Changes.PEOPLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Activation"), text("What we offer to whom, and that nobody is asked too much."))
        self._shown: tuple[Activation, ...] = ()
        self.table = ValueTable(desk, text("Activations"))
        self.table.cellDoubleClicked.connect(self._open)
        self.care = FactList(desk)
        self.culture = QComboBox()
        desk.say(self.culture, text("Culture of the company"), "setAccessibleName")
        for key, words in cultures().items():
            self.culture.addItem(desk.of(words), key)
        self.culture.activated.connect(self._set_culture)
        self.levers = FactList(desk)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._none_yet())
        row.addWidget(self._list, 5)
        row.addWidget(self._side(), 2)

    def _side(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        care = Card(self.desk, text("Care"))
        care.column.addWidget(self.care)
        fits = Card(self.desk, text("Levers that fit"))
        fits.column.addWidget(label(self.desk, text("How do people here work together?"), "muted", wrap=True))
        fits.column.addWidget(self.culture)
        fits.column.addWidget(self.levers)
        column.addWidget(care)
        column.addWidget(fits)
        column.addStretch(1)
        return scrolled(inner)

    def refresh(self) -> None:
        """Load the activations and how asks are spread."""
        workspace = self.desk.workspace

        def work(_progress: Progress) -> _Found:
            return _Found(activate_person.activations(workspace), activate_person.fairness(workspace))

        self.desk.jobs.read("activation", work, self._show)

    def _show(self, found: _Found) -> None:
        self._shown = found.activations
        if not found.fairness.may_be_asked and not found.activations:
            self.show_empty(self._empty())
            return
        self.show_body()
        self._list.setCurrentIndex(0 if found.activations else 1)
        headers = (
            text("Person"),
            text("Lever"),
            text("From"),
            text("The person"),
            text("Outcome"),
        )
        self.table.show_rows(headers, [self._row(one) for one in found.activations], stretch=4)
        self._show_care(found.fairness)

    def _row(self, one: Activation) -> tuple[object, ...]:
        lever = levers()[one.lever].title
        said = AGREEMENTS[one.agreement]
        if one.compensation is not Compensation.NONE:
            said = text("{answer}, gets: {what}", answer=said, what=COMPENSATIONS[one.compensation])
        return one.employee, lever, one.first, said, one.outcome

    def _show_care(self, found: activate_person.Fairness) -> None:
        cells, care = self.desk.cells, found.care
        cap = text("{asks} asks within {days} days", asks=care.asks, days=care.days)
        spread = DASH if found.gini is None else cells.decimal(found.gini, 2)
        hint = text("Gini coefficient: 0 is the same for all, near 1 everything is asked of one person.")
        self.care.set_facts(
            [
                (text("At most"), self.desk.of(cap)),
                (text("People who agree to be asked"), cells.number(found.may_be_asked)),
                (text("Asked lately"), cells.number(found.asked)),
                (text("Unevenness of asks"), spread, hint),
            ]
        )
        self.culture.setCurrentIndex(self.culture.findData(care.culture))
        for place in range(self.culture.count()):
            self.culture.setItemText(place, self.desk.of(cultures()[self.culture.itemData(place)]))
        facts: list[tuple[Text, str] | tuple[Text, str, Text]] = [
            (lever.title, self.desk.of(lever.about)) for lever in fitting(care.culture)
        ]
        self.levers.set_facts(facts)

    def _none_yet(self) -> EmptyState:
        return EmptyState(
            self.desk,
            "calendar",
            text("Nothing was offered yet"),
            text("An offer begins on the page of a person: early access, an award, an event to host."),
            (text("Go to the people"), lambda: self.desk.navigate("people")),
        )

    def _empty(self) -> EmptyState:
        return EmptyState(
            self.desk,
            "calendar",
            text("Nobody may be asked yet"),
            text("Write down on a person’s page that they agree to be asked, or record a works agreement."),
            (text("Go to the people"), lambda: self.desk.navigate("people")),
        )

    def _set_culture(self) -> None:
        workspace, culture = self.desk.workspace, str(self.culture.currentData())
        by = self.desk.settings.reviewer or getpass.getuser()

        def work(_progress: Progress) -> Outcome[object]:
            return activate_person.set_care(workspace, by=by, culture=culture)  # type: ignore[return-value]  # any result

        self.desk.write(None, work)

    def _open(self, row: int, _column: int) -> None:
        self.desk.navigate("people", person=self._shown[row].employee_id)

"""The row of choices above a chart: which days, cut how, grouped by what, which teams and networks."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QWidget

from advocacy_desk.domain.period import CalendarStep, Period, after, beginning
from advocacy_desk.domain.questions import COMMS, MANAGER, Question
from advocacy_desk.i18n import Text, text
from advocacy_desk.ui.widgets.filter_bar import Choice
from advocacy_desk.ui.widgets.flow import Flow
from advocacy_desk.ui.widgets.pieces import restyle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advocacy_desk.ui.desk import Desk
    from advocacy_desk.usecases.measure import Choices

PERIODS: dict[str, Text] = {
    "months-3": text("Last 3 months"),
    "months-6": text("Last 6 months"),
    "months-12": text("Last 12 months"),
    "quarter": text("Last full quarter"),
    "all": text("Everything"),
    "custom": text("From … to …"),
}
STEPS: dict[str, Text] = {
    CalendarStep.WEEK: text("Weeks"),
    CalendarStep.MONTH: text("Months"),
    CalendarStep.QUARTER: text("Quarters"),
}
GROUPS: dict[str, Text] = {
    "all": text("All together"),
    "team": text("Teams"),
    "network": text("Networks"),
    "media": text("Media kinds"),
    "language": text("Languages"),
    "followers": text("Followers"),
    "hour": text("Hours of the week"),
    "hashtag": text("Hashtags"),
    "rule": text("Rules"),
}


class _Pick(Choice):
    """A choice that always has an answer; it restricts nothing, so it does not look as if it did."""

    _usual = ""

    def __init__(self, desk: Desk, name: Text, options: Mapping[str, Text], usual: str) -> None:
        super().__init__(desk, name, many=False)
        self.set_options(options.items())
        self._usual = usual
        self.choose(usual)

    def _show(self) -> None:
        if not self._chosen and self._usual in self._labels:
            self.choose(self._usual)
            return
        super()._show()
        restyle(self, "active", "false")


class QuestionBar(QWidget):
    """``changed()`` is emitted when the person asks something else."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._extent: Period | None = None
        self.period = _Pick(desk, text("Period"), PERIODS, "months-12")
        self.step = _Pick(desk, text("Step"), STEPS, CalendarStep.MONTH)
        self.by = _Pick(desk, text("By"), GROUPS, "all")
        self.teams = Choice(desk, text("Team"))
        self.networks = Choice(desk, text("Network"))
        self.first, self.last = self._day(desk, text("First day")), self._day(desk, text("Last day"))
        self.manager = QCheckBox()
        desk.say(self.manager, text("As a manager sees it"))
        desk.say(
            self.manager,
            text("Hides what would tell about few people, and refuses what would by comparing it with earlier answers"),
            "setToolTip",
        )
        self.manager.toggled.connect(self.changed)
        row = Flow()
        self.setLayout(row)
        fields = (self.period, self.first, self.last, self.step, self.by, self.teams, self.networks, self.manager)
        for widget in fields:
            row.addWidget(widget)
        self.period.changed.connect(self._on_period)
        for choice in (self.step, self.by, self.teams, self.networks):
            choice.changed.connect(self.changed)
        self._show_days()

    def _day(self, desk: Desk, name: Text) -> QDateEdit:
        field = QDateEdit()
        field.setCalendarPopup(True)
        field.setDisplayFormat("yyyy-MM-dd")
        desk.say(field, name, "setAccessibleName")
        field.editingFinished.connect(self.changed)
        return field

    def offer(self, choices: Choices) -> None:
        """Offer the teams and networks of the workspace, and begin with its newest days."""
        self.teams.set_options(choices.teams)
        self.networks.set_options(choices.networks)
        if choices.extent is not None and choices.extent != self._extent:
            self._extent = choices.extent
            for field, day in ((self.first, choices.extent.first), (self.last, choices.extent.last)):
                field.blockSignals(True)
                field.setDate(QDate(day.year, day.month, day.day))
                field.blockSignals(False)

    def allow(self, by: tuple[str, ...], *, stepped: bool) -> None:
        """Offer only the groupings that a chart can draw, and steps only to a chart that leaves them open."""
        self.by.set_options([(key, words) for key, words in GROUPS.items() if key in by])
        if self.by.value() is None:
            self.by.choose(by[0])
        self.step.setVisible(stepped)

    def question(self, today: date) -> Question:
        """Return what is asked."""
        return Question(
            period=self._period(today),
            step=CalendarStep(_chosen(self.step, CalendarStep.MONTH)),
            by=_chosen(self.by, "all"),
            teams=tuple(team for team in self.teams.values() if isinstance(team, int)),
            networks=tuple(str(network) for network in self.networks.values()),
            audience=MANAGER if self.manager.isChecked() else COMMS,
        )

    def _period(self, today: date) -> Period:
        extent = self._extent or Period(today - timedelta(days=365), today)
        chosen = _chosen(self.period, "months-12")
        if chosen == "custom":
            first, last = (date(*field.date().getDate()) for field in (self.first, self.last))
            return Period(min(first, last), max(first, last))
        if chosen == "quarter":
            return full_quarter(extent.last)
        if chosen == "all":
            return extent
        return Period(months_before(extent.last, int(chosen.removeprefix("months-"))), extent.last)

    def _on_period(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        for field in (self.first, self.last):
            field.setVisible(self.period.value() == "custom")


def _chosen(choice: Choice, usual: str) -> str:
    value = choice.value()
    return value if isinstance(value, str) else usual


def months_before(last: date, months: int) -> date:
    """Return the first day of the ``months`` months that end with ``last``: whole months where it ends one."""
    following = last + timedelta(days=1)
    year, month = divmod(following.year * 12 + following.month - 1 - months, 12)
    return date(year, month + 1, min(following.day, calendar.monthrange(year, month + 1)[1]))


def full_quarter(last: date) -> Period:
    """Return the latest quarter that is over with ``last``."""
    start = beginning(last, CalendarStep.QUARTER)
    end = after(start, CalendarStep.QUARTER) - timedelta(days=1)
    if end > last:
        end = start - timedelta(days=1)
        start = beginning(end, CalendarStep.QUARTER)
    return Period(start, end)

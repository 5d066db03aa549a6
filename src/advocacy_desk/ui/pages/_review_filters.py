"""The bar above the review queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseFilter, CaseState, Queue
from advocacy_desk.i18n import Text, text
from advocacy_desk.ui.names import CASE_STATES, SEVERITIES
from advocacy_desk.ui.review_names import QUEUES
from advocacy_desk.ui.widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.ui.desk import Desk


class ReviewFilters(FilterBar):
    """Queue, state, severity, team and rule, and saved views; nothing chosen means every case that waits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Search the cases"))
        self._known: dict[str, CaseFilter] = {}
        self.queues = self.add_choice(text("Queue"), many=False)
        self.queues.set_options([(one, words) for one, words in QUEUES.items()])
        self.states = self.add_choice(text("State"))
        self.states.set_options([(state, CASE_STATES[state][0]) for state in CaseState])
        self.severities = self.add_choice(text("Severity"))
        self.severities.set_options([(one, SEVERITIES[one][0]) for one in reversed(Severity) if one.rank])
        self.teams = self.add_choice(text("Team"))
        self.rules = self.add_choice(text("Rule"), many=False)
        self.views = self.add_choice(text("View"), many=False)
        self.views.changed.disconnect(self.changed)
        self.views.changed.connect(self._open_view)
        self.views.hide()

    def offer_teams(self, teams: Sequence[tuple[int, str]]) -> None:
        """Offer these teams."""
        self.teams.set_options(teams)
        self.teams.setVisible(bool(teams))

    def offer_rules(self, rules: Sequence[tuple[str, Text]]) -> None:
        """Offer these rules."""
        self.rules.set_options(rules)

    def offer_views(self, views: dict[str, CaseFilter]) -> None:
        """Offer these saved views."""
        self._known = views
        self.views.set_options([(name, name) for name in views])
        self.views.setVisible(bool(views))

    def _open_view(self) -> None:
        name = self.views.value()
        if name is not None:
            self.show_filter(self._known[str(name)])

    def show_filter(self, wanted: CaseFilter) -> None:
        """Narrow the queue to what a view says."""
        self.queues.choose(*([wanted.queue] if wanted.queue is not Queue.ALL else []))
        self.states.choose(*wanted.states)
        self.severities.choose(*wanted.severities)
        self.teams.choose(*wanted.teams)
        self.rules.choose(*([wanted.rule_id] if wanted.rule_id else []))
        self.search.setText(wanted.words)
        self.changed.emit()

    def queue(self) -> Queue:
        """Return which part of the waiting cases is chosen."""
        chosen = self.queues.value()
        return Queue.ALL if chosen is None else Queue(str(chosen))

    def wanted(self) -> CaseFilter:
        """Return what is asked for."""
        rule = self.rules.value()
        return CaseFilter(
            queue=self.queue(),
            me=self._desk.settings.reviewer,
            states=tuple(CaseState(str(value)) for value in self.states.values()),
            severities=tuple(Severity(str(value)) for value in self.severities.values()),
            teams=tuple(int(str(value)) for value in self.teams.values()),
            rule_id=None if rule is None else str(rule),
            words=self.words(),
        )

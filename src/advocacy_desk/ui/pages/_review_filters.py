"""The bar above the review queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseFilter, CaseState
from advocacy_desk.i18n import Text, text
from advocacy_desk.ui.names import CASE_STATES, SEVERITIES
from advocacy_desk.ui.widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.ui.desk import Desk


class ReviewFilters(FilterBar):
    """State, severity, team and rule; nothing chosen means every case that waits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, text("Search the cases"))
        self.states = self.add_choice(text("State"))
        self.states.set_options([(state, CASE_STATES[state][0]) for state in CaseState])
        self.severities = self.add_choice(text("Severity"))
        self.severities.set_options([(one, SEVERITIES[one][0]) for one in reversed(Severity) if one.rank])
        self.teams = self.add_choice(text("Team"))
        self.rules = self.add_choice(text("Rule"), many=False)

    def offer_teams(self, teams: Sequence[tuple[int, str]]) -> None:
        """Offer these teams."""
        self.teams.set_options(teams)
        self.teams.setVisible(bool(teams))

    def offer_rules(self, rules: Sequence[tuple[str, Text]]) -> None:
        """Offer these rules."""
        self.rules.set_options(rules)

    def wanted(self) -> CaseFilter:
        """Return what is asked for."""
        rule = self.rules.value()
        return CaseFilter(
            states=tuple(CaseState(str(value)) for value in self.states.values()),
            severities=tuple(Severity(str(value)) for value in self.severities.values()),
            teams=tuple(int(str(value)) for value in self.teams.values()),
            rule_id=None if rule is None else str(rule),
            words=self.words(),
        )

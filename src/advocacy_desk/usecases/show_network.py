"""Show who turns to whom among the employees of a period, and the audience of all their accounts together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.analysis.network import Edges, Network, Node, network
from advocacy_desk.analysis.network_audience import Audience, audience
from advocacy_desk.analysis.network_bridges import Support, TeamTies
from advocacy_desk.analysis.network_map import Disc, Placed, placed
from advocacy_desk.analysis.privacy import FEWEST
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, influence, people, ties
from advocacy_desk.usecases.list_people import today
from advocacy_desk.usecases.measure import Asked, question

__all__ = [
    "Audience",
    "Disc",
    "Edges",
    "Network",
    "Node",
    "ShownNetwork",
    "Support",
    "TeamTies",
    "show_network",
]

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from advocacy_desk.domain.period import Period
    from advocacy_desk.progress import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNetwork:
    """The network of a period, and where its people stand on the map.

    ``names``: person -> (number, e-mail or id, name); ``teams``: id -> name.
    """

    period: Period
    network: Network
    audience: Audience
    names: Mapping[int, tuple[str, str]]
    teams: Mapping[int, str]
    map: Placed

    def name(self, node: Node) -> str:
        """Return how a person is called."""
        return self.names[node.person][1]


def show_network(
    workspace: Workspace,
    progress: Progress,
    first: date | None = None,
    last: date | None = None,
    *,
    drawn: bool = False,
) -> ShownNetwork:
    """Return the network of everybody who was employed in the period; without days, of all days with posts.

    Whoever objected or refused is in "everyone else". To be ``drawn`` on a map people must have agreed to it: then
    those whom nobody asked are in "everyone else" too. Raises Refused where the period ends before it begins.
    """
    period = question(workspace, Asked(first=first, last=last)).period
    progress.at(text("Reading who names whom"))
    with workspace.reading() as reading:
        staff, named = ties.people(reading, period, today(), drawn=drawn), ties.ties(reading, period)
        accounts = ties.audience(reading, period)
        names = influence.names(reading)
        teams, members = people.teams(reading, today()), ties.members(reading)
    progress.at(text("Measuring the network"))
    return ShownNetwork(
        period=period,
        network=network(staff, named),
        audience=audience(accounts, FEWEST),
        names=names,
        teams={team.id: team.name for team in teams},
        map=placed(members, {team.id: team.parent_id for team in teams}),
    )

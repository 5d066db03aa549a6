"""``network``: who turns to whom, who bridges teams, which teams are islands."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from advocacy_desk.cli._contract import CliCommand, Session, aligned
from advocacy_desk.cli._questions import period_options
from advocacy_desk.i18n import plural, text, text_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.usecases.show_network import Node, ShownNetwork, TeamTies

_SHOWN = 15  # people; --json has all


@click.command("network", help="Show who names whom: people, bridges between teams, islands and mutual support.")
@period_options
@click.pass_obj
def _command(session: Session, first: datetime | None, last: datetime | None) -> None:
    from advocacy_desk.usecases.show_network import show_network

    days = (None if first is None else first.date(), None if last is None else last.date())
    found = show_network(session.workspace(), session.progress, *days)
    session.answer(_answer(found), lambda: _lines(session, found))


def _answer(found: ShownNetwork) -> dict[str, object]:
    network = found.network
    return {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "nodes": len(network.nodes),
        "edges": len(network.edges),
        "exact": network.exact,
        "people": [_person_json(found, node) for node in network.nodes],
        "teams": [
            {**asdict(team), "team": found.teams.get(team.team or 0), "island": team in network.islands}
            for team in network.teams
        ],
        "support": {
            "pairs": network.support.pairs,
            "mutual": network.support.mutual,
            "months": [
                {"month": f"{month:%Y-%m}", "pairs": pairs, "mutual": mutual}
                for month, pairs, mutual in network.support.months
            ],
        },
        "everyone_else": {"people": network.else_people, "ties": network.else_ties},
        "audience": asdict(found.audience),
    }


def _person_json(found: ShownNetwork, node: Node) -> dict[str, object]:
    number, name = found.names[node.person]
    figures = asdict(node) | {"employee": number, "name": name, "team": found.teams.get(node.team or 0)}
    del figures["person"]
    return figures


def _lines(session: Session, found: ShownNetwork) -> list[str]:
    network, say, number = found.network, session.say, session.language.number
    sizes = text(
        "{people} people, {edges} ties between them.",
        people=number(len(network.nodes)),
        edges=number(len(network.edges)),
    )
    lines = [say(sizes), *_else(session, found)]
    tied = [node for node in network.nodes if node.ties]
    if not tied:
        return [*lines, say(text("Nobody named anybody by an account that belongs to one of us."))]
    lines += ["", say(text("Whom others name most")), *_table(session, found, _most(tied, "in_degree"))]
    bridging = [node for node in _most(tied, "bridging") if node.bridging]
    if bridging:
        lines += ["", say(text("Who connects others")), *_table(session, found, bridging)]
    return [*lines, "", *_teams(session, found), *_support(session, found)]


def _else(session: Session, found: ShownNetwork) -> list[str]:
    network = found.network
    if not network.else_people:
        return []
    return [
        session.say(
            plural(
                "Everyone else: {count} person who does not want to be shown, in {ties} posts.",
                "Everyone else: {count} people who do not want to be shown, in {ties} posts.",
                network.else_people,
                ties=network.else_ties,
            )
        )
    ]


def _most(nodes: Sequence[Node], figure: str) -> list[Node]:
    return sorted(nodes, key=lambda node: (-getattr(node, figure), -node.posts, node.person))[:_SHOWN]


def _table(session: Session, found: ShownNetwork, nodes: Sequence[Node]) -> list[str]:
    headers = (
        text("Number"),
        text("Name"),
        text("Team"),
        text("Named by"),
        text("Names"),
        text("Mutual"),
        text_in("network", "Bridging"),
        text("Other teams"),
        text_in("network", "Group"),
    )
    return aligned([session.say(one) for one in headers], [_row(session, found, node) for node in nodes])


def _row(session: Session, found: ShownNetwork, node: Node) -> list[str]:
    number = session.language.number
    bridging = session.language.share(node.bridging, 1)
    if node.bridging_error:
        bridging += f" ± {session.language.share(node.bridging_error, 1)}"
    return [
        *found.names[node.person],
        found.teams.get(node.team or 0, "–"),
        *(number(count) for count in (node.in_degree, node.out_degree, node.mutual)),
        bridging,
        number(node.teams),
        "–" if node.community is None else number(node.community + 1),
    ]


def _teams(session: Session, found: ShownNetwork) -> list[str]:
    islands = [_team_name(session, found, team) for team in found.network.islands]
    if not islands:
        return []
    return [session.say(text("Without a tie to another team: {teams}", teams=", ".join(islands)))]


def _team_name(session: Session, found: ShownNetwork, team: TeamTies) -> str:
    return found.teams.get(team.team or 0) or session.say(text("without a team"))


def _support(session: Session, found: ShownNetwork) -> list[str]:
    support, audience = found.network.support, found.audience
    say, number = session.say, session.language.number
    lines = [
        say(
            text(
                "{mutual} of {pairs} pairs name each other.", mutual=number(support.mutual), pairs=number(support.pairs)
            )
        )
    ]
    if audience.at_most:
        together = text(
            "All {accounts} accounts together: between {least} and {most} followers, since followers overlap.",
            accounts=number(audience.accounts),
            least=number(audience.at_least),
            most=number(audience.at_most),
        )
        lines.append(say(together))
    return lines


COMMAND = CliCommand("network", _command)

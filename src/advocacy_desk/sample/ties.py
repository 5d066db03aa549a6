"""Who mentions whom: mostly people of the own team, some across teams, and from everywhere the hidden influencers."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from random import Random

    from advocacy_desk.sample.company import Account, Employee
    from advocacy_desk.sample.roster import Roster

_SAME_TEAM = 6.0
_SAME_AREA = 1.8
_REFERENCED = 7.0  # how much more often a hidden influencer is mentioned
_ON_THE_NETWORK = 4.0
_NEW_FOR_DAYS = 90


class Ties:
    """Draws the people whom a post mentions, as the network writes a mention: ``@handle``, or the name alone."""

    def __init__(self, roster: Roster, accounts: Iterable[Account], rng: Random) -> None:
        self._people = roster.employees
        self._roster = roster
        self._liked = [rng.lognormvariate(0, 0.6) for _ in self._people]
        self._handles = {
            (account.owner, account.network): account.handle for account in accounts if account.clue == "account"
        }
        self._team = {person.number: (person.team, person.parent_team) for person in self._people}
        self._weights: dict[tuple[str | None, str], Sequence[float]] = {}

    def team(self, number: str | None) -> str | None:
        """Return the team of an employee, None for outsiders."""
        return None if number is None else self._team[number][0]

    def colleague(self, author: Account, day: date, rng: Random) -> str:
        """Return a mention of somebody else who works here on that day."""
        weights = self._weights_for(author)
        while True:
            (person,) = rng.choices(self._people, cum_weights=weights)
            if person.number != author.owner and person.joined <= day and (person.left is None or day <= person.left):
                return self.mention(person, author.network)

    def newcomer(self, author: Account, day: date, rng: Random) -> str | None:
        """Return a mention of somebody who began in the last three months, None where nobody did."""
        new = [
            person
            for person in self._people
            if person.number in self._roster.roles["newcomers"]
            and 0 <= (day - person.joined).days <= _NEW_FOR_DAYS
            and person.number != author.owner
        ]
        return self.mention(rng.choice(new), author.network) if new else None

    def mention(self, person: Employee, network: str) -> str:
        """Return how a person is named on a network."""
        handle = self._handles.get((person.number, network))
        return f"@{handle}" if handle and network != "blog" else person.plain_name

    def _weights_for(self, author: Account) -> Sequence[float]:
        key = (self.team(author.owner), author.network)
        if key not in self._weights:
            weights = (self._weight(index, author) for index in range(len(self._people)))
            self._weights[key] = tuple(itertools.accumulate(weights))
        return self._weights[key]

    def _weight(self, index: int, author: Account) -> float:
        person = self._people[index]
        weight = self._liked[index]
        if author.owner is not None:
            team, area = self._team[author.owner]
            weight *= _SAME_TEAM if person.team == team else _SAME_AREA if person.parent_team == area else 1.0
        if person.number in self._roster.roles["hidden_influencers"]:
            weight *= _REFERENCED
        if (person.number, author.network) in self._handles:
            weight *= _ON_THE_NETWORK
        return weight

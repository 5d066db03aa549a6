"""Which networks the people are on, under which handles, and how many follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.sample.company import Account, Clue, Employee
from advocacy_desk.sample.roster import plain

if TYPE_CHECKING:
    from random import Random

    from advocacy_desk.sample.roster import Roster

_PRESENCE = {"linkedin": 0.86, "x": 0.26, "instagram": 0.36, "mastodon": 0.18, "blog": 0.06}
_TYPICAL_FOLLOWERS = {"linkedin": 420, "x": 210, "instagram": 330, "mastodon": 150, "blog": 0}
_WELL_KNOWN = (24_300, 13_800, 11_200, 31_500, 8_900, 6_400)  # of the loud ones, in their order
_X_HANDLE_LENGTH = 15


def open_accounts(roster: Roster, rng: Random) -> tuple[Account, ...]:
    """Return the accounts of everybody who has one, then those of outsiders. Handles are unique on their network."""
    silent = set(roster.roles["silent"])
    accounts = [
        _account(person, network, _clue(person, roster), _followers(person, network, roster, rng), rng)
        for person in roster.employees
        if person.number not in silent
        for network in _networks(person, roster, rng)
    ]
    return (*accounts, *(_guest(name, network, rng) for name, network in roster.guests))


def _networks(person: Employee, roster: Roster, rng: Random) -> list[str]:
    chosen = [network for network, share in _PRESENCE.items() if rng.random() < share] or ["linkedin"]
    if person.number in roster.roles["loud"]:
        chosen = sorted({*chosen, "linkedin", "x", "instagram"})
    if _clue(person, roster) != "account":
        chosen = [network for network in chosen if network != "x"][:1] or ["linkedin"]
    return chosen


def _clue(person: Employee, roster: Roster) -> Clue:
    if person.number in roster.roles["by_email"]:
        return "email"
    return "name" if person.number in roster.roles["by_name"] else "account"


def _followers(person: Employee, network: str, roster: Roster, rng: Random) -> int:
    drawn = min(int(_TYPICAL_FOLLOWERS[network] * rng.lognormvariate(0, 0.9)), 8_500)
    loud = roster.roles["loud"]
    if person.number in loud and network == ("x" if loud.index(person.number) == 3 else "linkedin"):
        return _WELL_KNOWN[loud.index(person.number)]
    return drawn


def _account(person: Employee, network: str, clue: Clue, followers: int, rng: Random) -> Account:
    return Account(
        network=network,
        handle=_handle(person, network),
        name=person.name if clue != "name" else _own_spelling(person, rng),
        email=person.email if clue == "email" else None,
        owner=person.number,
        clue=clue,
        language=person.language,
        followers=followers,
        growth=rng.uniform(0.004, 0.035),
    )


def _handle(person: Employee, network: str) -> str:
    first, last = plain(person.first_name), plain(person.last_name)
    compact = last.replace(" ", "").replace("-", "")
    if network == "linkedin":
        return f"{first}{compact}".replace("-", "")  # mentions end at a hyphen
    if network == "x":
        return f"{first[0]}_{compact}"[:_X_HANDLE_LENGTH]
    if network == "instagram":
        return f"{first.replace('-', '')}.{compact[:9]}"
    return f"{first.replace('-', '')}_{compact[:4]}"


def _own_spelling(person: Employee, rng: Random) -> str:
    """Return the name as people spell it elsewhere: without title, last name first, or without umlauts."""
    plainly = " ".join(plain(part).title() for part in (person.first_name, person.last_name))
    return rng.choice((person.plain_name, f"{person.last_name}, {person.first_name}", plainly))


def _guest(name: str, network: str, rng: Random) -> Account:
    return Account(
        network=network,
        handle=plain(name).replace(" ", "" if network == "linkedin" else "_")[:_X_HANDLE_LENGTH],
        name=name,
        email=None,
        owner=None,
        clue="none",
        language="en" if name.startswith(("Energy", "Jorge", "Rune")) else "de",
        followers=int(600 * rng.lognormvariate(0, 1.0)),
        growth=rng.uniform(0.004, 0.035),
    )

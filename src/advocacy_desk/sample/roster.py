"""Reads the invented people from ``resources/sample/people.toml`` and gives them numbers, managers and dates."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from advocacy_desk import resources
from advocacy_desk.sample.company import FIRST_DAY, LAST_DAY, Employee

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

DOMAIN = "nordlicht.example"
_TITLES = ("Prof. Dr.", "Dr.")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ı": "i", "ø": "o", "đ": "d"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Days, both inclusive, on which a person writes nothing."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The employees by name, the roles that some of them play, and accounts of outsiders (name, network)."""

    employees: tuple[Employee, ...]
    roles: Mapping[str, tuple[str, ...]]  # role -> numbers, as listed
    away: Mapping[str, Away]
    guests: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    position: str
    location: str
    language: str
    team: str
    parent_team: str
    boss: str | None  # name


def plain(name: str) -> str:
    """Return a name in lower-case ASCII letters, spelled as an e-mail address would: ``Föhrmann`` is ``foehrmann``."""
    spelled = name.lower().translate(_SPELLED)
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()


def read_roster(rng: Random) -> Roster:
    """Return the people; first and last days are drawn, everything else is written in the file."""
    with (resources.folder("sample") / "people.toml").open("rb") as stream:
        data = tomllib.load(stream)
    rows = sorted(_rows(data), key=lambda row: row.name)
    rng.shuffle(rows)  # numbers tell nothing about the name
    numbers = {row.name: f"{400 + 7 * position:05}" for position, row in enumerate(rows)}
    roles: dict[str, Any] = data["roles"]
    joined = {name: _joined(rng) for name in numbers} | _spread(roles["newcomers"])
    left = dict(zip(roles["leavers"], _leaving(len(roles["leavers"])), strict=True))
    employees = tuple(_employee(row, numbers, joined[row.name], left.get(row.name)) for row in rows)
    return Roster(
        employees=tuple(sorted(employees, key=lambda person: person.number)),
        roles={role: tuple(numbers[name] for name in names) for role, names in roles.items() if role != "away"},
        away={numbers[name]: Away(first=first, last=last) for name, first, last in roles["away"]},
        guests=tuple((guest["name"], guest["network"]) for guest in data["guest"]),
    )


def _rows(data: Mapping[str, Any]) -> Iterator[_Row]:
    """Yield everybody; the first of a team leads it, the head of the first area leads the other heads."""
    top = data["area"][0]["head"][0]
    for area in data["area"]:
        head = area["head"]
        yield _row(head, area["name"], "", top)
        for team in area["team"]:
            lead = team["people"][0][0]
            for person in team["people"]:
                yield _row(person, team["name"], area["name"], lead if person[0] != lead else head[0])


def _row(cells: Sequence[str], team: str, parent_team: str, boss: str) -> _Row:
    name, position, location, language = cells
    return _Row(name, position, location, language, team, parent_team, boss if boss != name else None)


def _employee(row: _Row, numbers: Mapping[str, str], joined: date, left: date | None) -> Employee:
    title = next((title for title in _TITLES if row.name.startswith(title)), "")
    first_name, last_name = row.name.removeprefix(title).strip().split(" ", 1)
    local = f"{plain(first_name)}.{plain(last_name).replace(' ', '')}"
    return Employee(
        number=numbers[row.name],
        title=title,
        first_name=first_name,
        last_name=last_name,
        email=f"{local}@{DOMAIN}",
        team=row.team,
        parent_team=row.parent_team,
        manager=None if row.boss is None else numbers[row.boss],
        position=row.position,
        location=row.location,
        language=row.language,
        joined=joined,
        left=left,
    )


def _joined(rng: Random) -> date:
    """Return a first of a month in the years before the sample begins."""
    return date(rng.choice((2009, 2012, 2015, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024)), rng.randint(1, 12), 1)


def _spread(newcomers: Sequence[str]) -> dict[str, date]:
    """Return first days of newcomers, spread over the period but for its last two months."""
    span = (LAST_DAY - FIRST_DAY).days - 60
    days = (FIRST_DAY + timedelta(days=span * index // len(newcomers)) for index in range(len(newcomers)))
    return {name: _next_month(day) for name, day in zip(newcomers, days, strict=True)}


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _leaving(count: int) -> list[date]:
    """Return ends of quarters on which people leave, in order."""
    ends = [date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)]
    return [ends[index % len(ends)] for index in range(count)]

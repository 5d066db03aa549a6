"""Address cards (vCard 2.1, 3.0 and 4.0) as a company directory, through vobject.

Only names, work address, team, position and accounts are taken: telephone numbers, home addresses, birthdays, notes
and pictures are not. ``ORG`` is company, department, team: its last unit is the team, the one before it the team above.
The ``UID`` belongs to the address book and is no employee number.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import vobject

from advocacy_desk.domain.posts import Problem
from advocacy_desk.formats import _encodings
from advocacy_desk.formats._contract import LeftOut, Record, Source, SourceFormat, batches
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vobject.base import Component, ContentLine

    from advocacy_desk.formats._contract import Batch, ReadOptions

_COLUMNS = (
    "name", "first_name", "last_name", "email", "team", "parent_team", "manager", "position", "language", "accounts",
)  # fmt: skip
_BEGIN, _END = "BEGIN:VCARD", "END:VCARD"
_LARGEST_CARD = 8 << 20  # characters; pictures are in cards
_RAW_LENGTH = 500
_BROKEN = text("This address card cannot be read.")
_ADDRESSES = ("url", "socialprofile", "x-socialprofile", "x-twitter", "x-linkedin")
_MANAGERS = ("x-manager", "x-ms-manager", "manager")
# One value each: a bare comma in them is part of it, although the norm would have it escaped.
_SINGLE = re.compile(r"(?im)^(?:[\w-]+\.)?(?:FN|ORG|TITLE|X-MANAGER|X-MS-MANAGER|MANAGER)[;:].*(?:\n[ \t].*)*")
_BARE_COMMA = re.compile(r"(?<!\\),")
_DAMAGE = (
    vobject.base.VObjectError, ValueError, LookupError, AttributeError, TypeError, RecursionError, NotImplementedError,
)  # fmt: skip


def _recognise(source: Source) -> float:
    head = source.head()
    encoding = _encodings.detect(head)
    begins = encoding and _encodings.decoded(head, encoding).lstrip("\ufeff \r\n").upper().startswith(_BEGIN)
    return 0.95 if begins else 0.0


def _read(source: Source, _: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source), _COLUMNS)


def _records(source: Source) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    for number, card in enumerate(_cards(source), start=1):
        try:
            person = _person(vobject.readOne(_SINGLE.sub(_escaped, card), allowQP=True))
        except _DAMAGE:
            yield Problem(file=source.name, record=number, field=None, message=_BROKEN.message, raw=card[:_RAW_LENGTH])
        else:
            yield LeftOut("no_person") if person is None else (number, person)


def _cards(source: Source) -> Iterator[str]:
    """Yield the cards one by one, so that a broken one costs only itself; one that never ends is cut off."""
    encoding = _encodings.detect(source.head())
    if encoding is None:
        return
    with source.open() as stream, io.TextIOWrapper(stream, encoding=encoding, errors="replace") as lines:
        card: list[str] = []
        size = 0
        while line := lines.readline(_LARGEST_CARD):
            mark = line.strip("\ufeff \r\n\t").upper()
            if (mark == _BEGIN or size > _LARGEST_CARD) and card:
                yield "".join(card)
                card, size = [], 0
            if card or mark == _BEGIN:
                card.append(line.lstrip("\ufeff") if not card else line)
                size += len(line)
            if mark == _END and card:
                yield "".join(card)
                card, size = [], 0
        if card:
            yield "".join(card)


def _escaped(line: re.Match[str]) -> str:
    name, colon, value = line[0].partition(":")
    return name + colon + _BARE_COMMA.sub(r"\\,", value)


def _person(card: Component | None) -> Record | None:
    """Return who is on a card; None where it stands for a group, a firm or a place."""
    if card is None or card.name != "VCARD" or (_first(card, "kind") or "individual").lower() != "individual":
        return None
    units = [unit for unit in _parts(card, "org") if unit][1:]
    name = next(iter(card.contents.get("n", ())), None)
    return {
        "name": _first(card, "fn"),
        "first_name": _words(name.value.given) if name else None,
        "last_name": _words(name.value.family) if name else None,
        "email": _email(card),
        "team": units[-1] if units else None,
        "parent_team": units[-2] if len(units) > 1 else None,
        "manager": next((name for key in _MANAGERS if (name := _first(card, key))), None),
        "position": _first(card, "title"),
        "language": _first(card, "lang"),
        "accounts": "\n".join(_accounts(card)) or None,
    }


def _first(card: Component, name: str) -> str | None:
    values = (_words(line.value) for line in card.contents.get(name, ()))
    return next(filter(None, values), None)


def _words(value: object) -> str | None:
    """Return a value of the card as text; several parts are joined."""
    words = " ".join(map(str, value)) if isinstance(value, list) else value
    return (words.strip() or None) if isinstance(words, str) else None


def _parts(card: Component, name: str) -> list[str]:
    values = [line.value for line in card.contents.get(name, ())][:1]
    return [str(part).strip() for value in values for part in (value if isinstance(value, list) else [value])]


def _email(card: Component) -> str | None:
    """Return the first address that is not the private one."""
    lines = sorted(card.contents.get("email", ()), key=lambda line: "HOME" in {*map(str.upper, _kinds(line))})
    return next(filter(None, (_words(line.value) for line in lines)), None)


def _kinds(line: ContentLine) -> list[str]:
    """Return what a line says about itself; version 2.1 leaves the word TYPE away."""
    return [*line.params.get("SERVICE-TYPE", ()), *line.params.get("TYPE", ()), *line.singletonparams]


def _accounts(card: Component) -> Iterator[str]:
    """Yield ``network=handle or address``; addresses of no network are dropped by intake."""
    for key in _ADDRESSES:
        for line in card.contents.get(key, ()):
            kinds = _kinds(line)
            network = key.removeprefix("x-") if key in _ADDRESSES[3:] else kinds[0] if kinds and key != "url" else ""
            if words := _words(line.value):
                yield f"{network.lower()}={' '.join(words.split())}"


FORMAT = SourceFormat(
    key="vcard",
    version=1,
    label=text("Address cards (vCard)"),
    carries="people",
    recognise=_recognise,
    read=_read,
)

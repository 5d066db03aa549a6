"""Employees out of an LDAP directory or Active Directory (LDIF, RFC 2849), through the library ``ldif``.

Each entry is parsed alone, so that a broken one costs only itself. Its distinguished name, by which managers are named,
is handed over as an ordinary value: the library's check of it takes exponential time on hostile names.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from ldif import LDIFParser

from advocacy_desk.domain.posts import Problem
from advocacy_desk.formats._contract import LeftOut, Record, Source, SourceFormat, batches
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from advocacy_desk.formats._contract import Batch, ReadOptions

_COLUMNS = (
    "number", "name", "first_name", "last_name", "email", "team", "parent_team", "manager", "position", "location",
    "language", "status", "accounts",
)  # fmt: skip
_NAMES: Mapping[str, tuple[str, ...]] = {
    "number": ("employeenumber", "employeeid"),
    "name": ("displayname", "cn"),
    "first_name": ("givenname",),
    "last_name": ("sn",),
    "email": ("mail", "userprincipalname"),
    "team": ("department", "ou", "departmentnumber"),
    "parent_team": ("division",),
    "position": ("title",),
    "location": ("l", "physicaldeliveryofficename"),
    "language": ("preferredlanguage",),
}
_PEOPLE = {"person", "inetorgperson", "organizationalperson", "user"}
_NO_PEOPLE = {"computer", "group", "groupofnames", "posixgroup"}
_DISABLED = 2  # bit of Active Directory's userAccountControl
_DN = "entrydn"
_FIRST = re.compile(rb"(?i)^dn(?=::?)")
_BEGIN = re.compile(rb"(?i)\s*(#[^\n]*\s+)*(version:\s*1\s+)?(#[^\n]*\s+)*dn::?\s*\S")
_NOTHING = re.compile(rb"(?i)#|version:\s*\d+\s*$")
_LARGEST_ENTRY = 8 << 20  # bytes; photographs are in entries
_RAW_LENGTH = 500
_BROKEN = text("This entry of the directory cannot be read.")
_Entry = dict[str, list[str]]


def _recognise(source: Source) -> float:
    return 0.95 if _BEGIN.match(source.head().removeprefix(b"\xef\xbb\xbf")[:4096]) else 0.0


def _read(source: Source, _: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source), _COLUMNS)


def _records(source: Source) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    """Yield the people; the names of managers are looked up when the whole file is known."""
    people: list[tuple[int, _Entry]] = []
    named: dict[str, str] = {}
    for number, block in enumerate(_blocks(source), start=1):
        entry = _entry(block)
        if entry is None:
            raw = block.decode(errors="replace")[:_RAW_LENGTH]
            yield Problem(file=source.name, record=number, field=None, message=_BROKEN.message, raw=raw)
        elif not _is_person(entry):
            yield LeftOut("no_person")
        else:
            people.append((number, entry))
            named[_plain_dn(_value(entry, _DN) or "")] = next(
                (key for column in ("number", "email", "name") if (key := _value(entry, *_NAMES[column]))), ""
            )
    for number, entry in people:
        yield number, _person(entry, named)


def _blocks(source: Source) -> Iterator[bytes]:
    """Yield the entries: lines between empty ones, without the version and comments above them."""
    with source.open() as stream:
        block: list[bytes] = []
        size = 0
        while line := stream.readline(_LARGEST_ENTRY):
            bare = line.removeprefix(b"\xef\xbb\xbf").strip(b"\r\n")
            if _NOTHING.match(bare) and not block:
                continue
            if bare and size < _LARGEST_ENTRY:
                block.append(bare)
                size += len(bare)
            if (not bare or size >= _LARGEST_ENTRY) and block:
                yield b"\n".join(block)
                block, size = [], 0
        if block:
            yield b"\n".join(block)


def _entry(block: bytes) -> _Entry | None:
    """Return the values of an entry by attribute in lower case; None where it is damaged."""
    tidy = _FIRST.sub(_DN.encode(), block)
    try:
        parsed = list(LDIFParser(io.BytesIO(b"dn: o=x\n" + tidy + b"\n")).parse())
    except (ValueError, LookupError):  # binascii.Error and UnicodeDecodeError are ValueErrors
        return None
    found: _Entry = {}
    for name, values in parsed[0][1].items() if parsed else ():
        plain = name.lower().partition(";")[0]  # without its options, such as ";lang-de"
        found.setdefault(plain, []).extend(value for value in values if isinstance(value, str))
    return found if _DN in found else None


def _is_person(entry: _Entry) -> bool:
    classes = {value.lower() for value in entry.get("objectclass", ())}
    change = (_value(entry, "changetype") or "add").lower()
    is_person = bool(classes & _PEOPLE) or (not classes and bool(entry.get("sn")))
    return is_person and not classes & _NO_PEOPLE and change == "add"


def _person(entry: _Entry, named: Mapping[str, str]) -> Record:
    manager = _value(entry, "manager")
    links = [value for name in ("labeleduri", "url", "wwwhomepage") for value in entry.get(name, ())]
    return {
        **{column: _value(entry, *names) for column, names in _NAMES.items()},
        "manager": (named.get(_plain_dn(manager)) or _common_name(manager)) if manager else None,
        "status": "inactive" if _disabled(entry) else None,
        "accounts": "\n".join(link.split()[0] for link in links if link.split()) or None,
    }


def _value(entry: _Entry, *names: str) -> str | None:
    return next((value.strip() for name in names for value in entry.get(name, ()) if value.strip()), None)


def _plain_dn(name: str) -> str:
    """Return a distinguished name in the form in which two are compared."""
    return re.sub(r"\s*([,=+])\s*", r"\1", name.strip()).casefold()


def _common_name(name: str) -> str | None:
    """Return ``Jo Falk`` of ``CN=Jo Falk,OU=...``, for a manager who is not in the file."""
    found = re.match(r"(?i)\s*cn\s*=\s*((?:\\.|[^,+\\])+)", name)
    return re.sub(r"\\(.)", r"\1", found[1]).strip() or None if found else None


def _disabled(entry: _Entry) -> bool:
    control = _value(entry, "useraccountcontrol") or "0"
    locked = (_value(entry, "nsaccountlock") or "").lower() == "true"
    return locked or (control.isascii() and control.isdigit() and len(control) < 12 and bool(int(control) & _DISABLED))


FORMAT = SourceFormat(
    key="ldif",
    version=1,
    label=text("Company directory (LDAP, LDIF)"),
    carries="people",
    recognise=_recognise,
    read=_read,
)

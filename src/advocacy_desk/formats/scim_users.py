"""Employees as SCIM users in JSON (RFC 7643): what Entra, Okta, Google and Personio give to programs.

A list of users, alone or as ``Resources`` of a list response. The manager is named by the user's SCIM id, which nothing
else knows: where that user is in the same file it becomes their number, e-mail or name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from advocacy_desk.formats import _json_items
from advocacy_desk.formats._contract import LeftOut, Record, Source, SourceFormat, batches
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from advocacy_desk.domain.posts import Problem
    from advocacy_desk.formats._contract import Batch, ReadOptions

_COLUMNS = (
    "number", "name", "first_name", "last_name", "email", "team", "parent_team", "manager", "position", "location",
    "language", "status",
)  # fmt: skip
_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
_ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
_Word = str | int | None


class _Name(msgspec.Struct):
    formatted: str | None = None
    givenName: str | None = None  # noqa: N815 - the file's own name
    familyName: str | None = None  # noqa: N815 - the file's own name


class _Mail(msgspec.Struct):
    value: str | None = None
    type: str | None = None
    primary: bool | str | None = None


class _Place(msgspec.Struct):
    locality: str | None = None
    type: str | None = None


class _Superior(msgspec.Struct):
    value: _Word = None
    displayName: str | None = None  # noqa: N815 - the file's own name


class _Work(msgspec.Struct):
    employeeNumber: _Word = None  # noqa: N815 - the file's own name
    organization: str | None = None
    division: str | None = None
    department: str | None = None
    manager: _Superior | str | None = None


class _User(msgspec.Struct):
    schemas: list[str] | None = None
    id: _Word = None
    userName: str | None = None  # noqa: N815 - the file's own name
    displayName: str | None = None  # noqa: N815 - the file's own name
    name: _Name | None = None
    emails: list[_Mail] | None = None
    active: bool | str | None = None
    title: str | None = None
    preferredLanguage: str | None = None  # noqa: N815 - the file's own name
    addresses: list[_Place] | None = None
    work: _Work | None = msgspec.field(default=None, name=_ENTERPRISE)


_READ = msgspec.json.Decoder(_User)


def _recognise(source: Source) -> float:
    head = source.head().lstrip(b"\xef\xbb\xbf \r\n\t")
    return 0.95 if head.startswith((b"{", b"[")) and f'"{_USER}"'.encode() in head else 0.0


def _read(source: Source, _: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source), _COLUMNS)


def _records(source: Source) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    data = _json_items.whole(source)
    path = () if data.lstrip().startswith(b"[") else ("Resources",)
    if path and b'"Resources"' not in data:
        data, path = b"[" + data + b"]", ()  # one user alone
    users = [*_json_items.items(data, _READ, *path)]
    named = {str(user.id): name for user in users if isinstance(user, _User) and user.id and (name := _key(user))}
    for number, user in enumerate(users, start=1):
        if isinstance(user, _json_items.Broken):
            yield user.problem(source, number)
        elif user.schemas and _USER not in user.schemas:
            yield LeftOut("no_person")  # a group
        else:
            yield number, _record(user, named)


def _record(user: _User, named: Mapping[str, str]) -> Record:
    work = user.work or _Work()
    name = user.name or _Name()
    teams = [part for part in (work.department, work.division) if part]
    active = str(user.active).lower() != "false"
    return {
        "number": _word(work.employeeNumber),
        "name": user.displayName or name.formatted or None,
        "first_name": name.givenName or None,
        "last_name": name.familyName or None,
        "email": _email(user),
        "team": teams[0] if teams else None,
        "parent_team": teams[1] if len(teams) > 1 else None,
        "manager": _reports_to(work.manager, named),
        "position": user.title or None,
        "location": next((place.locality for place in user.addresses or () if place.locality), None),
        "language": user.preferredLanguage or None,
        "status": "active" if active else "inactive",
    }


def _email(user: _User) -> str | None:
    """The work address, else the one marked as first, else a user name that is an address."""
    mails = [mail for mail in user.emails or () if mail.value]
    best = sorted(mails, key=lambda mail: (mail.type != "work", str(mail.primary).lower() != "true"))
    name = user.userName or ""
    return best[0].value if best else name if "@" in name else None


def _key(user: _User) -> str | None:
    """By what the directory finds a person again."""
    number = _word(user.work.employeeNumber) if user.work else None
    return number or _email(user) or user.displayName


def _reports_to(manager: _Superior | str | None, named: Mapping[str, str]) -> str | None:
    if isinstance(manager, str):  # Entra's older provisioning
        return named.get(manager, manager) or None
    value = _word(manager.value) if manager else None
    return named.get(value or "") or (manager.displayName if manager else None) or value or None


def _word(value: _Word) -> str | None:
    return None if value is None or value == "" else str(value)


FORMAT = SourceFormat(
    key="scim_users",
    version=1,
    label=text("Company directory (SCIM, JSON)"),
    carries="people",
    recognise=_recognise,
    read=_read,
)

"""Writes the company's directory: employees, dated memberships in teams, and the accounts that it names.

A person is recognised by number, else by e-mail, else by name. What the file does not say keeps what is known. A
change of team ends the membership on the day of the import and begins the next one, so last year's headcounts stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from advocacy_desk.domain.people import Match, MatchState, Reason, Strength
from advocacy_desk.domain.posts import Problem
from advocacy_desk.i18n import text
from advocacy_desk.intake import handle_key, network_label
from advocacy_desk.store.accounts import check_again, reasons_json
from advocacy_desk.store.schema import account, employee, membership, network, team

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from sqlalchemy import Connection

EPOCH = date(1970, 1, 1).toordinal()
SINCE_EVER = 1 - EPOCH  # 0001-01-01: employed for as long as anybody knows
DIRECTORY = "directory"  # who decided about an account that the directory names

_TWICE = text("This person is in the file twice; the first entry was kept.")
_TAKEN = text("The e-mail {email} belongs to another employee already.")
_NAME_AND_KEY = re.compile(r"(.+?)\s*\(([^()]+)\)")
_FIELDS = ("number", "name", "first_name", "last_name", "email", "position", "location", "language")
_NAMED = Match(
    account_id=0,
    employee_id=None,
    strength=Strength.CERTAIN,
    score=100.0,
    reasons=(Reason(clue="account", detail="", points=100.0),),
)


@dataclass(slots=True)
class Saved:
    """What became of the people of a file; ``problems`` were not saved."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Stay:
    """A membership: ``last`` is the first day after it, None while it lasts."""

    id: int
    team_id: int | None
    first: int
    last: int | None


class Directory:
    """The state of one directory import inside its write transaction."""

    def __init__(self, connection: Connection, import_id: int, file: str, now: datetime) -> None:
        self._connection = connection
        self._import_id = import_id
        self._file = file
        self._seconds = int(now.timestamp())
        self._today = now.date().toordinal() - EPOCH
        known = connection.execute(select(employee)).mappings()
        self._employees: dict[int, dict[str, Any]] = {row["id"]: dict(row) for row in known}
        self._by_number: dict[str, int] = {row["number"]: key for key, row in self._employees.items() if row["number"]}
        self._by_email: dict[str, int] = {row["email"]: key for key, row in self._employees.items() if row["email"]}
        self._teams: dict[str, int] = dict(connection.execute(select(team.c.name, team.c.id)).all())
        self._networks: dict[str, int] = dict(connection.execute(select(network.c.key, network.c.id)).all())
        self._stays = self._load_stays()
        self._seen: set[int] = set()
        self._unchanged: set[int] = set()
        self.saved = Saved()

    def _load_stays(self) -> dict[int, list[_Stay]]:
        stays: dict[int, list[_Stay]] = {}
        for row in self._connection.execute(select(membership).order_by(membership.c.valid_from)):
            stays.setdefault(row.employee_id, []).append(_Stay(row.id, row.team_id, row.valid_from, row.valid_to))
        return stays

    def save(self, people: pl.DataFrame) -> None:
        """Save the people of one cleaned frame; see ``intake.clean_people`` for its columns."""
        for place, person in enumerate(people.iter_rows(named=True), start=1):
            record = int(person.get("record") or place)
            problem = self._doubt(person, record)
            if problem is not None:
                self.saved.problems.append(problem)
                continue
            self._save_one(person)

    def finish(self, people: pl.DataFrame) -> None:
        """Link people to their managers, once everybody is known; a manager whom nobody knows stays empty."""
        by_name = self._by_full_name()
        for person in people.iter_rows(named=True):
            wanted = person["manager"]
            own = self._known(person)
            if not wanted or own is None:
                continue
            manager = self._superior(wanted, by_name)
            if manager is not None and manager != own and self._employees[own].get("manager_id") != manager:
                self._connection.execute(update(employee).where(employee.c.id == own).values(manager_id=manager))
                self._employees[own]["manager_id"] = manager
                if own in self._unchanged:
                    self._unchanged.remove(own)
                    self.saved.unchanged -= 1
                    self.saved.updated += 1

    def _by_full_name(self) -> dict[str, int]:
        """Return the employees whose name nobody else has, displayed or first and last, by that name."""
        holders: dict[str, set[int]] = {}
        for key, row in self._employees.items():
            parts = [part for part in (row["first_name"], row["last_name"]) if part]
            for name in {row["name"], " ".join(parts)} - {None, ""}:
                holders.setdefault(name.casefold(), set()).add(key)
        return {name: keys.pop() for name, keys in holders.items() if len(keys) == 1}

    def _superior(self, wanted: str, by_name: Mapping[str, int]) -> int | None:
        """Find somebody by number, e-mail or name; ``Jo Lind (0012)`` says two of them."""
        both = _NAME_AND_KEY.fullmatch(wanted)
        for clue in (wanted, both[2], both[1]) if both else (wanted,):
            found = self._by_number.get(clue) or self._by_email.get(clue.lower()) or by_name.get(clue.casefold())
            if found is not None:
                return found
        return None

    def _known(self, person: Mapping[str, object]) -> int | None:
        number, email, name = person["number"], person["email"], person["name"]
        if number in self._by_number:
            return self._by_number[str(number)]
        candidate = self._by_email.get(str(email)) if email else None
        if candidate is None and not number and not email:
            same = [key for key, row in self._employees.items() if row["name"] == name]
            candidate = same[0] if len(same) == 1 else None
        if candidate is None or (number and self._employees[candidate]["number"] not in {None, number}):
            return None
        return candidate

    def _doubt(self, person: Mapping[str, object], record: int) -> Problem | None:
        known = self._known(person)
        shown = {"number": str(person["number"] or ""), "email": str(person["email"] or "")}
        raw = str(person["name"] or "")
        if known is not None and known in self._seen:
            message, where = _TWICE, "number"
        elif person["email"] and self._by_email.get(str(person["email"]), known) != known:
            message, where = _TAKEN, "email"
        else:
            return None
        return Problem(file=self._file, record=record, field=where, message=message.message, raw=raw, fields=shown)

    def _save_one(self, person: Mapping[str, object]) -> None:
        values = {name: person[name] for name in _FIELDS if person[name] is not None}
        known = self._known(person)
        if known is None:
            row = {**values, "import_id": self._import_id}
            own = int(self._connection.execute(insert(employee).values(row).returning(employee.c.id)).scalar_one())
            self._employees[own] = {**dict.fromkeys(_FIELDS), "manager_id": None, **values}
            changed = True
        else:
            own = known
            before = self._employees[own]
            changes = {name: value for name, value in values.items() if before[name] != value}
            if changes:
                self._connection.execute(update(employee).where(employee.c.id == own).values(changes))
                before.update(changes)
            changed = bool(changes)
        self._index(own)
        changed |= self._save_stay(own, person)
        changed |= self._save_accounts(own, person)
        if known is None:
            self.saved.new += 1
        elif changed:
            self.saved.updated += 1
        else:
            self.saved.unchanged += 1
            self._unchanged.add(own)

    def _index(self, own: int) -> None:
        self._seen.add(own)
        row = self._employees[own]
        if row["number"]:
            self._by_number[row["number"]] = own
        if row["email"]:
            self._by_email[row["email"]] = own

    def _save_stay(self, own: int, person: Mapping[str, object]) -> bool:
        joined, left = _day(person["joined"]), _day(person["left"])
        ends = None if left is None else left + 1
        if ends is None and person["active"] is False:
            ends = self._today
        team_id = self._team(person["team"], person["parent_team"])
        stays = self._stays.setdefault(own, [])
        if not stays:
            first = SINCE_EVER if joined is None else joined
            stays.append(self._new_stay(own, team_id, first, ends if ends is None or ends > first else first + 1))
            return True
        return self._continue_stay(own, stays, team_id=team_id, joined=joined, ends=ends)

    def _continue_stay(
        self, own: int, stays: list[_Stay], *, team_id: int | None, joined: int | None, ends: int | None
    ) -> bool:
        now = stays[-1]
        if now.last is not None and ends is None:  # came back
            stays.append(self._new_stay(own, team_id, max(now.last, self._today if joined is None else joined), None))
            return True
        if now.last is None and team_id is not None and now.team_id not in {None, team_id} and ends is None:
            moved = max(self._today, now.first + 1)
            self._change_stay(stays, -1, last=moved)
            stays.append(self._new_stay(own, team_id, moved, None))
            return True
        changed = False
        if now.team_id is None and team_id is not None:
            self._change_stay(stays, -1, team_id=team_id)
            changed = True
        if joined is not None and joined != stays[0].first and (stays[0].last is None or joined < stays[0].last):
            self._change_stay(stays, 0, first=joined)
            changed = True
        if ends is not None and stays[-1].last != ends and (stays[-1].last is None or ends != self._today):
            self._change_stay(stays, -1, last=max(ends, stays[-1].first + 1))
            changed = True
        return changed

    def _new_stay(self, own: int, team_id: int | None, first: int, last: int | None) -> _Stay:
        values = {"employee_id": own, "team_id": team_id, "valid_from": first, "valid_to": last}
        added = self._connection.execute(insert(membership).values(values).returning(membership.c.id)).scalar_one()
        return _Stay(int(added), team_id, first, last)

    def _change_stay(
        self,
        stays: list[_Stay],
        place: int,
        *,
        team_id: int | None = None,
        first: int | None = None,
        last: int | None = None,
    ) -> None:
        old = stays[place]
        new = _Stay(
            old.id,
            old.team_id if team_id is None else team_id,
            old.first if first is None else first,
            old.last if last is None else last,
        )
        values = {"team_id": new.team_id, "valid_from": new.first, "valid_to": new.last}
        self._connection.execute(update(membership).where(membership.c.id == old.id).values(values))
        stays[place] = new

    def _team(self, name: object, parent: object) -> int | None:
        if not name:
            return None
        above = self._team(parent, None) if parent and parent != name else None
        known = self._teams.get(str(name))
        if known is None:
            row = {"name": str(name), "parent_id": above}
            known = int(self._connection.execute(insert(team).values(row).returning(team.c.id)).scalar_one())
            self._teams[str(name)] = known
        elif above is not None and not self._is_below(above, known):
            self._connection.execute(update(team).where(team.c.id == known).values(parent_id=above))
        return known

    def _is_below(self, lower: int, upper: int) -> bool:
        """Whether a team lies below another, so that two files cannot tie teams into a ring."""
        parents = dict(self._connection.execute(select(team.c.id, team.c.parent_id)).all())
        at: int | None = lower
        while at is not None and at != upper:
            at = parents.get(at)
        return at == upper

    def _save_accounts(self, own: int, person: Mapping[str, object]) -> bool:
        accounts = person["accounts"]
        changed = False
        for one in accounts if isinstance(accounts, list) else ():
            changed |= self._save_account(own, str(one["network"]), str(one["handle"]))
        return changed

    def _save_account(self, own: int, key: str, handle: str) -> bool:
        network_id = self._network(key)
        folded = handle_key(handle)
        here = (account.c.network_id == network_id) & (account.c.handle_key == folded)
        known = self._connection.execute(select(account).where(here)).first()
        accepted = {
            "employee_id": own,
            "state": MatchState.ACCEPTED,
            "strength": Strength.CERTAIN,
            "reasons": reasons_json(_NAMED),
            "proposed_id": None,
            "decided_by": DIRECTORY,
            "decided_at": self._seconds,
        }
        if known is None:
            identity = {"network_id": network_id, "handle": handle.lstrip("@"), "handle_key": folded}
            self._connection.execute(insert(account).values({**identity, **accepted}))
            return True
        # What a person decided about an account stands until a person decides otherwise.
        by_hand = known.state != MatchState.OPEN and known.decided_by != DIRECTORY
        if by_hand or known.employee_id == own:
            return False
        self._connection.execute(update(account).where(account.c.id == known.id).values(accepted))
        check_again(self._connection, [known.id])
        return True

    def _network(self, key: str) -> int:
        if key not in self._networks:
            row = {"key": key, "label": network_label(key)}
            added = self._connection.execute(insert(network).values(row).returning(network.c.id)).scalar_one()
            self._networks[key] = int(added)
        return self._networks[key]


def _day(value: object) -> int | None:
    return value.toordinal() - EPOCH if isinstance(value, date) else None


def headcount(connection: Connection) -> int:
    """Return how many people the directory knows."""
    return int(connection.execute(select(func.count()).select_from(employee)).scalar_one())

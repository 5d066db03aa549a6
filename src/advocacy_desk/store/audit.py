"""The audit trail: a chain of entries in which each holds the SHA-256 of the one before.

An entry is appended inside the transaction that does what it tells of, so there is never one without the other.
Changing, removing or reordering an entry breaks the chain; ``workspace_meta`` knows length and end of the chain, so
cutting off its end shows as well. Someone who rewrites everything from the change to the end and the end mark, too,
is only found by comparing with an older backup: the chain makes tampering evident, not impossible.

When a person is erased, entries lose what tells of them. The entry about that lists which ones and is part of the
chain: those keep their place in it by their hashes, and every other change still shows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from advocacy_desk.domain.audit import AuditEntry, Head, Verification
from advocacy_desk.domain.erasure import ERASED
from advocacy_desk.store.schema import audit_entry, workspace_meta

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

START = "0" * 64
_END = "audit_end"
ERASURE = "person.erased"


@dataclass(frozen=True, slots=True)
class _End:
    entries: int
    hash: str


def canonical(value: object) -> str:
    """Return JSON in one fixed form: sorted keys, no spaces, no escapes; the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_hash(previous: str, at: int, actor: str, action: str, subject: str, details: str) -> str:
    """Return the hash of an entry: SHA-256 over the canonical JSON of its fields, ``previous`` first."""
    return hashlib.sha256(canonical([previous, at, actor, action, subject, details]).encode()).hexdigest()


def append(
    connection: Connection, *, actor: str, action: str, subject: str, details: Mapping[str, object], at: datetime
) -> int:
    """Append an entry to the chain in the caller's write transaction; return its id."""
    end = _end(connection)
    seconds = int(at.timestamp())
    written = canonical(details)
    digest = entry_hash(end.hash, seconds, actor, action, subject, written)
    values = {
        "at": seconds,
        "actor": actor,
        "action": action,
        "subject": subject,
        "details": written,
        "previous": end.hash,
        "hash": digest,
    }
    entry = connection.execute(insert(audit_entry).values(values).returning(audit_entry.c.id)).scalar_one()
    _move_end(connection, _End(end.entries + 1, digest))
    return int(entry)


def _end(connection: Connection) -> _End:
    kept = connection.execute(select(workspace_meta.c.value).where(workspace_meta.c.key == _END)).scalar_one_or_none()
    if kept is None:
        return _End(0, START)
    entries, _, digest = kept.partition(" ")
    return _End(int(entries), digest)


def _move_end(connection: Connection, end: _End) -> None:
    value = f"{end.entries} {end.hash}"
    moved = connection.execute(update(workspace_meta).where(workspace_meta.c.key == _END).values(value=value))
    if not moved.rowcount:
        connection.execute(insert(workspace_meta).values(key=_END, value=value))


def verify(connection: Connection) -> Verification:
    """Walk the chain; ``first_broken`` is the id of the first entry that does not fit, 0 where the end is missing."""
    end = _end(connection)
    excused, _ = erased(connection)
    previous, count = START, 0
    columns = audit_entry.c
    rows = connection.execution_options(stream_results=True).execute(select(audit_entry).order_by(columns.id))
    for row in rows:
        whole = entry_hash(previous, row.at, row.actor, row.action, row.subject, row.details) == row.hash
        fits = whole or (row.id in excused and ERASED in (row.actor, row.subject))
        if row.previous != previous or not fits:
            total = count + 1 + len(rows.all())
            return Verification(entries=total, ok=False, first_broken=row.id)
        previous, count = row.hash, count + 1
    complete = _End(count, previous) == end
    return Verification(entries=count, ok=complete, first_broken=None if complete else 0)


def head(connection: Connection) -> Head:
    """Return the end of the chain as it is now."""
    end = _end(connection)
    return Head(entries=end.entries, hash=end.hash)


def holds(connection: Connection, known: Head) -> bool:
    """Whether the chain still leads through a head that was written down; entries after it do not matter."""
    if known.entries == 0:
        return known.hash == START
    nth = select(audit_entry.c.hash).order_by(audit_entry.c.id).offset(known.entries - 1).limit(1)
    return connection.execute(nth).scalar_one_or_none() == known.hash


def entries(connection: Connection, *, subject: str | None = None, limit: int = 200) -> tuple[AuditEntry, ...]:
    """Return the newest entries, newest first, of one subject (``case:12``) or of all."""
    wanted = select(audit_entry).order_by(audit_entry.c.id.desc()).limit(limit)
    if subject is not None:
        wanted = wanted.where(audit_entry.c.subject == subject)
    return tuple(
        AuditEntry(
            id=row.id,
            at=datetime.fromtimestamp(row.at, tz=UTC),
            actor=row.actor,
            action=row.action,
            subject=row.subject,
            details=json.loads(row.details),
        )
        for row in connection.execute(wanted)
    )


def decisions(connection: Connection) -> dict[int, tuple[int, str]]:
    """Return what the trail says of decisions: decision id -> (entry id, digest when it was made)."""
    wanted = select(audit_entry.c.id, audit_entry.c.details).where(audit_entry.c.action == "case.decided")
    found: dict[int, tuple[int, str]] = {}
    for row in connection.execute(wanted.order_by(audit_entry.c.id)):
        details = json.loads(row.details)
        if details:  # of an erased person's case nothing is told any more
            found[int(details["decision"])] = (row.id, str(details["digest"]))
    return found


def erased(connection: Connection) -> tuple[frozenset[int], frozenset[int]]:
    """Return the entries, and the decisions, that erasures changed, as the entries about those erasures list them."""
    entries_of: set[int] = set()
    decisions_of: set[int] = set()
    wanted = select(audit_entry.c.id, audit_entry.c.details).where(audit_entry.c.action == ERASURE)
    for row in connection.execute(wanted):
        told = json.loads(row.details)
        entries_of.update(number for number in told["entries"] if number < row.id)
        decisions_of.update(told["decisions"])
    return frozenset(entries_of), frozenset(decisions_of)

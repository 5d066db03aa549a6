"""Verify the audit trail: the chain of entries, and the decisions that they vouch for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.domain.audit import AuditEntry, Head, Verification
from advocacy_desk.store import Workspace, audit, review

if TYPE_CHECKING:
    from collections.abc import Mapping


def head(workspace: Workspace) -> Head:
    """Return the end of the chain, to be written down outside the workspace."""
    with workspace.reading() as connection:
        return audit.head(connection)


def verify(workspace: Workspace, known: Head | None = None) -> Verification:
    """Walk the whole chain and compare each decision with what was written of it when it was made.

    ``first_broken`` is the first entry that does not fit: changed, or its decision changed or removed; 0 where
    entries are missing at the end, a decision stands that no entry tells of, or the chain does not lead through
    ``known``, a head that was written down outside: then all of it may have been written anew.
    """
    with workspace.reading() as connection:
        chain = audit.verify(connection)
        if chain.ok and known is not None and not audit.holds(connection, known):
            return Verification(entries=chain.entries, ok=False, first_broken=0)
        if not chain.ok:
            return chain
        told = audit.decisions(connection)
        _entries, erased = audit.erased(connection)
        standing = {one: digest for one, digest in review.digests(connection).items() if one not in erased}
        broken = _first_difference({one: entry for one, entry in told.items() if one not in erased}, standing)
    return Verification(entries=chain.entries, ok=broken is None, first_broken=broken)


def _first_difference(told: Mapping[int, tuple[int, str]], standing: Mapping[int, str]) -> int | None:
    changed = [entry for decision, (entry, digest) in told.items() if standing.get(decision) != digest]
    if changed:
        return min(changed)
    return None if standing.keys() <= told.keys() else 0


def entries(workspace: Workspace, *, subject: str | None = None, limit: int = 200) -> tuple[AuditEntry, ...]:
    """Return the newest entries, newest first, of one subject (``employee:7``) or of all."""
    with workspace.reading() as connection:
        return audit.entries(connection, subject=subject, limit=limit)

"""What the audit trail tells: who did what to whom, when, and whether the trail is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One entry. ``details`` holds ids, states and hashes, never texts of posts or notes."""

    id: int
    at: datetime  # UTC
    actor: str
    action: str  # case.decided, person.tagged, accounts.matched, ...
    subject: str  # case:12, employee:7, accounts, ...
    details: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Whether the chain holds; ``first_broken`` is the id of the first entry that does not fit, 0: its end is gone."""

    entries: int
    ok: bool
    first_broken: int | None

"""What the audit trail tells: who did what to whom, when, and whether the trail is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

HASH_DIGITS = 64  # of SHA-256


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the chain: how many entries there are and the hash of the last one, which stands for all of them.

    Written down outside, it shows later whether somebody wrote the whole chain anew.
    """

    entries: int
    hash: str

    def __str__(self) -> str:
        """Return it as it is written down: ``12-3f9a…``."""
        return f"{self.entries}-{self.hash}"

    @classmethod
    def parsed(cls, words: str) -> Head | None:
        """Read what was written down; None where it is no head."""
        number, _, digest = words.strip().lower().partition("-")
        whole = number.isdecimal() and len(digest) == HASH_DIGITS and set(digest) <= set("0123456789abcdef")
        return cls(entries=int(number), hash=digest) if whole else None

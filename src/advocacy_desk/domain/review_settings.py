"""How a workspace is reviewed: due times, who sees what, and when a second person is needed. Kept in the workspace."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from advocacy_desk.domain.findings import Severity

_PARTS = 2**64


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    """Each field is one setting; a rule may ask for less time or for a second person on its own."""

    due_hours: dict[Severity, int] = field(
        default_factory=lambda: {Severity.CRITICAL: 4, Severity.MAJOR: 24, Severity.MINOR: 72, Severity.INFO: 168}
    )
    escalate_after_hours: int = 24  # after the due time
    claim_minutes: int = 30
    two_people: tuple[Severity, ...] = (Severity.CRITICAL,)
    show_author: bool = False  # False: only where a rule depends on the author
    doubled_share: float = 0.05  # of new cases, for agreement between two reviewers
    doubled_seed: int = 1
    appeal_days: int = 14

    def due(self, severity: Severity, opened_at: datetime, rule_hours: int | None = None) -> datetime:
        """Return when a case is due: by its severity, or sooner where one of its rules asks for it."""
        hours = self.due_hours[severity]
        return opened_at + timedelta(hours=hours if rule_hours is None else min(hours, rule_hours))

    def is_doubled(self, post_id: int) -> bool:
        """Whether a post's case is drawn for a second, independent look: the same seed draws the same posts."""
        drawn = hashlib.sha256(f"{self.doubled_seed}:{post_id}".encode()).digest()
        return int.from_bytes(drawn[:8], "big") < self.doubled_share * _PARTS

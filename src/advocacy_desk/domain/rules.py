"""The life of a rule in a workspace: who put it into which state, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """One step in the life of a rule; ``status`` is draft, shadow, active or retired."""

    rule_id: str
    version: int
    rule_hash: str
    status: str
    note: str
    by: str
    at: datetime

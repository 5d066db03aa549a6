"""What is in a workspace file, in counts: what a backup and the workspace that it was made of must agree on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """How many of each kind a workspace holds."""

    posts: int
    people: int
    accounts: int
    teams: int
    tags: int
    imports: int
    findings: int
    cases: int
    decisions: int
    audit_entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A look inside a file: which workspace, which schema, how much, from when."""

    file: Path
    workspace: str  # the random identity
    schema: str  # Alembic revision
    made_at: datetime | None  # when the backup was made; None: it is a workspace, not a backup of one
    contents: Contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put in place, and where the workspace that was there before lies now (None: there was none)."""

    snapshot: Snapshot
    kept: Path | None

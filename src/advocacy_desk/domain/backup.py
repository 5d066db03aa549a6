"""What is in a workspace file, in counts: what a backup and the workspace that it was made of must agree on."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that the program made by itself: where it lies, when it was made (UTC), how large it is in bytes."""

    file: Path
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """How many backups stay: the newest of each of so many days, ISO weeks and months that have one."""

    days: int = 7
    weeks: int = 5
    months: int = 12

    def surplus(self, made: Sequence[Kept]) -> tuple[Kept, ...]:
        """Return what can go, oldest first; the newest of all always stays."""
        newest_first = sorted(made, key=lambda one: one.made_at, reverse=True)
        stays = set(newest_first[:1])
        for number, name in ((self.days, "%Y-%m-%d"), (self.weeks, "%G-%V"), (self.months, "%Y-%m")):
            newest_of: dict[str, Kept] = {}
            for one in newest_first:
                newest_of.setdefault(one.made_at.strftime(name), one)
            stays.update(list(newest_of.values())[:number])
        return tuple(one for one in reversed(newest_first) if one not in stays)

"""What erasing a person did: counts before and after, and the sums that stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ERASED = "erased"  # stands in the audit trail and under decisions where a name stood


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much a workspace holds: rows, and with them the sums that are kept of erased people."""

    people: int
    posts: int
    kept_posts: int  # of erased people, as numbers in closed months

    @property
    def all_posts(self) -> int:
        """Return what a total over all time counts."""
        return self.posts + self.kept_posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """``rows``: table -> rows that went. ``backups`` still hold the person until they are thinned out or deleted.

    ``rewritten`` says whether the file was rewritten, so that not even its unused pages hold anything.
    """

    rows: Mapping[str, int]
    before: Totals
    after: Totals
    backups: tuple[Path, ...] = ()
    rewritten: bool = True

"""What the home screen says about a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advocacy_desk.domain.findings import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What waits for a person, and how big the workspace is. All are counts."""

    posts: int
    people: int
    imports: int
    cases: Mapping[Severity, int]  # not closed, by the highest severity of their findings
    unmatched_accounts: int
    problems: int  # records that could not be read, over all imports
    unchecked: int  # posts that no policy has looked at yet
    not_evaluated: int  # posts on which some rule ran out of time
    influencers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What happened since the person was last here. All are counts."""

    new_posts: int
    imports: int
    opened_cases: int
    decisions: int
    tags: int

"""What the sample company is: people, their accounts, campaigns, posts, and what was planted among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import polars as pl

FIRST_DAY = date(2025, 5, 1)
LAST_DAY = date(2026, 10, 31)

Clue = Literal["account", "email", "name", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """One invented employee. ``manager`` is the number of another one, None at the very top."""

    number: str
    title: str  # "Dr.", "Prof. Dr." or ""
    first_name: str
    last_name: str
    email: str
    team: str
    parent_team: str
    manager: str | None
    position: str
    location: str
    language: str
    joined: date
    left: date | None

    @property
    def name(self) -> str:
        """The name as the person writes it."""
        return f"{self.title} {self.plain_name}".strip()

    @property
    def plain_name(self) -> str:
        """The name without titles."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account, and the clue by which its owner can be found.

    ``account``: the directory's account column; ``email`` and ``name``: what stands beside the posts; ``none``: it
    belongs to nobody in the directory.
    """

    network: str
    handle: str
    name: str
    email: str | None
    owner: str | None  # number of the employee
    clue: Clue
    language: str
    followers: int  # on the first day
    growth: float  # share by which followers grow in a month


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign with its days, both inclusive."""

    name: str
    hashtag: str
    goal: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Nordlicht Werke as a whole, everything invented.

    ``posts`` has the canonical columns of ``formats.POST_COLUMNS``, all String, null where a network tells nothing;
    ``published`` is ISO 8601 in UTC, sorted. ``breaking`` and ``near_misses`` name the planted posts by rule, as
    positions in ``posts``; ``hidden_influencers``, ``hosts`` and ``newcomers`` name employees by number.
    """

    employees: tuple[Employee, ...]
    accounts: tuple[Account, ...]
    campaigns: tuple[Campaign, ...]
    posts: pl.DataFrame
    hidden_influencers: tuple[str, ...]
    hosts: tuple[str, ...]
    newcomers: tuple[str, ...]
    breaking: Mapping[str, tuple[int, ...]]
    near_misses: Mapping[str, tuple[int, ...]]

"""Employees, their accounts, tags, and how an account was matched to an employee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Strength(StrEnum):
    """How sure a match is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    WEAK = "weak"
    NONE = "none"


class MatchState(StrEnum):
    """What a person, or an accepted proposal, said about an account."""

    OPEN = "open"
    ACCEPTED = "accepted"
    NOT_EMPLOYEE = "not_employee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for a match: which clue, what it compared, how many points of 100 it gave."""

    clue: str  # see the weights in matching: account, email, name, name_order, handle_name, ...
    detail: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The best employee for an account, with reasons, largest first, and the runners-up."""

    account_id: int
    employee_id: int | None
    strength: Strength
    score: float  # 0..100
    reasons: tuple[Reason, ...]
    others: tuple[tuple[int, float], ...] = ()  # (employee_id, score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A network and a handle; followers as last seen (None: never told)."""

    id: int
    network: str
    handle: str
    name: str | None
    employee_id: int | None
    state: MatchState
    posts: int
    followers: int | None
    match: Match | None = None  # why it is, or may be, the employee's
    decided_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One tag on a person: who set it, when and why; ``until`` where it ends by itself."""

    name: str
    by: str
    at: datetime
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What tagging did: who got the tag, and who did not because nothing allows it."""

    people: tuple[int, ...]
    without_consent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An employee with team, accounts and tags as a list or page shows them."""

    id: int
    number: str
    name: str
    email: str | None
    team_id: int | None
    team: str | None
    location: str | None
    position: str | None
    language: str | None
    accounts: tuple[Account, ...]
    tags: tuple[Tag, ...]
    tier: str | None  # key of the tier by the largest known follower count, None where none is known
    posts: int
    last_post: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team with its parent and how many people are in it today."""

    id: int
    name: str
    parent_id: int | None
    people: int


FIXED_TAGS = ("internal influencer", "candidate", "ambassador", "spokesperson", "on leave", "objected")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """Which people are asked for; empty fields do not restrict. ``team_id`` includes the teams below it.

    ``words`` are looked for in name, number, e-mail, position, location and handles; every one must occur.
    """

    words: str = ""
    tag: str | None = None
    team_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An account nobody has decided about, with the best proposal where there is one."""

    account: Account
    email: str | None
    employee: str | None  # name of the proposed employee (``match.employee_id``)
    team: str | None
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchCounts:
    """How many accounts there are and how sure their matches are; ``accepted`` are those that belong to an employee.

    Accounts that a person called "not an employee" are in ``accounts`` alone.
    """

    accounts: int
    certain: int
    likely: int
    weak: int
    unmatched: int
    accepted: int

"""What a write changed, so that each open screen can decide for itself whether it cares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Changes(Flag):
    """Kinds of things that an operation changed."""

    NOTHING = 0
    POSTS = auto()
    PEOPLE = auto()
    MATCHES = auto()
    TAGS = auto()
    FINDINGS = auto()
    CASES = auto()
    RULES = auto()
    IMPORTS = auto()
    SETTINGS = auto()
    CONSENT = auto()
    ACTIVATIONS = auto()


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """The result of a write and what it changed."""

    result: Result
    changes: Changes

"""What may be done with a person's data, and who said so: one rule for tags, network, lists, asks and imports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from advocacy_desk.i18n import Text, text

if TYPE_CHECKING:
    from datetime import datetime


class Purpose(StrEnum):
    """What a person can agree to, or not."""

    IMPORT = "import"
    TAG = "tag"
    NETWORK = "network"
    LEADERBOARD = "leaderboard"
    AMPLIFICATION = "amplification"


class Why(StrEnum):
    """What a standing rests on."""

    OWN = "own"  # the person said so
    BASIS = "basis"  # a works agreement or another basis for the whole workspace
    OBJECTED = "objected"
    UNASKED = "unasked"  # nobody said anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One entry of the log: yes or no, on what it rests (a form, a mail, a works agreement), written down by whom."""

    purpose: Purpose
    given: bool
    source: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a purpose may happen for a person, and why. ``said`` is the entry that decides, where there is one."""

    purpose: Purpose
    allowed: bool
    why: Why
    said: Said | None = None


PURPOSE_TITLES: dict[Purpose, Text] = {
    Purpose.IMPORT: text("Importing posts"),
    Purpose.TAG: text("Tags"),
    Purpose.NETWORK: text("Being drawn in the network"),
    Purpose.LEADERBOARD: text("Lists by score"),
    Purpose.AMPLIFICATION: text("Being asked to share"),
}
WHY_TITLES: dict[Why, Text] = {
    Why.OWN: text("the person said so"),
    Why.BASIS: text("a basis for everybody"),
    Why.OBJECTED: text("the person objected"),
    Why.UNASKED: text("nobody was asked"),
}
OBJECTED = "objected"  # the fixed tag by which a person stops everything but the import of what is public
WITHOUT_CONSENT = frozenset({OBJECTED, "on leave"})  # tags that protect the person


def standing(purpose: Purpose, own: Said | None, basis: Said | None, *, objected: bool) -> Standing:
    """Decide: an objection first, then what the person said last, then the basis of the workspace.

    Where nobody said anything nothing happens, but for the import of posts that are public or the person's own file.
    """
    if objected and purpose is not Purpose.IMPORT:
        return Standing(purpose=purpose, allowed=False, why=Why.OBJECTED)
    if own is not None:
        return Standing(purpose=purpose, allowed=own.given, why=Why.OWN, said=own)
    if basis is not None:
        return Standing(purpose=purpose, allowed=basis.given, why=Why.BASIS, said=basis)
    return Standing(purpose=purpose, allowed=purpose is Purpose.IMPORT, why=Why.UNASKED)

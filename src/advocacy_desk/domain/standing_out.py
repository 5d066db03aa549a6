"""What people know and say about a person beside the score: five rated traits, and authority outside social media."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from advocacy_desk.i18n import Text, text

if TYPE_CHECKING:
    from datetime import date, datetime


class Trait(StrEnum):
    """A trait that people rate; never part of the score."""

    AUTHENTICITY = "authenticity"
    CONSISTENCY = "consistency"
    EXPERTISE = "expertise"
    INTERPERSONAL = "interpersonal"
    TRUSTWORTHINESS = "trustworthiness"


class AuthorityKind(StrEnum):
    """Where somebody is listened to outside social media."""

    BLOG = "blog"
    PRESS = "press"
    TALK = "talk"
    PUBLICATION = "publication"


TRAITS: dict[Trait, Text] = {
    Trait.AUTHENTICITY: text("Authenticity"),
    Trait.CONSISTENCY: text("Consistency"),
    Trait.EXPERTISE: text("Expertise"),
    Trait.INTERPERSONAL: text("Interpersonal skill"),
    Trait.TRUSTWORTHINESS: text("Trustworthiness"),
}
AUTHORITIES: dict[AuthorityKind, Text] = {
    AuthorityKind.BLOG: text("Blog"),
    AuthorityKind.PRESS: text("Press"),
    AuthorityKind.TALK: text("Talk"),
    AuthorityKind.PUBLICATION: text("Publication"),
}
RATINGS = range(1, 6)  # 1: hardly, 5: very much so


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One person's view of a trait, with the reason; the newest of a rater holds, earlier ones are kept."""

    trait: Trait
    rating: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One piece of authority with its evidence: an address, a programme, an issue."""

    id: int
    kind: AuthorityKind
    title: str
    evidence: str
    day: date | None
    by: str

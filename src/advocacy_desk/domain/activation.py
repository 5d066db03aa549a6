"""What is offered to people and asked of them: levers, activations, and the care that nobody is asked too much."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from advocacy_desk import resources
from advocacy_desk.i18n import Text, text, text_in, verbatim

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Compensation(StrEnum):
    """What a person gets for it; anything but nothing makes their posts of that time advertising that must say so."""

    NONE = "none"
    PRODUCT = "product"
    VOUCHER = "voucher"
    MONEY = "money"


class Agreement(StrEnum):
    """What the person said."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


COMPENSATIONS: dict[Compensation, Text] = {
    Compensation.NONE: text_in("compensation", "None"),
    Compensation.PRODUCT: text("Product"),
    Compensation.VOUCHER: text("Voucher"),
    Compensation.MONEY: text("Money"),
}
AGREEMENTS: dict[Agreement, Text] = {
    Agreement.ASKED: text_in("activation", "Asked"),
    Agreement.AGREED: text_in("activation", "Agreed"),
    Agreement.DECLINED: text_in("activation", "Declined"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One thing to offer; ``cultures`` are those in which it fits best."""

    key: str
    title: Text
    about: Text
    cultures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """One offer to one person. Days are inclusive; ``outcome`` is empty until somebody says what came of it."""

    id: int
    employee_id: int
    employee: str
    lever: str
    first: date
    last: date
    owner: str
    agreement: Agreement
    compensation: Compensation
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How people are treated: at most ``asks`` a person within ``days``, and the culture of the company."""

    asks: int = 3
    days: int = 90
    culture: str = "collaborative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one person was asked for in the last days of the cap, and how many of their posts were asked for."""

    asks: int
    asked_posts: int
    own_posts: int

    @property
    def crowded(self) -> bool:
        """Whether posts that were asked for outweigh the person's own."""
        return self.asked_posts > self.own_posts


def warnings(load: Load, care: Care) -> tuple[Text, ...]:
    """Return what to think about before asking a person again."""
    found = []
    if load.asks >= care.asks:
        found.append(text("Asked {asks} times within {days} days: that is enough.", asks=load.asks, days=care.days))
    if load.crowded:
        found.append(
            text("More posts on request ({asked}) than own ones ({own}).", asked=load.asked_posts, own=load.own_posts)
        )
    return tuple(found)


def gini(asks: Sequence[int]) -> float | None:
    """Return how unevenly asks are spread over people: 0 all the same, near 1 all on one; None without an ask.

    C. Gini (1912), from sorted values: 2 * sum(i * x_i) / (n * sum(x)) - (n + 1) / n.
    """
    total = sum(asks)
    if not total:
        return None
    count = len(asks)
    weighted = sum(place * value for place, value in enumerate(sorted(asks), start=1))
    return 2 * weighted / (count * total) - (count + 1) / count


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Any]:
    return tomllib.loads((resources.folder("definitions") / "activation.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def levers() -> dict[str, Lever]:
    """Return the shipped levers by key."""
    return {
        raw["key"]: Lever(
            key=raw["key"],
            title=verbatim(raw["title"]),
            about=verbatim(raw["about"]),
            cultures=tuple(raw["cultures"]),
        )
        for raw in _catalogue()["lever"]
    }


def cultures() -> dict[str, Text]:
    """Return the culture profiles by key."""
    return {raw["key"]: verbatim(raw["title"]) for raw in _catalogue()["culture"]}


def fitting(culture: str) -> tuple[Lever, ...]:
    """Return the levers that fit a culture."""
    return tuple(lever for lever in levers().values() if culture in lever.cultures)

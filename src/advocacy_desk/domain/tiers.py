"""Tiers of influencers by their followers: named, versioned, cited sets in ``resources/definitions/tiers.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from advocacy_desk import resources
from advocacy_desk.i18n import Text, verbatim

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One tier: ``first`` is the smallest number of followers that belongs to it."""

    key: str
    title: Text
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TierSet:
    """Tiers in ascending order, with the source of their thresholds."""

    key: str
    version: int
    title: Text
    source: Text
    tiers: tuple[Tier, ...]

    def of(self, followers: int | None) -> str | None:
        """Return the key of the tier for a number of followers; unknown followers have no tier."""
        if followers is None:
            return None
        fitting = [tier.key for tier in self.tiers if tier.first <= followers]
        return fitting[-1] if fitting else None

    def title_of(self, key: str) -> Text:
        """Return the title of a tier."""
        return next(tier.title for tier in self.tiers if tier.key == key)


@lru_cache(maxsize=1)
def tier_sets() -> dict[str, TierSet]:
    """Return the shipped tier sets by key, the default one first."""
    raw = tomllib.loads((resources.folder("definitions") / "tiers.toml").read_text(encoding="utf-8"))
    sets = [_tier_set(one) for one in raw["set"]]
    return {one.key: one for one in sorted(sets, key=lambda one: one.key != raw["default"])}


def default_tiers() -> TierSet:
    """Return the tier set that is used where none is chosen."""
    return next(iter(tier_sets().values()))


def _tier_set(raw: Mapping[str, Any]) -> TierSet:
    ordered = sorted(raw["tier"], key=lambda one: int(one["from"]))
    return TierSet(
        key=str(raw["key"]),
        version=int(raw["version"]),
        title=verbatim(raw["title"]),
        source=verbatim(raw["source"]),
        tiers=tuple(Tier(key=one["key"], title=verbatim(one["title"]), first=int(one["from"])) for one in ordered),
    )

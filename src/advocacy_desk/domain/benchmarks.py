"""Benchmarks of the like quota by followers: cited bands of ``definitions/benchmarks.toml``, gaps included."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from advocacy_desk import resources
from advocacy_desk.i18n import Text, verbatim


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Accounts with at least ``first`` followers; ``quota`` is None where the source names no benchmark.

    ``below``: the source says only that the quota is less.
    """

    key: str
    title: Text
    first: int
    quota: float | None
    below: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmarks:
    """Bands in ascending order, with their source."""

    version: int
    source: Text
    bands: tuple[Band, ...]


@lru_cache(maxsize=1)
def benchmarks() -> Benchmarks:
    """Return the shipped benchmarks."""
    raw = tomllib.loads((resources.folder("definitions") / "benchmarks.toml").read_text(encoding="utf-8"))
    bands = [
        Band(
            key=one["key"],
            title=verbatim(one["title"]),
            first=int(one["from"]),
            quota=one.get("quota"),
            below=bool(one.get("below")),
        )
        for one in raw["band"]
    ]
    return Benchmarks(
        version=int(raw["version"]),
        source=verbatim(raw["source"]),
        bands=tuple(sorted(bands, key=lambda band: band.first)),
    )

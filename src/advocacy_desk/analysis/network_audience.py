"""The many small accounts of a company taken together: how far they reach at most, and from where.

Followers of several accounts overlap, and no export says by how much: a sum is an upper bound and is called so.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

ACCOUNTS = {"account": pl.Int64, "person": pl.Int64, "location": pl.String, "followers": pl.Int64}


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place (None: all that are too small to be named, or unknown): its people and the sum of their followers."""

    name: str | None
    people: int
    followers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """All accounts together. ``at_most`` counts whoever follows several accounts several times.

    ``at_least`` is the largest single account. ``unknown``: accounts whose followers nothing tells; they are in no sum.
    """

    accounts: int
    people: int
    unknown: int
    at_least: int
    at_most: int
    regions: tuple[Region, ...]


def audience(accounts: pl.DataFrame, smallest: int) -> Audience:
    """Sum the audience of accounts (a frame with the columns ACCOUNTS); no place of fewer people is named."""
    known = accounts.filter(pl.col("followers").is_not_null())
    return Audience(
        accounts=accounts.height,
        people=accounts["person"].n_unique(),
        unknown=accounts.height - known.height,
        at_least=int(known["followers"].max() or 0),  # type: ignore[arg-type]  # whole numbers
        at_most=int(known["followers"].sum()),
        regions=_regions(accounts, smallest),
    )


def _regions(accounts: pl.DataFrame, smallest: int) -> tuple[Region, ...]:
    """Return the places, the largest first; those that are too small join until together they are large enough."""
    rows = (
        accounts.group_by("location")
        .agg(people=pl.col("person").n_unique(), followers=pl.col("followers").sum())
        .sort("people", "location", nulls_last=True)
        .iter_rows()
    )
    places = [(name, people, followers) for name, people, followers in rows if name is not None]
    rest = accounts.filter(pl.col("location").is_null())
    people, followers = rest["person"].n_unique(), int(rest["followers"].sum())
    named = []
    for name, some, theirs in places:
        if some < smallest or 0 < people < smallest:
            people, followers = people + some, followers + theirs
        else:
            named.append(Region(name=name, people=some, followers=theirs))
    named.sort(key=lambda region: (-region.people, region.name or ""))
    return (*named, *([Region(name=None, people=people, followers=followers)] if people else []))

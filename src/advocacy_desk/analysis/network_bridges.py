"""What ties say about teams, newcomers and mutual support. Frames as in ``analysis.network``: PEOPLE and TIES."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from datetime import date

NEWCOMER_DAYS = 90
VETERAN_DAYS = 730  # two years in the company


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTies:
    """A team (None: people without one): its people who agreed, posts among them, to and from other teams."""

    team: int | None
    people: int
    inside: int
    to_others: int
    from_others: int

    @property
    def outside(self) -> int:
        """Posts that tie the team to others, either way."""
        return self.to_others + self.from_others


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How many pairs of people are tied, how many both ways, and the same by month (first day, pairs, mutual)."""

    pairs: int
    mutual: int
    months: tuple[tuple[date, int, int], ...]


def teams_reached(people: pl.DataFrame, ties: pl.DataFrame) -> dict[int, int]:
    """Return person -> how many other teams are tied to the person, either way."""
    ends = _with_teams(people, _both_ways(ties)).filter(
        pl.col("team").is_not_null(), pl.col("other_team").is_not_null(), pl.col("team") != pl.col("other_team")
    )
    return dict(ends.group_by("person").agg(pl.col("other_team").n_unique()).iter_rows())


def hosting(people: pl.DataFrame, ties: pl.DataFrame) -> dict[int, tuple[int, int]]:
    """Return person -> (newcomers, veterans) among those tied to the person, as they were on the day of the tie.

    Whose first day is unknown is neither.
    """
    joined = people.select(other="person", joined="joined")
    served = pl.col("day") - pl.col("joined")
    kinds = _both_ways(ties).join(joined, on="other").filter(pl.col("joined").is_not_null())
    found = kinds.group_by("person").agg(
        newcomers=pl.col("other").filter(served.is_between(0, NEWCOMER_DAYS)).n_unique(),
        veterans=pl.col("other").filter(served >= VETERAN_DAYS).n_unique(),
    )
    return {person: (new, old) for person, new, old in found.iter_rows()}


def team_ties(people: pl.DataFrame, ties: pl.DataFrame) -> tuple[TeamTies, ...]:
    """Return the ties of every team by its id, people without a team last."""
    teams = people.select("person", "team")
    ends = ties.join(teams.rename({"person": "source", "team": "from"}), on="source").join(
        teams.rename({"person": "target", "team": "to"}), on="target"
    )
    pairs = {(one, other): posts for one, other, posts in ends.group_by("from", "to").len().iter_rows()}
    sizes = dict(teams.group_by("team").len().iter_rows())
    return tuple(
        TeamTies(
            team=team,
            people=sizes[team],
            inside=pairs.get((team, team), 0),
            to_others=sum(posts for (one, other), posts in pairs.items() if one == team and other != team),
            from_others=sum(posts for (one, other), posts in pairs.items() if other == team and one != team),
        )
        for team in sorted(sizes, key=lambda team: (team is None, team or 0))
    )


def support(ties: pl.DataFrame) -> Support:
    """Return how much of the turning to each other is mutual, over the period and month by month."""
    directed = ties.with_columns(
        low=pl.min_horizontal("source", "target"),
        high=pl.max_horizontal("source", "target"),
        month=_month(pl.col("day")),
    )
    whole = _mutual(directed, [])
    months = _mutual(directed, ["month"]).sort("month")
    pairs, mutual = whole.row(0) if whole.height else (0, 0)
    return Support(
        pairs=pairs,
        mutual=mutual,
        months=tuple((month, some, both) for month, some, both in months.iter_rows()),
    )


def _mutual(directed: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    pairs = directed.group_by(*by, "low", "high").agg(ways=pl.col("source").n_unique())
    figures = {"pairs": pl.len(), "mutual": (pl.col("ways") > 1).sum()}
    return pairs.group_by(*by).agg(**figures) if by else pairs.select(**figures)


def _month(day: pl.Expr) -> pl.Expr:
    return day.cast(pl.Date).dt.truncate("1mo")


def _both_ways(ties: pl.DataFrame) -> pl.DataFrame:
    """Return the ties as each of the two people sees them: person, other, day."""
    there = ties.select(person="source", other="target", day="day")
    return pl.concat([there, ties.select(person="target", other="source", day="day")])


def _with_teams(people: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    teams = people.select("person", "team")
    return seen.join(teams, on="person").join(teams.rename({"person": "other", "team": "other_team"}), on="other")

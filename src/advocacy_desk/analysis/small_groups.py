"""Teams that are too small to be shown alone are shown together."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import OTHER_TEAMS, UNMATCHED, Facts

if TYPE_CHECKING:
    import pandas as pd


def merge_small(facts: Facts, smallest: int) -> Facts:
    """Return the facts with every team merged into OTHER_TEAMS that has fewer than ``smallest`` people in any step.

    Where those are together still too few, the next larger teams join them, so that nobody can be found by
    subtracting. Somebody who moves between two merged teams within a step counts once for each in ``authors``.
    """
    heads = facts.headcount.pivot_table(index="period", columns="group", values="headcount", fill_value=0)
    fewest = heads.where(heads > 0).min().sort_values(kind="stable")
    posting = set(facts.activity.loc[facts.activity["posts"] > 0, "group"]) - {UNMATCHED}
    merged = {group for group in posting if group not in fewest.index} | set(fewest.index[fewest < smallest])
    for group in fewest.index:
        together = heads[[one for one in heads.columns if one in merged]].sum(axis=1)
        if not merged or together[together > 0].min() >= smallest:
            break
        merged.add(group)
    if not merged:
        return facts
    return dataclasses.replace(
        facts, activity=_merge(facts.activity, merged), headcount=_merge(facts.headcount, merged)
    )


def _merge(frame: pd.DataFrame, merged: set[str]) -> pd.DataFrame:
    apart = frame["group"]
    named = frame.assign(group=apart.mask(apart.isin(merged), OTHER_TEAMS))
    rank = named["group"].map({OTHER_TEAMS: 1, UNMATCHED: 2}).fillna(0)
    summed = named.assign(rank=rank).groupby(["period", "rank", "group"], sort=False).sum(min_count=1).reset_index()
    ordered = summed.sort_values(["period", "rank", "group"]).reset_index(drop=True)
    return ordered[list(frame.columns)].astype(frame.dtypes.to_dict())

"""What a manager may see: no cell that rests on too few people, and none that follows from those beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from advocacy_desk.analysis._contract import ALL, UNMATCHED, Facts
from advocacy_desk.analysis._frames import FIGURES

if TYPE_CHECKING:
    from advocacy_desk.analysis._contract import Metric

FEWEST = 5  # people: the default of a workspace, and its floor
FEWEST_AUTHORS = 3  # of one author a sum is that author's figure; of two, each knows the other's
MOST_OF_ONE = 0.75  # the part of a sum that one person may hold
_PEOPLE = ("headcount", "participants")
Array = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def masked(metric: Metric, frame: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """Return a result frame with NaN in every figure of the hidden cells, and a column ``suppressed``.

    ``hidden`` has the columns of ``hidden_cells``.
    """
    names = ["posts", *metric.rests_on]  # n and known of every figure would tell how many posts there are
    cells = hidden.set_index(["period", "group"])[names].any(axis=1)
    asked = frame[["period", "group"]]
    places = pd.MultiIndex.from_frame(asked.assign(group=ALL) if metric.spread else asked)
    hide = cells.reindex(places, fill_value=True).to_numpy(dtype=bool) | (not metric.for_managers)
    result = frame.assign(suppressed=hide)
    result.loc[hide, list(FIGURES)] = np.nan
    return result


def hidden_cells(facts: Facts, contributors: pd.DataFrame, smallest: int) -> pd.DataFrame:
    """Return period, group and one boolean for each contributed figure: whether what rests on it stays hidden.

    ``contributors`` has the columns of CONTRIBUTOR_COLUMNS. A cell is hidden that has fewer than ``smallest``
    employees, of whom all or none took part, or a sum with fewer than FEWEST_AUTHORS authors or mostly of one
    person. Where the hidden cells of a step are together still such a cell, the next smallest goes with them, because
    the total is always known. Of unmatched accounts, each of which may be one employee, only posts are counted.
    """
    cells = _cells(facts, contributors)
    employees = cells[cells["group"] != UNMATCHED]
    result = cells[["period", "group"]].copy()
    names = [name.removesuffix("_people") for name in contributors.columns if name.endswith("_people")]
    for name in names:
        figures = employees[[*_PEOPLE, f"{name}_people", f"{name}_sum", f"{name}_most"]].to_numpy(dtype="float64")
        rule = _Rule(smallest=smallest, silence_tells=name == "posts")
        result[name] = (cells["group"] == UNMATCHED) & (name != "posts")
        for places in employees.reset_index(drop=True).groupby("period").indices.values():
            rows = np.asarray(places)[_hidden(figures[places], rule)]
            result.loc[employees.index.to_numpy()[rows].tolist(), name] = True
    return result


def _cells(facts: Facts, contributors: pd.DataFrame) -> pd.DataFrame:
    heads = facts.headcount
    everybody = heads[heads["group"] == ALL].set_index("period")["headcount"]
    cells = facts.activity.merge(heads, on=["period", "group"], how="left")
    cells["headcount"] = cells["headcount"].fillna(cells["period"].map(everybody)).fillna(0)
    cells = cells.merge(contributors, on=["period", "group"], how="left")
    return cells.fillna(dict.fromkeys(contributors.columns.difference(["period", "group"]), 0))


def _hidden(figures: Array, rule: _Rule) -> list[int]:
    """Return the rows of one step to hide: the unsafe ones, and the next smallest until they hide each other."""
    hidden = [place for place in range(len(figures)) if not rule.allows(figures[[place]])]
    others = sorted(set(range(len(figures))) - set(hidden), key=lambda place: figures[place, [0, 2]].sum())
    while hidden and others and not rule.allows(figures[hidden]):
        hidden.append(others.pop(0))
    return hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """Which rows (employees, of those taking part, authors, sum, largest part of one) may be shown as one cell.

    ``silence_tells``: that nobody's posts carry the figure says something about people, not about sources.
    """

    smallest: int
    silence_tells: bool

    def allows(self, rows: Array) -> bool:
        people, taking_part, authors, whole = (float(part) for part in rows[:, :4].sum(axis=0))
        if people < self.smallest or not 0 < taking_part < people:
            return False
        if authors == 0:
            return not self.silence_tells
        return authors >= FEWEST_AUTHORS and float(rows[:, 4].max()) <= MOST_OF_ONE * whole

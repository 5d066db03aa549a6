"""Result frames as series of a chart: one per group, arrays in the order of the steps."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from advocacy_desk import resources
from advocacy_desk.analysis._contract import ALL, NO_TEAM, OTHER_TEAMS, UNMATCHED
from advocacy_desk.i18n import Text, text

if TYPE_CHECKING:
    from advocacy_desk.domain.questions import Question
    from advocacy_desk.i18n import Language

Array = np.ndarray[tuple[int], np.dtype[np.float64]]

OTHERS = "(others)"
NAMES: dict[str, Text] = {
    ALL: text("All"),
    NO_TEAM: text("No team"),
    OTHER_TEAMS: text("Other teams"),
    UNMATCHED: text("Unmatched accounts"),
    OTHERS: text("Others"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The figures of one group, one a step; NaN: unknown."""

    group: str
    label: str
    values: Array
    lows: Array
    highs: Array
    ns: Array
    knowns: Array

    @property
    def is_known(self) -> bool:
        """Whether there is any value."""
        return bool(np.isfinite(self.values).any())


def series(frame: pd.DataFrame, question: Question, language: Language) -> list[Series]:
    """Return one series a group, in the order in which the groups first appear; missing steps are unknown."""
    starts = pd.DatetimeIndex([piece.first for piece in question.steps()]).as_unit("s")
    places = starts.get_indexer(pd.DatetimeIndex(frame["period"]))
    rows, groups = pd.factorize(frame["group"])
    inside = places >= 0
    columns: dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]] = {}
    for name in ("value", "low", "high", "n", "known"):
        columns[f"{name}s"] = np.full((len(groups), len(starts)), np.nan)
        columns[f"{name}s"][rows[inside], places[inside]] = frame[name].to_numpy(dtype="float64")[inside]
    return [
        Series(
            group=str(group),
            label=group_label(str(group), question.by, language),
            **{name: figures[number] for name, figures in columns.items()},
        )
        for number, group in enumerate(groups)
    ]


def largest(found: list[Series], count: int) -> tuple[list[Series], list[Series]]:
    """Split series into the ``count`` that rest on most (people or posts), in their order, and the others."""
    ranked = sorted(found, key=lambda one: -float(np.nansum(one.ns)))
    chosen = {one.group for one in ranked[:count]}
    return [one for one in found if one.group in chosen], [one for one in found if one.group not in chosen]


def merged(others: list[Series], language: Language) -> Series:
    """Return the sum of several series of counts."""
    unknown = np.full(len(others[0].values), np.nan)
    return Series(
        group=OTHERS,
        label=language.of(NAMES[OTHERS]),
        values=np.nansum([one.values for one in others], axis=0),
        lows=unknown,
        highs=unknown,
        ns=np.nansum([one.ns for one in others], axis=0),
        knowns=unknown,
    )


def group_label(group: str, by: str, language: Language) -> str:
    """Return how a group is called on a chart: team names as they are, networks as they call themselves."""
    if group in NAMES:
        return language.of(NAMES[group])
    return network_names().get(group, group) if by == "network" else group


@lru_cache(maxsize=1)
def network_names() -> dict[str, str]:
    """Return key -> label of the known networks."""
    path = resources.folder("definitions") / "networks.toml"
    listed = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {key: str(entry["name"]) for key, entry in listed.items() if isinstance(entry, dict) and "name" in entry}

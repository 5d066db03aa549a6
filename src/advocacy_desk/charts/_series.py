"""Result frames as series of a chart: one per group, arrays in the order of the steps."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from advocacy_desk import resources
from advocacy_desk.analysis._contract import ALL, NO_TEAM, OTHER_TEAMS, UNMATCHED
from advocacy_desk.domain.benchmarks import benchmarks
from advocacy_desk.i18n import Text, literal, text

if TYPE_CHECKING:
    from advocacy_desk.domain.questions import Question
    from advocacy_desk.i18n import Language

Array = np.ndarray[tuple[int], np.dtype[np.float64]]

OTHERS = "(others)"
UNKNOWN = "unknown"
FOLLOWERS_UNKNOWN = text("followers unknown")
MEDIA: dict[str, Text] = {
    "status": text("Text only"),
    "image": text("Image"),
    "video": text("Video"),
    "audio": text("Audio"),
    "article": text("Article"),
    "link": text("Link"),
    UNKNOWN: text("Unknown"),
}
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
    if by in LABELS:
        return LABELS[by](group, language)
    return group


def _network(group: str, _language: Language) -> str:
    return network_names().get(group, group)


def _media(group: str, language: Language) -> str:
    return language.of(MEDIA[group]) if group in MEDIA else group


def _language(group: str, language: Language) -> str:
    from babel import Locale  # noqa: PLC0415 - as in i18n: Babel costs 40 ms

    if group == UNKNOWN:
        return language.of(MEDIA[UNKNOWN])
    return str(Locale.parse(language.code).languages.get(group, group))


def _band(group: str, language: Language) -> str:
    titles = {band.key: band.title for band in benchmarks().bands}
    return language.of(titles.get(group, FOLLOWERS_UNKNOWN if group == UNKNOWN else literal(group)))


def _hour(group: str, language: Language) -> str:
    place = hour_of(group)
    if place is None:
        return group
    return f"{weekday_names(language)[place[0]]} {place[1]:02}:00"


def hour_of(group: str) -> tuple[int, int] | None:
    """Return weekday (Monday is 0) and hour of a group of the week, None where it is something else."""
    found = re.fullmatch(r"([1-7]) ([01]\d|2[0-3])", group)
    return None if found is None else (int(found[1]) - 1, int(found[2]))


def weekday_names(language: Language) -> tuple[str, ...]:
    """Return the short names of the days, Monday first."""
    from babel import Locale  # noqa: PLC0415 - as in i18n: Babel costs 40 ms

    names = Locale.parse(language.code).days["stand-alone"]["abbreviated"]
    return tuple(str(names[day]).rstrip(".") for day in range(7))


LABELS: dict[str, Callable[[str, Language], str]] = {
    "network": _network,
    "media": _media,
    "language": _language,
    "followers": _band,
    "hour": _hour,
    "hashtag": lambda group, _language: f"#{group}",
}


@lru_cache(maxsize=1)
def network_names() -> dict[str, str]:
    """Return key -> label of the known networks."""
    path = resources.folder("definitions") / "networks.toml"
    listed = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {key: str(entry["name"]) for key, entry in listed.items() if isinstance(entry, dict) and "name" in entry}

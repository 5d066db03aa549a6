"""Texts from sentence templates: topics in ``resources/sample/topics``, shared words in ``words.toml``.

A template holds slots such as ``{city}``; a slot is filled from the people of the post, the topic's words or the shared
words, in this order, and what fills it may hold slots again.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advocacy_desk import resources

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

_SLOT = re.compile(r"\{(\w+)\}")
_OWN_FIELD, _OTHERS_FIELD = 3.0, 0.45  # a topic that belongs to some teams is written about by these, less by others
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What one kind of post is about.

    ``parts`` is language -> part -> templates, ``words`` is language -> slot -> words.
    """

    key: str
    weight: float
    about_us: bool
    teams: frozenset[str]
    tags: tuple[str, ...]
    media: Mapping[str, int]
    season: Mapping[int, float]  # month -> factor
    links: tuple[str, ...]
    parts: Mapping[str, Words]
    words: Mapping[str, Words]

    def weight_for(self, team: str | None, month: int) -> float:
        """Return how likely somebody of a team writes about it in a month."""
        fit = _OWN_FIELD if team in self.teams else _OTHERS_FIELD if self.teams else 1.0
        return self.weight * self.season.get(month, 1.0) * fit


def read_topics() -> tuple[Topic, ...]:
    """Return all topics, sorted by their file names."""
    return tuple(_topic(path.stem, read(f"topics/{path.name}")) for path in sorted(_folder("topics").glob("*.toml")))


def read_words() -> Mapping[str, Words]:
    """Return the shared words: language -> slot -> words."""
    return read("words.toml")


def read(name: str) -> dict[str, Any]:
    """Return the content of a TOML file of the sample."""
    with _folder(name).open("rb") as stream:
        return tomllib.load(stream)


def fill(template: str, rng: Random, *layers: Mapping[str, Sequence[str]]) -> str:
    """Return the template with every slot filled from the first layer that knows it.

    Raises KeyError for a slot that no layer knows.
    """

    def filled(slot: re.Match[str]) -> str:
        name = slot.group(1)
        for layer in layers:
            if name in layer:
                return rng.choice(layer[name])
        raise KeyError(name)

    while "{" in template:
        template = _SLOT.sub(filled, template)
    return template


def _topic(key: str, data: Mapping[str, Any]) -> Topic:
    languages = {code: data[code] for code in ("de", "en")}
    return Topic(
        key=key,
        weight=data["weight"],
        about_us=data["about_us"],
        teams=frozenset(data.get("teams", ())),
        tags=tuple(data["tags"]),
        media=data["media"],
        season={int(month): factor for month, factor in data.get("season", {}).items()},
        links=tuple(data.get("link", ())),
        parts={
            code: {part: parts[part] for part in ("opening", "body", "closing")} for code, parts in languages.items()
        },
        words={code: parts.get("words", {}) for code, parts in languages.items()},
    )


def _folder(name: str) -> Path:
    return resources.folder("sample") / name

"""Reads conditions and finds the shared files (word lists, calendars, guards) that a rule names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from advocacy_desk import discovery
from advocacy_desk.i18n import text
from advocacy_desk.policy import kinds
from advocacy_desk.policy._contract import Condition, RuleKind
from advocacy_desk.policy.heirs import ChangedWords
from advocacy_desk.policy.lexicons import Period, Term, read_approved, read_calendar, read_lexicon
from advocacy_desk.policy.nodes import Node


@cache
def all_kinds() -> Mapping[str, RuleKind]:
    """Return every kind of condition by its key."""
    return discovery.parts(kinds, "KIND", RuleKind)


class SharedFiles:
    """The folders in which shared files are looked for, the nearest first; each file is read once."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._lexicons: dict[Path, tuple[Term, ...]] = {}
        self._calendars: dict[Path, tuple[Period, ...]] = {}

    def path(self, node: Node, folder: str, suffix: str) -> Path:
        """Return the file that ``node`` names; raises PackProblem with the names there are."""
        name = node.text()
        known = self.names(folder, suffix)
        if name not in known:
            raise node.problem(
                text(
                    "There is no “{name}” in {folder}/. Possible: {known}.",
                    name=name,
                    folder=folder,
                    known=", ".join(sorted(known)) or "–",
                )
            )
        return known[name]

    def names(self, folder: str, suffix: str) -> dict[str, Path]:
        """Return the files of one kind by name; a nearer folder hides a farther one."""
        found: dict[str, Path] = {}
        for base in reversed(self._folders):
            found.update({path.stem: path for path in sorted((base / folder).glob(f"*{suffix}"))})
        return found

    def lexicon(self, path: Path) -> tuple[Term, ...]:
        """Return the terms of a word list."""
        if path not in self._lexicons:
            self._lexicons[path] = read_lexicon(path)
        return self._lexicons[path]

    def calendar(self, path: Path) -> tuple[Period, ...]:
        """Return the periods of a calendar."""
        if path not in self._calendars:
            self._calendars[path] = read_calendar(path)
        return self._calendars[path]


class ConditionReader:
    """Reads the conditions of one rule and remembers the shared content that they used."""

    def __init__(self, shared: SharedFiles, words: ChangedWords | None = None) -> None:
        self._shared = shared
        self._words = words
        self.used: dict[str, object] = {}

    def condition(self, node: Node) -> Condition:
        """Read ``{kind: options}``; raises PackProblem with the line where it is wrong."""
        found = node.pairs()
        if len(found) != 1:
            raise node.problem(
                text("Here exactly one condition is expected. Several go under “any:” or “all:” as a list.")
            )
        (key, options), *_ = found.items()
        if key not in all_kinds():
            node.fields(all_kinds())
        return self.condition_of(key, options)

    def condition_of(self, kind: str, node: Node) -> Condition:
        """Read the options of a condition whose kind is given."""
        if kind == "terms" and self._words is not None:
            node = self._words.applied(node)
        return all_kinds()[kind].read(node, self)

    def lexicon(self, node: Node) -> tuple[Term, ...]:
        """Return the terms of the word list that ``node`` names."""
        terms = self._shared.lexicon(self._shared.path(node, "lexicons", ".txt"))
        self.used[f"lexicons/{node.text()}"] = sorted(f"{term.words} {_days(term.during)}" for term in terms)
        return terms

    def calendar(self, node: Node) -> tuple[Period, ...]:
        """Return the periods of the calendar that ``node`` names."""
        periods = self._shared.calendar(self._shared.path(node, "calendars", ".yaml"))
        self.used[f"calendars/{node.text()}"] = sorted(_days(period) for period in periods)
        return periods

    def approved(self, node: Node) -> tuple[str, ...]:
        """Return the approved texts in the file that ``node`` names."""
        texts = read_approved(self._shared.path(node, "approved", ".txt"))
        self.used[f"approved/{node.text()}"] = sorted(texts)
        return texts


def _days(period: Period) -> str:
    return f"{period.first or ''}..{period.end or ''}"

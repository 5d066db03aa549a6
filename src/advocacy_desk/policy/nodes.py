"""Pieces of a YAML 1.2 file that know their line, so that every complaint says where and what would be right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from advocacy_desk.errors import PackProblem
from advocacy_desk.i18n import LANGUAGES, Text, text

Choice = TypeVar("Choice")

LARGEST_FILE = 1_000_000  # bytes; a rule file is a page or two
DEEPEST = 40
_TRUTH = {"true": True, "false": False}
_PREFIX = "tag:yaml.org,2002:"


class Node:
    """One value of a YAML file with the file and line it stands in."""

    def __init__(self, raw: ScalarNode | SequenceNode | MappingNode, file: str, depth: int = 0) -> None:
        self.raw = raw
        self.file = file
        self.line = raw.start_mark.line + 1
        self._depth = depth
        if raw.anchor:
            raise self.problem(text("Anchors (&name) are not used in rule files. Please write the value out."))
        if depth > DEEPEST:
            raise self.problem(text("This is nested too deeply. Please write it with fewer levels."))

    def problem(self, message: Text) -> PackProblem:
        """Return the complaint about this value, with its file and line."""
        return PackProblem(message, file=self.file, record=self.line)

    @property
    def is_mapping(self) -> bool:
        """Whether this value is a list of ``key: value`` pairs."""
        return isinstance(self.raw, MappingNode)

    @property
    def is_list(self) -> bool:
        """Whether this value is a list."""
        return isinstance(self.raw, SequenceNode)

    def pairs(self) -> dict[str, Node]:
        """Return the pairs of a mapping; a key that stands there twice is refused."""
        if not isinstance(self.raw, MappingNode):
            raise self.problem(text("Here a list of “key: value” pairs is expected."))
        found: dict[str, Node] = {}
        for key, value in self.raw.value:
            name = str(key.value)
            if name in found:
                raise Node(key, self.file).problem(text("“{key}” stands here twice. Please keep one.", key=name))
            found[name] = Node(value, self.file, self._depth + 1)
        return found

    def fields(self, allowed: Iterable[str], required: Iterable[str] = ()) -> dict[str, Node]:
        """Return the pairs of a mapping that may hold only ``allowed`` keys and must hold the ``required`` ones."""
        found = self.pairs()
        known = tuple(allowed)
        for name, value in found.items():
            if name not in known:
                raise value.problem(_unknown(name, known))
        for name in required:
            if name not in found:
                raise self.problem(text("“{key}” is missing here. Please add it.", key=name))
        return found

    def items(self) -> tuple[Node, ...]:
        """Return the entries of a list that is not empty."""
        if not isinstance(self.raw, SequenceNode):
            raise self.problem(text("Here a list is expected: [a, b] or one “- a” a line."))
        if not self.raw.value:
            raise self.problem(text("This list is empty. Please add an entry or leave the whole key out."))
        return tuple(Node(value, self.file, self._depth + 1) for value in self.raw.value)

    def words(self) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        return tuple(item.text() for item in self.items()) if self.is_list else (self.text(),)

    def text(self) -> str:
        """Return a text that is not empty, exactly as written (``1.0`` stays ``1.0``, ``no`` stays ``no``)."""
        if not isinstance(self.raw, ScalarNode):
            raise self.problem(text("Here a text is expected."))
        value = str(self.raw.value)
        if not value.strip():
            raise self.problem(text("This text is empty. Please write something or leave the key out."))
        return value

    def whole(self, lowest: int = 0) -> int:
        """Return a whole number that is at least ``lowest``."""
        try:
            value = int(self.text())
        except ValueError:
            raise self.problem(text("Here a whole number is expected, such as 5.")) from None
        if value < lowest:
            raise self.problem(text("This number must be at least {lowest}.", lowest=lowest))
        return value

    def share(self) -> float:
        """Return a share of one, from 0 to 1."""
        try:
            value = float(self.text())
        except ValueError:
            value = -1.0
        if not 0 <= value <= 1:
            raise self.problem(text("Here a share between 0 and 1 is expected, such as 0.02."))
        return value

    def flag(self) -> bool:
        """Return true or false."""
        if isinstance(self.raw, ScalarNode) and self.raw.value in _TRUTH:
            return _TRUTH[self.raw.value]
        raise self.problem(text("Here “true” or “false” is expected."))

    def day(self) -> date:
        """Return a date."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            raise self.problem(text("Here a date is expected, such as 2026-09-27.")) from None

    def choice(self, choices: Mapping[str, Choice]) -> Choice:
        """Return the value that one of the given words stands for."""
        word = self.text()
        if word not in choices:
            raise self.problem(_unknown(word, tuple(choices)))
        return choices[word]

    def languages(self) -> dict[str, str]:
        """Return one text per interface language; all of them must be there."""
        found = self.fields(LANGUAGES, LANGUAGES)
        return {code: found[code].text() for code in LANGUAGES}

    def data(self) -> object:
        """Return the value as plain lists, mappings and texts, for hashing."""
        if self.is_mapping:
            return {key: value.data() for key, value in self.pairs().items()}
        if isinstance(self.raw, SequenceNode):
            return [Node(value, self.file, self._depth + 1).data() for value in self.raw.value]
        return str(self.raw.value)


def _unknown(word: str, known: tuple[str, ...]) -> Text:
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return text("“{word}” is not known here. Did you mean “{near}”?", word=word, near=near[0])
    return text("“{word}” is not known here. Possible: {known}.", word=word, known=", ".join(known))


def read_file(path: Path) -> str:
    """Return the text of a file of a pack; raises PackProblem where it is too large, unreadable or not UTF-8."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise PackProblem(text("This file is larger than one megabyte. Please split it."), file=str(path))
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise PackProblem(
            text("This file cannot be read: {reason}", reason=problem.strerror or ""), file=str(path)
        ) from problem
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise PackProblem(
            text("This file is not UTF-8. Please save it as UTF-8."), file=str(path), record=line
        ) from None


def _not_yaml(reason: str) -> Text:
    if "alias" in reason:
        return text("Words that begin with * must stand in quotes, such as '*neutral'.")
    return text("This is not YAML: {reason}. Words with #, : or * belong in quotes.", reason=reason)


@lru_cache(maxsize=1024)
def _composed(content: str) -> ScalarNode | SequenceNode | MappingNode | None:
    """Return the nodes of a YAML text, which nobody changes: an edited pack re-reads the edited file only."""
    found: ScalarNode | SequenceNode | MappingNode | None = YAML(typ="safe", pure=True).compose(content)
    return found


def parse(content: str, file: str) -> Node:
    """Parse the text of a YAML file; raises PackProblem with the line where it is not YAML or holds nothing."""
    try:
        raw = _composed(content)
    except MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise PackProblem(_not_yaml(str(problem.problem or "")), file=file, record=line) from None
    except (YAMLError, ValueError, RecursionError) as problem:
        raise PackProblem(_not_yaml(str(problem)), file=file, record=1) from None
    if raw is None:
        raise PackProblem(text("This file is empty."), file=file, record=1)
    return Node(raw, file)

"""Rules that extend another: they take over what they do not say themselves, and change its lists of words.

::

    extends: claims.environment
    terms+: {claim: [klimaschonend*]}     the words that the other rule marks as “claim”, and this one
    terms-: {claim: [klimapositiv]}       without that one
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from ruamel.yaml.nodes import SequenceNode

from advocacy_desk.errors import PackProblem
from advocacy_desk.i18n import text
from advocacy_desk.policy.nodes import Node, parse, read_file

EXTENDS, PLUS, MINUS = "extends", "terms+", "terms-"
HEIR_FIELDS = (EXTENDS, PLUS, MINUS)
_LIST = "tag:yaml.org,2002:seq"
OWN_FIELDS = ("schema", "id", "version", "status", "tests")  # never taken over: a changed rule proves itself


class Bases:
    """The rules that may be extended, found by their id when the first rule asks for one."""

    def __init__(self, pack_folders: Iterable[Path]) -> None:
        self._folders = tuple(pack_folders)

    @cached_property
    def _files(self) -> dict[str, Path]:
        files: dict[str, Path] = {}
        for path in (path for folder in self._folders for path in sorted(folder.glob("rules/*.yaml"))):
            found = parse(read_file(path), str(path)).pairs()
            if "id" in found:
                files.setdefault(found["id"].text(), path)
        return files

    def fields(self, named: Node, allowed: Iterable[str]) -> dict[str, Node]:
        """Return what the named rule says; raises PackProblem where there is none or it extends another itself."""
        path = named.choice(self._files)
        found = parse(read_file(path), str(path)).fields(allowed)
        if EXTENDS in found:
            raise named.problem(
                text("“{rule}” extends another rule itself. Please extend that one.", rule=named.text())
            )
        return {key: node for key, node in found.items() if key not in OWN_FIELDS}


class ChangedWords:
    """The words that a rule adds to, or takes from, the lists of the one that it extends, by label."""

    def __init__(self, found: Mapping[str, Node]) -> None:
        for key in (PLUS, MINUS):
            if key in found and EXTENDS not in found:
                raise found[key].problem(text("Words can be changed only where the rule extends another."))
        self._plus = found[PLUS].pairs() if PLUS in found else {}
        self._minus = found[MINUS].pairs() if MINUS in found else {}
        self._heir = found["id"].file
        self._used: set[str] = set()
        self._taken: set[tuple[str, str]] = set()

    def applied(self, node: Node) -> Node:
        """Return the options of ``terms`` with their words changed; as they are where nothing is said of them.

        Where several lists bear a label, words are added to the first and taken from whichever has them.
        """
        found = node.pairs() if node.is_mapping else {}
        label = found["as"].text() if "as" in found else ""
        if label not in self._plus and label not in self._minus:
            return node
        plus = () if label in self._used or label not in self._plus else self._plus[label].items()
        minus = self._minus[label].items() if label in self._minus else ()
        self._used.add(label)
        words = {one.text().casefold() for one in found["list"].items()} if "list" in found else set()
        gone = frozenset(one.text().casefold() for one in minus) & words
        self._taken |= {(label, word) for word in gone}
        return _Changed(node, plus, gone, self._heir) if plus or gone else node

    def refuse_unused(self) -> None:
        """Raise PackProblem where a label, or a word to take away, is in no list of the rule that is extended."""
        for label, node in (*self._plus.items(), *self._minus.items()):
            if label not in self._used:
                raise node.problem(text("The rule that is extended marks no words as “{label}”.", label=label))
        for label, node in self._minus.items():
            for item in node.items():
                if (label, item.text().casefold()) not in self._taken:
                    raise item.problem(text("“{word}” is not in the list that is extended.", word=item.text()))


class _Changed(Node):
    """Options of ``terms`` with another list."""

    def __init__(self, base: Node, plus: tuple[Node, ...], gone: frozenset[str], heir: str) -> None:
        super().__init__(base.raw, base.file)
        self._plus, self._gone, self._heir = plus, gone, heir

    def pairs(self) -> dict[str, Node]:
        """Return the options of the base with the words of the heir."""
        found = super().pairs()
        words = found["list"].items() if "list" in found else ()
        kept = [one for one in words if one.text().casefold() not in self._gone]
        raws = [one.raw for one in (*kept, *self._plus)]
        if raws or "file" not in found:
            found["list"] = Node(SequenceNode(_LIST, raws, self.raw.start_mark), self._heir)
        else:
            found.pop("list", None)
        return found


def missing(root: Node, found: Mapping[str, Node], required: Iterable[str]) -> PackProblem | None:
    """Return the complaint about the first required key that neither the rule nor the one it extends has."""
    for name in required:
        if name not in found:
            return root.problem(text("“{key}” is missing here. Please add it.", key=name))
    return None

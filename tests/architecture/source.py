"""Reads the source as text and syntax, for the tests of this folder."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src"
PACKAGE = SOURCE / "advocacy_desk"
PART_CONSTANTS = ("FORMAT", "KIND", "METRIC", "CHART", "SCREEN", "COMMAND", "CONNECTOR")


@dataclass(frozen=True)
class Module:
    """One of our source files."""

    name: str  # dotted
    path: Path
    tree: ast.Module

    @property
    def lines(self) -> int:
        """How long the file is."""
        return len(self.path.read_text(encoding="utf-8").splitlines())

    @property
    def constants(self) -> frozenset[str]:
        """The names that the module assigns at its top."""
        found: set[str] = set()
        for node in self.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            found.update(target.id for target in targets if isinstance(target, ast.Name))
        return frozenset(found)


@cache
def modules() -> tuple[Module, ...]:
    """Return all modules of the package, migrations left out: those are written by Alembic and then frozen."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        name = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        found.append(Module(name, path, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def part_folders() -> dict[str, str]:
    """Return the packages whose files are parts, with the constant that each of their files defines."""
    folders = {}
    for module in modules():
        parent, _, own = module.name.rpartition(".")
        for constant in module.constants.intersection(PART_CONSTANTS):
            if not own.startswith("_"):
                folders[parent] = constant
    return folders

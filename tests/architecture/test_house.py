"""The house rules that a machine can check: names, sizes, and parts that know nothing of each other."""

from __future__ import annotations

import ast
import re
from functools import cache
from statistics import quantiles
from typing import TYPE_CHECKING

import grimp
import pytest

from tests.architecture.source import PACKAGE, Module, modules, part_folders

if TYPE_CHECKING:
    from collections.abc import Iterator

EMPTY_WORDS = re.compile(r"(^|_)(utils?|helpers?|managers?|common|misc|services?|base|handlers?|stuff)(_|$)")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
USUAL_FUNCTION = 25  # nine of ten are at most this long
MOST_METHODS = 20
BROAD_HANDLERS = 6  # the outermost guards: a job, a slot, a command

every_module = pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)


def _functions(module: Module) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef))


def _classes(module: Module) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef))


def _length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@every_module
def test_a_name_says_what_is_in_the_room(module: Module) -> None:
    names = [module.name.rpartition(".")[2], *(_snake(node.name) for node in _classes(module))]
    assert [name for name in names if EMPTY_WORDS.search(name)] == []


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


@every_module
def test_a_file_fits_into_a_head(module: Module) -> None:
    assert module.lines <= LONGEST_FILE
    assert [node.name for node in _functions(module) if _length(node) > LONGEST_FUNCTION] == []
    for node in _classes(module):
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
        assert len(methods) <= MOST_METHODS, node.name


def test_functions_are_short_as_a_rule() -> None:
    lengths = [_length(node) for module in modules() for node in _functions(module)]
    assert quantiles(lengths, n=10)[-1] <= USUAL_FUNCTION


@every_module
def test_no_global_state_is_rebound_and_no_star_is_imported(module: Module) -> None:
    assert not [node for node in ast.walk(module.tree) if isinstance(node, ast.Global)]
    imports = [node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom)]
    assert not [node for node in imports if any(alias.name == "*" for alias in node.names)]


def test_only_the_outermost_guards_catch_everything() -> None:
    handlers = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert len(handlers) <= BROAD_HANDLERS, handlers


@cache
def _imports() -> grimp.ImportGraph:
    return grimp.build_graph(PACKAGE.name, cache_dir=None)


@pytest.mark.parametrize("folder", sorted(part_folders()))
def test_a_part_never_imports_its_sibling(folder: str) -> None:
    """Adding a part is adding a file: so no part may lean on another, not even by way of a private module."""
    parts = [
        module.name
        for module in modules()
        if module.name.rpartition(".")[0] == folder and part_folders()[folder] in module.constants
    ]
    chains = [
        _imports().find_shortest_chain(importer=one, imported=other)
        for one in parts
        for other in parts
        if one != other and one in _imports().modules
    ]
    assert [chain for chain in chains if chain] == []


@pytest.mark.parametrize("folder", sorted(part_folders()))
def test_every_public_file_of_a_folder_of_parts_is_a_part(folder: str) -> None:
    odd = [
        module.name
        for module in modules()
        if module.name.rpartition(".")[0] == folder
        and module.path.name != "__init__.py"
        and not module.path.name.startswith("_")
        and part_folders()[folder] not in module.constants
    ]
    assert odd == []

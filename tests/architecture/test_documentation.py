"""The documentation names every part, its links lead somewhere, and the names in its code exist."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

from tests.architecture.source import REPOSITORY, part_folders

PAGES = sorted([REPOSITORY / "README.md", REPOSITORY / "CHANGELOG.md", *(REPOSITORY / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
SOURCE_PATH = re.compile(r"`((?:src|tests|resources|packaging|benchmarks|docs)/[\w./-]*\w)`")
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


@every_page
def test_links_and_paths_lead_to_files(page: Path) -> None:
    content = page.read_text(encoding="utf-8")
    links = [target for target in LINK.findall(content) if not target.startswith(("http:", "https:", "mailto:"))]
    assert [target for target in links if not (page.parent / target).exists()] == []
    assert [path for path in SOURCE_PATH.findall(content) if not (REPOSITORY / path).exists()] == []


@every_page
def test_code_in_a_page_compiles_and_imports_what_exists(page: Path) -> None:
    for block in CODE.findall(page.read_text(encoding="utf-8")):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("advocacy_desk"):
                module = importlib.import_module(node.module)
                assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []


@pytest.mark.parametrize("folder", sorted(part_folders()))
def test_every_part_is_named_in_the_documentation(folder: str) -> None:
    package = importlib.import_module(folder)
    names = [path.stem for entry in package.__path__ for path in sorted(Path(entry).glob("[a-z]*.py"))]
    keys = [getattr(importlib.import_module(f"{folder}.{name}"), part_folders()[folder]).key for name in names]
    written = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [key for key in keys if f"`{key}`" not in written] == []


def test_every_decision_record_has_its_number_once() -> None:
    numbers = [path.name[:4] for path in (REPOSITORY / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
    assert all(number.isdigit() for number in numbers)

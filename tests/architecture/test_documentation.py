"""The documentation names every part, its links lead somewhere, and the names in its code exist."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click
import pandas as pd
import pytest
from PySide6.QtWidgets import QLabel

from advocacy_desk.analysis._contract import RESULT_COLUMNS
from advocacy_desk.charts._contract import Chart, ChartStyle
from advocacy_desk.cli import _root
from advocacy_desk.domain.period import CalendarStep, Period
from advocacy_desk.domain.questions import Question
from advocacy_desk.formats import ReadOptions, SourceFormat, open_path, recognise
from advocacy_desk.i18n import Language
from advocacy_desk.ui.desk import Desk
from advocacy_desk.ui.jobs import Jobs
from advocacy_desk.ui.widgets.page import Page
from tests.architecture.source import REPOSITORY, part_folders

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from advocacy_desk.store import Workspace
    from advocacy_desk.ui.screens._contract import Screen

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


def _commands(group: click.Group, path: str = "") -> set[str]:
    """Return every command with its path; a group that does something by itself counts as one too."""
    found: set[str] = set()
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        inner = f"{path}{name}"
        if isinstance(command, click.Group):
            found |= _commands(command, f"{inner} ")
        if not isinstance(command, click.Group) or command.invoke_without_command:
            found.add(inner)
    return found


def test_the_terminals_page_lists_every_command_and_no_other() -> None:
    page = (REPOSITORY / "docs" / "terminal.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| `([a-z][^`]*)`", page, re.MULTILINE)
    described = {re.split(r" (?=[A-Z\[-])", line)[0] for line in lines}
    known = {command.replace("chart key", "chart") for command in map(str.lower, _commands(_root))}
    assert described == known


def test_every_page_is_reached_from_the_index() -> None:
    docs = REPOSITORY / "docs"
    linked = set(LINK.findall((docs / "index.md").read_text(encoding="utf-8")))
    assert {page.name for page in docs.glob("*.md")} - linked - {"index.md"} == set()


def test_every_decision_record_has_its_number_once() -> None:
    numbers = [path.name[:4] for path in (REPOSITORY / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
    assert all(number.isdigit() for number in numbers)


def _code(page: str, place: int) -> dict[str, Any]:
    """Run a page's code and return what it defines."""
    block = CODE.findall((REPOSITORY / "docs" / page).read_text(encoding="utf-8"))[place]
    module = ModuleType(f"page_{Path(page).stem.replace('-', '_')}_{place}")
    sys.modules[module.__name__] = module  # where msgspec and dataclasses look their annotations up
    exec(compile(block, page, "exec"), module.__dict__)  # noqa: S102 - our own page
    return module.__dict__


def test_the_format_that_is_described_reads_the_file_that_is_shown(tmp_path: Path) -> None:
    page = (REPOSITORY / "docs" / "adding-a-format.md").read_text(encoding="utf-8")
    shown = re.findall(r"```jsonl\n(.*?)```", page, re.DOTALL)[0]
    path = tmp_path / "blog.jsonl"
    path.write_text(shown, encoding="utf-8")
    (source,) = open_path(path)
    described: SourceFormat = _code("adding-a-format.md", 0)["FORMAT"]
    assert described.recognise(source) > max((guess.confidence for guess in recognise(source)), default=0)
    (batch,) = described.read(source, ReadOptions())
    assert batch.frame["text"].to_list() == ["Wir suchen Verstärkung! #TeamNordlicht"]
    assert [problem.record for problem in batch.problems] == [2]


def test_the_chart_that_is_described_draws_what_its_table_says() -> None:
    described: Chart = _code("adding-a-chart.md", 0)["CHART"]
    question = Question(period=Period(date(2026, 1, 1), date(2026, 2, 28)), step=CalendarStep.MONTH)
    rows = [(pd.Timestamp(2026, month, 1), "all", 10.0 * month, *[float("nan")] * 4) for month in (1, 2)]
    frames = {"headcount": pd.DataFrame(rows, columns=list(RESULT_COLUMNS))}
    style = ChartStyle(background="#fff", foreground="#000", muted="#777", grid="#ddd", series=("#0072b2",))
    drawing = described.draw(frames, question, style, Language("en"))
    assert [point.y for point in drawing.points] == [10, 20]
    table = described.table(frames, question, Language("en"))
    assert [row[-1].value for row in table.rows] == [10, 20]


def test_the_screen_that_is_described_shows_something(qtbot: QtBot, tmp_path: Path, workspace: Workspace) -> None:
    desk = Desk(tmp_path / "settings.json", jobs=Jobs(at_once=True))
    desk.use_workspace(workspace)
    screen: Screen = _code("adding-a-screen.md", 0)["SCREEN"]
    assert isinstance(screen.build(desk), Page)
    page: Page = _code("adding-a-screen.md", 1)["CampaignsPage"](desk)
    qtbot.addWidget(page)
    page.show()
    assert workspace.identity() in [label.text() for label in page.findChildren(QLabel)]

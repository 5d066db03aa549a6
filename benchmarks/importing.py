"""Our import, second import and check beside what others do with the same file.

The peers do less: they load rows, at most with a key or a full-text index. We also clean dates and numbers, find
hashtags, mentions and links, drop repeats, keep provenance and problems, and index the text.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import processes

if TYPE_CHECKING:
    from collections.abc import Iterator

Costs = dict[str, list[processes.Cost]]

SMALL = 10_000  # posts of the file beside which the cost of one post is told
ONE_POST = 1.3  # what a post of the large file may cost, as a share of one of the small file
MOST_MIB = 700.0
TARGETS = (
    # what, beside what, target of the ratio; they were set for a million posts
    ("import", "csvs-to-sqlite -f text", 1.00),
    ("import", "sqlite-utils upsert", 0.15),
    ("import without full text", "sqlite3 .import, unique", 1.50),
    ("import again", "sqlite-utils upsert", 0.08),
    ("import", "pandas to_sql", 1.90),
    ("import + check", "sqlite-utils upsert", 0.60),
)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to measure: ``run`` gets the input and a fresh folder of its round."""

    name: str
    run: Callable[[Path, Path], processes.Cost]


def measure(file: Path, small: Path, folder: Path, rounds: int, *, peers: bool) -> Costs:
    """Run every job in every round, in turns, so that a busy moment of the machine hits all of them."""
    jobs = [*_ours(small), *(_peers() if peers else ())]
    costs: Costs = {job.name: [] for job in jobs}
    for _ in range(rounds):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for job in jobs:
            costs[job.name].append(job.run(file, folder))
    return costs


def _ours(small: Path) -> Iterator[Job]:
    yield Job("import", _import)
    yield Job("import without full text", _without_full_text)
    yield Job(f"import of {SMALL:,}", lambda _file, folder: _import(small, folder, "small.desk"))
    yield Job("import again", lambda file, folder: processes.run(processes.desk(folder / "w.desk", "import", file)))
    yield Job("check", lambda _file, folder: processes.run(processes.desk(folder / "w.desk", "check")))


def _peers() -> Iterator[Job]:
    """Yield the peers that are installed here."""
    yield Job("pandas to_sql", _pandas)
    bin_folder = Path(processes.python()[0]).parent
    if (bin_folder / "csvs-to-sqlite").exists():
        yield Job(
            "csvs-to-sqlite -f text",
            lambda file, folder: processes.run(
                (bin_folder / "csvs-to-sqlite", file, folder / "csvs.db", "-f", "text", "--replace-tables")
            ),
        )
    if (bin_folder / "sqlite-utils").exists():
        yield Job("sqlite-utils upsert", lambda file, folder: _sqlite_utils(bin_folder, file, folder))
    if shutil.which("sqlite3"):
        yield Job("sqlite3 .import, unique", _sqlite_shell)


def _import(file: Path, folder: Path, name: str = "w.desk") -> processes.Cost:
    workspace = folder / name
    processes.run(processes.desk(workspace, "init", "--plain"))
    return processes.run(processes.desk(workspace, "import", file))


def _without_full_text(file: Path, folder: Path) -> processes.Cost:
    """Import with the one statement left out that fills the index."""
    workspace = folder / "wordless.desk"
    processes.run(processes.desk(workspace, "init", "--plain"))
    script = (
        "import sys; from advocacy_desk import cli; from advocacy_desk.store import _first_index; "
        "_first_index._FILL = 'SELECT 1'; sys.exit(cli.run(['-w', sys.argv[1], '--json', 'import', sys.argv[2]]))"
    )
    return processes.run(processes.python("-c", script, workspace, file))


def _pandas(file: Path, folder: Path) -> processes.Cost:
    script = (
        "import sqlite3, sys, pandas as pd; frame = pd.read_csv(sys.argv[1]); "
        "connection = sqlite3.connect(sys.argv[2]); frame.to_sql('posts', connection, index=False); connection.commit()"
    )
    return processes.run(processes.python("-c", script, file, folder / "pandas.db"))


def _sqlite_utils(bin_folder: Path, file: Path, folder: Path) -> processes.Cost:
    keys = ("--pk", "platform", "--pk", "post_id")
    return processes.run((bin_folder / "sqlite-utils", "upsert", folder / "utils.db", "posts", file, "--csv", *keys))


def _sqlite_shell(file: Path, folder: Path) -> processes.Cost:
    with file.open(encoding="utf-8") as stream:
        columns = stream.readline().strip()
    script = (
        f"CREATE TABLE posts ({columns}, UNIQUE (platform, post_id) ON CONFLICT REPLACE);\n"
        f".import --csv --skip 1 {file} posts\n"
    )
    return processes.run(("sqlite3", folder / "shell.db"), given=script)

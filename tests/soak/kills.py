"""Kills each job at random moments and looks at what is left: ``python -m tests.soak.kills [KILLS] [--seed N]``.

A killed process is what a power cut is to SQLite as long as the system writes what it was given; ``synchronous=FULL``
covers the rest. What was said to be committed must be there, nothing may be half done, and the same job must then end.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text as sql

from advocacy_desk.store import keys
from advocacy_desk.usecases.back_up import look
from advocacy_desk.usecases.verify_audit import verify
from tests.soak import jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 3.0  # seconds of a job in which it is killed


@dataclass(slots=True)
class Tally:
    """What happened to one job: how often it was killed, how often in the middle, and what was found wrong after it."""

    kills: int = 0
    in_the_middle: int = 0
    committed: int = 0
    wrong: int = 0


def run(kills: int, seed: int, folder: Path) -> dict[str, Tally]:
    """Kill every job the same number of times; ``kills`` in all, rounded up."""
    chance = random.Random(seed)
    template = folder / "template"
    template.mkdir()
    jobs.prepare(template)
    tallies = {}
    for name in jobs.JOBS:
        tally = tallies[name] = Tally()
        span = _undisturbed(name, template, folder / "undisturbed")
        for _ in range(-(-kills // len(jobs.JOBS))):
            place = folder / "place"
            said, ended = _killed(name, template, place, chance.uniform(0, span))
            tally.kills += 1
            tally.in_the_middle += not ended
            tally.committed += len(said)
            problems = list(_wrong(name, place, said))
            tally.wrong += bool(problems)
            for problem in problems:
                print(f"{name}: {problem}", file=sys.stderr)  # noqa: T201 - this is a program
            shutil.rmtree(place)
    return tallies


def _undisturbed(name: str, template: Path, place: Path) -> float:
    """Let a job end once and return how long it took after it was ready."""
    shutil.copytree(template, place)
    child = _start(name, place)
    begin = time.monotonic()
    child.communicate()
    assert child.returncode == 0, name
    shutil.rmtree(place)
    return min(time.monotonic() - begin, LONGEST)


def _killed(name: str, template: Path, place: Path, after: float) -> tuple[list[str], bool]:
    """Kill a job so many seconds after it was ready; return what it said and whether it had ended by then."""
    shutil.copytree(template, place)
    child = _start(name, place)
    try:
        said, _ = child.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        child.kill()
        said, _ = child.communicate()
    return said.splitlines(), child.returncode == 0


def _start(name: str, place: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.jobs", name, str(place)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def _wrong(name: str, place: Path, said: list[str]) -> Iterator[str]:
    """Tell what a killed job left that must not be."""
    path = place / ("old.desk" if name == "migrate" else jobs.NAME)
    workspace = jobs.opened(path)
    if not workspace.is_sound(cancelled=lambda: False):
        yield "the file is damaged"
    if not verify(workspace).ok:
        yield "the audit chain is broken"
    with workspace.reading() as connection:
        for line in said:
            kind, number = line.split()
            table = {"decision": "decision", "import": "import_run"}[kind]
            found = connection.execute(sql(f"SELECT count(*) FROM {table} WHERE id = :id"), {"id": number})  # noqa: S608 - a constant
            if not found.scalar_one():
                yield f"{line} was committed and is gone"
        posts = connection.execute(sql("SELECT count(*) FROM post")).scalar_one()
        searchable = connection.execute(sql("SELECT count(*) FROM post_fts")).scalar_one()
    workspace.close()
    if name != "migrate" and posts not in {jobs.POSTS, jobs.POSTS + jobs.IMPORTED}:
        yield f"half an import: {posts} posts"
    if searchable != posts:
        yield f"{searchable} of {posts} posts are searchable"
    for copy in place.glob("copy-*.desk"):
        if look(copy).contents.posts != jobs.POSTS:
            yield f"{copy.name} is no backup"
    yield from _not_repeatable(name, place)


def _not_repeatable(name: str, place: Path) -> Iterator[str]:
    if name == "encrypt" and keys.salt_of(place / jobs.NAME) is not None:
        return
    for copy in place.glob("copy-*.desk"):
        copy.unlink()
    again = _start(name, place)
    again.communicate()
    if again.returncode:
        yield "the job does not end when it is done again"


def main() -> None:
    """Print what was found, a line a job; exit 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.kills", description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="advocacy-desk-soak-") as folder:
        tallies = run(wanted.kills, wanted.seed, Path(folder))
    lines = [
        "| killed during | kills | in the middle | committed before | wrong after |",
        "| --- | --: | --: | --: | --: |",
    ]
    lines += [f"| {name} | {t.kills} | {t.in_the_middle} | {t.committed} | {t.wrong} |" for name, t in tallies.items()]
    print(f"Seed {wanted.seed}", *lines, sep="\n")  # noqa: T201 - this is a program
    sys.exit(any(tally.wrong for tally in tallies.values()))


if __name__ == "__main__":
    main()

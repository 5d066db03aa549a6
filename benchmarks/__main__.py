"""Runs the benchmarks: ``python -m benchmarks [POSTS] [--rounds N] [--no-peers] [--only PART ...]``."""

from __future__ import annotations

import argparse
import json
import os
import platform
from typing import TYPE_CHECKING

from benchmarks import encryption, first_paint, importing, other_files, processes, report, rule_peers, rules

if TYPE_CHECKING:
    from pathlib import Path

PARTS = ("import", "files", "reading", "rules", "encryption", "matching", "people", "paint")


def main() -> None:
    """Generate the input where it is missing, measure, and print the tables."""
    wanted = _arguments()
    folder = processes.ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    file = _posts(folder, wanted.posts)
    print(f"{wanted.posts:,} posts, {file.stat().st_size / 1e6:.0f} MB; {_machine()}", end="\n\n")
    if "import" in wanted.only:
        small = _posts(folder, importing.SMALL)
        costs = importing.measure(file, small, folder / "runs", wanted.rounds, peers=not wanted.no_peers)
        print(report.processes_table(costs, wanted.posts), end="\n\n")
        print(report.size_table(costs, wanted.posts), end="\n\n")
        if not wanted.no_peers:
            print(report.ratios_table(costs), end="\n\n")
    if "files" in wanted.only:
        print(report.other_files_table(other_files.measure(folder / "files", wanted.rounds)), end="\n\n")
    if "reading" in wanted.only:
        workspace = folder / "runs" / "w.desk"
        found = json.loads(processes.run(processes.python("-m", "benchmarks.reading", workspace)).output)
        print(report.reading_table(found), end="\n\n")
    if "encryption" in wanted.only:
        print(report.encryption_table(encryption.measure(file, folder / "encryption", wanted.rounds)), end="\n\n")
    if "rules" in wanted.only:
        peers = {} if wanted.no_peers else rule_peers.measure()
        print(report.rules_table(rules.measure(), peers), end="\n\n")
    _people(wanted, folder)
    if "paint" in wanted.only:
        print(report.paint_table(first_paint.measure(), first_paint.TARGET))


def _people(wanted: argparse.Namespace, folder: Path) -> None:
    """Measure matching, network and score."""
    if "matching" in wanted.only:
        found = json.loads(processes.run(processes.python("-m", "benchmarks.matching")).output)
        print(report.matching_table(found), end="\n\n")
    if "people" in wanted.only:
        peers = ("--no-peers",) if wanted.no_peers else ()
        asked = processes.python("-m", "benchmarks.network", folder, "--posts", str(wanted.posts), *peers)
        print(report.people_table(json.loads(processes.run(asked).output)), end="\n\n")


def _posts(folder: Path, posts: int) -> Path:
    """Return the file of so many posts, made where it is missing."""
    file = folder / f"posts-{posts}.csv"
    if not file.exists():
        unfinished = file.with_suffix(".part")
        processes.run(processes.python("-m", "benchmarks.posts_file", unfinished, str(posts)))
        unfinished.rename(file)
    return file


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("posts", nargs="?", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true", help="measure our own jobs alone")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="reading needs the workspace of import")
    return parser.parse_args()


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    main()

"""How fast 300 rules read posts, and whether they find what a loop over ``regex`` finds: ``-m benchmarks.rules JOB``.

Each job is a process of its own and prints one JSON object: ``all`` and ``words`` (lexicons alone) say the posts a
second of processor time, ``half`` is one of two processes side by side, ``loop`` compares findings with the loop.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks import processes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from advocacy_desk.policy import Engine, Subject
    from benchmarks.rules_input import MadeRule

POSTS, CHECKED = 200_000, 4_000
TARGETS = {"300 rules": 30_000.0, "210 lexicons alone": 150_000.0, "two processes / one": 1.6}
_FOLDER = processes.ROOT / "build" / "bench" / "rules"


def measure(posts: int = POSTS) -> dict[str, float | list[str]]:
    """Run every job in its own process; posts a second, the ratio of two processes to one, and what differs."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    found: dict[str, float | list[str]] = {}
    for name, job in (("300 rules", "all"), ("210 lexicons alone", "words")):
        said = _job(job, posts)
        found[name], found[f"{name}, cpu"] = said["wall"], said["cpu"]
    one, both = _job("all", posts)["wall"], _two_at_once(posts // 2)
    found["two processes / one"] = both / one
    found.update(json.loads(processes.run(processes.python("-m", "benchmarks.rules", "loop", str(CHECKED))).output))
    return found


def _job(job: str, posts: int) -> dict[str, float]:
    said: dict[str, float] = json.loads(
        processes.run(processes.python("-m", "benchmarks.rules", job, str(posts))).output
    )
    return said


def _two_at_once(posts: int) -> float:
    """Return the posts a second of two processes together, each with half of the posts."""
    command = [str(part) for part in processes.python("-m", "benchmarks.rules", "all", str(posts), "--meet")]
    pair = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=processes.environment())
        for _ in range(2)
    ]
    for one in pair:  # both are ready before either begins
        if one.stdout is None or one.stdout.readline() != "ready\n":
            raise RuntimeError("a process did not start")
    for one in pair:
        if one.stdin is not None:
            one.stdin.write("go\n")
            one.stdin.flush()
    begin = time.perf_counter()
    for one in pair:
        one.communicate()
    return 2 * posts / (time.perf_counter() - begin)


def main() -> None:
    """Do one job."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rules", description=__doc__)
    parser.add_argument("job", choices=("all", "words", "loop"))
    parser.add_argument("posts", type=int)
    parser.add_argument("--meet", action="store_true", help="say when ready and wait for a line")
    asked = parser.parse_args()
    from benchmarks import rules_input  # noqa: PLC0415 - numpy stays out of the process that measures

    chosen = [rule for rule in rules_input.rules() if rule.terms or asked.job != "words"]
    engine = engine_of(_FOLDER / asked.job, chosen)
    texts = rules_input.texts(asked.posts)
    if asked.job == "loop":
        sys.stdout.write(json.dumps(compared(engine, chosen, texts)))
        return
    subjects = _subjects(texts)
    engine.evaluate(subjects[:1000])
    if asked.meet:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
    wall, cpu = time.perf_counter(), time.process_time()
    engine.evaluate(subjects)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    sys.stdout.write(json.dumps({"wall": len(subjects) / wall, "cpu": len(subjects) / cpu}))


def engine_of(folder: Path, chosen: Sequence[MadeRule]) -> Engine:
    """Return the engine of some made-up rules, read from a pack in a folder as any other."""
    from advocacy_desk import policy  # noqa: PLC0415 - as above
    from benchmarks import rules_input  # noqa: PLC0415 - as above

    rules_input.write_pack(folder, chosen)
    return policy.load_policy([folder]).engine()


def _subjects(texts: Sequence[str]) -> list[Subject]:
    from advocacy_desk.policy import Subject  # noqa: PLC0415 - as above

    return [Subject(text=words) for words in texts]


def compared(engine: Engine, chosen: Sequence[MadeRule], texts: Sequence[str]) -> dict[str, object]:
    """Return how fast the loop is, how many pairs of post and rule both find, and those that one of them lacks."""
    import regex  # noqa: PLC0415 - as above

    flags = regex.IGNORECASE | regex.FULLCASE
    loop = [(rule.key, regex.compile(_expression(rule), 0 if rule.exact else flags)) for rule in chosen]
    begin = time.process_time()
    naive = {(place, key) for place, words in enumerate(texts) for key, one in loop if one.search(words, timeout=1)}
    spent = time.process_time() - begin
    results = engine.evaluate(_subjects(texts))
    ours = {(place, one.rule_id) for place, (findings, _) in enumerate(results) for one in findings}
    return {
        "loop over regex, cpu": len(texts) / spent,
        "found by both": float(len(naive & ours)),
        "only the loop": [f"{key}: {texts[place][:90]}" for place, key in sorted(naive - ours)],
        "only ours": [f"{key}: {texts[place][:90]}" for place, key in sorted(ours - naive)],
    }


def _expression(rule: MadeRule) -> str:
    import regex  # noqa: PLC0415 - as above

    if rule.pattern:
        return rule.pattern
    parts = (regex.escape(term.rstrip("*")) + ("" if term.endswith("*") else r"(?!\w)") for term in rule.terms)
    return rf"(?<!\w)(?:{'|'.join(sorted(parts, key=len, reverse=True))})"


if __name__ == "__main__":
    main()

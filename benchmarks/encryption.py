"""What encryption costs: the same import, opening, list, search and chart on a plain and on an encrypted workspace.

Run as ``python -m benchmarks.encryption CSV FOLDER plain|encrypted``; prints one JSON object of milliseconds. The key
is a raw one, as a keyring holds it: a passphrase adds its Argon2id once at opening.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import processes

if TYPE_CHECKING:
    from collections.abc import Callable

REPEATS = 5
TARGETS = {  # the encrypted workspace's time by the plain one's; opening: milliseconds more
    "import": 1.15,
    "open": 20.0,
    "list: all ids, newest first": 1.3,
    "list: a page of 128": 1.3,
    "search: a rare word": 1.3,
    "chart: posts of every month": 1.3,
}


def measure(file: Path, folder: Path, rounds: int) -> dict[str, tuple[float, float]]:
    """Return for each job the medians over the rounds, plain and encrypted, in turns."""
    found: dict[str, dict[str, list[float]]] = {"plain": {}, "encrypted": {}}
    for _ in range(rounds):
        for kind, times in found.items():
            command = processes.python("-m", "benchmarks.encryption", file, folder, kind)
            for name, value in json.loads(processes.run(command).output).items():
                times.setdefault(name, []).append(value)
    plain, encrypted = found["plain"], found["encrypted"]
    return {name: (statistics.median(plain[name]), statistics.median(encrypted[name])) for name in TARGETS}


def main() -> None:
    """Import into a fresh workspace and measure it."""
    from advocacy_desk.domain.posts import PostFilter  # noqa: PLC0415 - the module is also imported for its targets
    from advocacy_desk.progress import Progress  # noqa: PLC0415 - as above
    from advocacy_desk.store import Workspace, keys  # noqa: PLC0415 - as above
    from advocacy_desk.usecases import browse_posts  # noqa: PLC0415 - as above
    from advocacy_desk.usecases import measure as metrics  # noqa: PLC0415 - as above
    from advocacy_desk.usecases.import_posts import ImportOptions, import_paths  # noqa: PLC0415 - as above

    file, folder, kind = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{kind}.desk"
    for old in folder.glob(f"{path.name}*"):
        old.unlink()
    key = keys.random_key() if kind == "encrypted" else None
    workspace = Workspace.create(path, key)
    begin = time.perf_counter()
    import_paths(workspace, [file], ImportOptions(), Progress())
    found = {"import": (time.perf_counter() - begin) * 1000}
    workspace.close()

    def reopen() -> None:
        again = Workspace.open(path, key)
        again.identity()
        again.close()

    found["open"] = _median(reopen)
    workspace = Workspace.open(path, key)
    ids = browse_posts.post_ids(workspace, PostFilter())
    page = [int(number) for number in ids[-128:]]
    asked = metrics.question(workspace, metrics.Asked())
    found["list: all ids, newest first"] = _median(lambda: browse_posts.post_ids(workspace, PostFilter()))
    found["list: a page of 128"] = _median(lambda: browse_posts.post_rows(workspace, page))
    found["search: a rare word"] = _median(
        lambda: browse_posts.post_ids(workspace, PostFilter(words="Innovationskraft"))
    )
    found["chart: posts of every month"] = _median(lambda: metrics.measure(workspace, asked, ["posts"]))
    workspace.close()
    sys.stdout.write(json.dumps(found))


def _median(work: Callable[[], object]) -> float:
    """Return the median of several runs in milliseconds; the first one warms up and does not count."""
    times: list[float] = []
    for _ in range(REPEATS + 1):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times[1:])


if __name__ == "__main__":
    main()

"""How fast the content list opens, jumps and searches, and how fast the rules run: inside one process, medians.

Run as ``python -m benchmarks.reading WORKSPACE``; prints one JSON object of milliseconds and posts a second.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from advocacy_desk.store import Workspace

REPEATS = 7
PAGE = 128
TARGETS = {  # milliseconds, on a million posts
    "open the list: all ids, newest first": 500.0,
    "jump to the end: its last page": 50.0,
    "find a rare word": 50.0,
    "find a common word": 500.0,
    "filter by network": 500.0,
}
_POSTS_FOR_RULES = 20_000


def main() -> None:
    """Measure the workspace named on the command line."""
    from advocacy_desk.store import Workspace  # noqa: PLC0415 - the module is also imported for its targets

    workspace = Workspace.open(Path(sys.argv[1]))
    try:
        found: dict[str, float] = _browsing(workspace)
        found["rules, posts/s"] = _rules(workspace)
    finally:
        workspace.close()
    sys.stdout.write(json.dumps(found))


def _browsing(workspace: Workspace) -> dict[str, float]:
    from advocacy_desk.domain.posts import PostFilter  # noqa: PLC0415 - as above
    from advocacy_desk.usecases import browse_posts  # noqa: PLC0415 - as above

    everything = browse_posts.post_ids(workspace, PostFilter())
    last = [int(number) for number in everything[-PAGE:]]
    texts = " ".join(post.text for number in last[:20] if (post := browse_posts.post(workspace, number)))
    words = sorted((word for word in texts.replace(".", " ").split() if word.isalpha()), key=len)
    return {
        "open the list: all ids, newest first": _median(lambda: browse_posts.post_ids(workspace, PostFilter())),
        "jump to the end: its last page": _median(lambda: browse_posts.post_rows(workspace, last)),
        "find a rare word": _median(lambda: browse_posts.post_ids(workspace, PostFilter(words=words[-1]))),
        "find a common word": _median(lambda: browse_posts.post_ids(workspace, PostFilter(words="teamnordlicht"))),
        "filter by network": _median(lambda: browse_posts.post_ids(workspace, PostFilter(networks=("linkedin",)))),
    }


def _rules(workspace: Workspace) -> float:
    """Return posts per second of the shipped rules on one core, texts already in memory."""
    from advocacy_desk import policy  # noqa: PLC0415 - as above
    from advocacy_desk.domain.posts import PostFilter  # noqa: PLC0415 - as above
    from advocacy_desk.usecases import browse_posts  # noqa: PLC0415 - as above

    ids = browse_posts.post_ids(workspace, PostFilter())[:_POSTS_FOR_RULES]
    found = [browse_posts.post(workspace, int(number)) for number in ids]
    subjects = [policy.Subject(text=post.text, language=post.language, network=post.network) for post in found if post]
    engine = policy.load_policy([policy.shipped_packs()]).engine()
    engine.evaluate(subjects[:100])
    begin = time.perf_counter()
    engine.evaluate(subjects)
    return len(subjects) / (time.perf_counter() - begin)


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

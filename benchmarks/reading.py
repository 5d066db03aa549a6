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
    "160 rules of one word each, through the index": 500.0,
}
_WORDS_ASKED = 160
_CONFIRMED = 20_000  # of the posts that the index names, by the engine
_POSTS_FOR_RULES = 20_000


def main() -> None:
    """Measure the workspace named on the command line."""
    from advocacy_desk.store import Workspace  # noqa: PLC0415 - the module is also imported for its targets

    workspace = Workspace.open(Path(sys.argv[1]))
    try:
        found: dict[str, float] = _browsing(workspace)
        found |= _words(workspace)
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


def _words(workspace: Workspace) -> dict[str, float]:
    """Ask the index for the posts of 160 rules that look for one word each, then the engine about those posts."""
    import numpy as np  # noqa: PLC0415 - as above

    from advocacy_desk import policy  # noqa: PLC0415 - as above
    from advocacy_desk.domain.authors import Authors  # noqa: PLC0415 - as above
    from advocacy_desk.store import rules  # noqa: PLC0415 - as above
    from advocacy_desk.usecases.check_posts import posts_for, subject_of_post  # noqa: PLC0415 - as above
    from benchmarks import posts_file, rules_input  # noqa: PLC0415 - as above

    words = [word for word in posts_file.vocabulary()[1_000:] if len(word) > 3][::97][:_WORDS_ASKED]
    folder = Path(sys.argv[1]).parent / "one-word-rules"
    rules_input.write_pack(folder, (rules_input.MadeRule(f"word.w{n:03}", terms=(w,)) for n, w in enumerate(words)))
    asked = policy.load_policy([folder])
    found = [(rule, posts_for(workspace, [rule])) for rule in asked.rules]
    pairs = {(int(post), rule.id) for rule, posts in found for post in (() if posts is None else posts)}
    some = np.array(sorted({post for post, _ in pairs})[:_CONFIRMED], dtype=np.int64)
    with workspace.reading() as connection:
        texts = rules.texts(connection, some)
    results = asked.engine().evaluate([subject_of_post(one, Authors({})) for one in texts])
    held = {(one.post_id, each.rule_id) for one, (told, _) in zip(texts, results, strict=True) for each in told}
    looked_at = set(some.tolist())
    named = {pair for pair in pairs if pair[0] in looked_at}
    return {
        "160 rules of one word each, through the index": _median(
            lambda: [posts_for(workspace, [r]) for r in asked.rules]
        ),
        "pairs of post and rule that it names": float(len(pairs)),
        "of those asked, per cent that the engine confirms": 100 * len(held & named) / max(1, len(named)),
        "found by the engine alone": float(len(held - named)),
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

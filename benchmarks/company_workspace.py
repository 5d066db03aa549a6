"""A workspace of a large company, always the same: ``python -m benchmarks.company_workspace FILE POSTS PEOPLE``.

Rows go straight into the tables, because what is measured on it is reading: a year and a half of posts by employees who
follow Zipf's law, a third of them answers, three in ten naming colleagues by their accounts, hashtags that spread.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import numpy as np

from advocacy_desk.store import Workspace

SEED = 11
FIRST, DAYS = 20_089, 548  # 2025-01-01 and a year and a half
_NETWORKS = ("linkedin", "x", "mastodon")
_TEAMS = 120
_TAGS = 2_000
_MENTIONED, _TAGGED, _ANSWERS = 0.3, 0.4, 0.33


def main() -> None:
    """Write the workspace."""
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))


def write(path: Path, posts: int, people: int) -> None:
    """Make a workspace of ``people`` employees with ``posts`` posts."""
    Workspace.create(path).close()
    rng = np.random.default_rng(SEED)
    database = sqlite3.connect(path)
    database.execute("PRAGMA synchronous = off")
    with database:
        _directory(database, people, rng)
        _posts(database, posts, people, rng)
    database.execute("ANALYZE")
    database.close()


def _directory(database: sqlite3.Connection, people: int, rng: np.random.Generator) -> None:
    database.executemany("INSERT INTO network (id, key, label) VALUES (?, ?, ?)",
                         [(place, key, key) for place, key in enumerate(_NETWORKS, 1)])  # fmt: skip
    database.executemany(
        "INSERT INTO team (id, name) VALUES (?, ?)", [(one, f"Team {one}") for one in range(1, _TEAMS + 1)]
    )
    everybody = range(1, people + 1)
    database.executemany("INSERT INTO employee (id, number, name) VALUES (?, ?, ?)",
                         [(one, f"{one:05}", f"Person {one}") for one in everybody])  # fmt: skip
    joined = FIRST - rng.integers(-300, 3_000, people)
    teams = rng.integers(1, _TEAMS + 1, people)
    database.executemany("INSERT INTO membership (employee_id, team_id, valid_from) VALUES (?, ?, ?)",
                         zip(everybody, teams.tolist(), joined.tolist(), strict=True))  # fmt: skip
    database.executemany(
        "INSERT INTO account (id, network_id, handle, handle_key, employee_id, state)"
        " VALUES (?, ?, ?, ?, ?, 'accepted')",
        [(one, 1 + one % len(_NETWORKS), f"p{one}", f"p{one}", one) for one in everybody],
    )
    database.execute(
        "INSERT INTO import_run (id, file, sha256, format, format_version, carries, imported_at, records, new, updated,"
        " unchanged, left_out, problems) VALUES (1, 'made', '', 'made', 1, 'posts', 0, 0, 0, 0, 0, '{}', 0)"
    )


def _posts(database: sqlite3.Connection, posts: int, people: int, rng: np.random.Generator) -> None:
    ids = np.arange(1, posts + 1)
    authors = 1 + (rng.zipf(1.3, posts) * 7_919) % people
    days = np.sort(FIRST + rng.integers(0, DAYS, posts))
    at = days * 86_400 + rng.integers(0, 86_400, posts)
    kinds = np.where(rng.random(posts) < _ANSWERS, "reply", "post")
    figures = [rng.poisson(mean, posts).tolist() for mean in (9, 1)]
    database.executemany(
        "INSERT INTO post (id, network_id, external_id, account_id, published_at, day, kind, media, reactions,"
        " comments, followers, text_hash, first_import_id, import_id, record)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'status', ?, ?, ?, x'00', 1, 1, 1)",
        zip(ids.tolist(), (1 + authors % len(_NETWORKS)).tolist(), map(str, ids.tolist()), authors.tolist(),
            at.tolist(), days.tolist(), kinds.tolist(), *figures, (200 + authors % 4_000).tolist(), strict=True),
    )  # fmt: skip
    naming = ids[rng.random(posts) < _MENTIONED]
    # The same network: whose number differs by a multiple of the number of networks.
    step = len(_NETWORKS) * rng.zipf(1.4, len(naming))
    named = 1 + (authors[naming - 1] - 1 + step) % (people - people % len(_NETWORKS))
    database.executemany("INSERT INTO post_mention (post_id, handle_key) VALUES (?, ?)",
                         zip(naming.tolist(), (f"p{one}" for one in named.tolist()), strict=True))  # fmt: skip
    database.executemany(
        "INSERT INTO hashtag (id, tag) VALUES (?, ?)", [(one, f"t{one}") for one in range(1, _TAGS + 1)]
    )
    tagged = ids[rng.random(posts) < _TAGGED]
    tags = 1 + rng.zipf(1.5, len(tagged)) % _TAGS
    database.executemany("INSERT INTO post_hashtag (hashtag_id, post_id) VALUES (?, ?)",
                         zip(tags.tolist(), tagged.tolist(), strict=True))  # fmt: skip


if __name__ == "__main__":
    main()

"""Small, fictional inputs that several rooms' tests stand on."""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import text as sql

from advocacy_desk.progress import Progress
from advocacy_desk.usecases.import_posts import Imported, ImportOptions, import_paths

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.domain.posts import ImportReport
    from advocacy_desk.store import Workspace

HEADERS = ("post_id", "network", "author_handle", "created_at", "text", "url", "impressions", "likes", "followers")


def a_post(number: int = 1, **values: str) -> dict[str, str]:
    """Return one record of a table of posts; ``values`` replace its columns."""
    return {
        "post_id": f"p{number}",
        "network": "linkedin",
        "author_handle": "kim-nordlicht",
        "created_at": f"2026-03-{number % 28 + 1:02}T09:30:00Z",
        "text": f"Ein guter Tag im Werk, Beitrag {number}.",
        "url": f"https://www.linkedin.com/feed/update/urn:li:share:{number}",
        "impressions": "120",
        "likes": "7",
        "followers": "350",
        **values,
    }


def a_table(path: Path, *records: dict[str, str]) -> Path:
    """Write records as a CSV file and return its path."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEADERS)
        writer.writeheader()
        writer.writerows(records)
    return path


def imported(workspace: Workspace, *paths: Path) -> Imported:
    """Import paths as the window and the terminal do."""
    return import_paths(workspace, paths, ImportOptions(), Progress()).result


def the_report(workspace: Workspace, path: Path) -> ImportReport:
    """Import one file and return its only report."""
    (report,) = imported(workspace, path).reports
    return report


def whole_state(workspace: Workspace) -> str:
    """Return a hash over everything that imports write, but for when they ran."""
    tables = {
        "network": "key, label",
        "account": "handle, handle_key, name, followers, followers_at",
        "post": "external_id, published_at, day, kind, language, impressions, reactions, followers, hex(text_hash), "
        "record",
        "post_text": "text, url, folded",
        "post_before": "impressions, reactions, text",
        "hashtag JOIN post_hashtag ON hashtag_id = hashtag.id JOIN post ON post_id = post.id": "tag, external_id",
        "post_alias JOIN post ON post_id = post.id": "post_alias.external_id, post.external_id, seconds, text_says",
        "post_mention": "handle_key",
        "post_link": "url, domain",
    }
    digest = hashlib.sha256()
    with workspace.reading() as connection:
        for table, columns in tables.items():
            rows = connection.execute(sql(f"SELECT {columns} FROM {table} ORDER BY {columns}"))  # noqa: S608 - constants
            digest.update(repr([tuple(row) for row in rows]).encode())
        found = connection.execute(sql("SELECT count(*) FROM post_fts WHERE post_fts MATCH 'Beitrag'")).scalar_one()
    return f"{digest.hexdigest()} {found}"

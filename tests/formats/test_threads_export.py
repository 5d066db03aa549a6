"""Threads in Instagram's download: the text is the title of the medium."""

from __future__ import annotations

import json
from pathlib import Path

from tests.formats.reading import clean, read, written

KEY = "threads_export"
SAMPLE = Path(__file__).parent / "samples" / KEY


def test_texts_replies_and_media() -> None:
    found = read(SAMPLE, KEY)
    assert found.column("text") == ["Schöner Tag – auch für uns", "Gern geschehen 👋"]
    assert found.column("kind") == ["post", "reply"]
    assert found.column("media") == ["status", "image"]


def test_the_owner_is_that_of_the_download() -> None:
    found = read(SAMPLE, KEY)
    assert set(found.column("author_handle")) == {"mira.fiktiv"}
    assert "+49" not in str(found.rows)


def test_archived_threads_are_not_public(tmp_path: Path) -> None:
    content = {
        "text_post_app_text_app_archived_posts": [{"media": [{"title": "Weg", "creation_timestamp": 1772613000}]}]
    }
    path = written(tmp_path / "archived_threads.json", json.dumps(content))
    assert read(path, KEY).column("visibility") == ["not_public"]
    assert clean(path, KEY).height == 0


def test_the_html_version_is_explained(tmp_path: Path) -> None:
    path = written(tmp_path / "threads_and_replies.html", '<html><body class="_a6-g _3-95">x</body></html>')
    assert "choose JSON" in read(path, KEY).problems[0].message

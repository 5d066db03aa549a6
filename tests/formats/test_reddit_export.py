"""Reddit's download: posts and comments, never the IP addresses."""

from __future__ import annotations

from pathlib import Path

from advocacy_desk.formats import ReadOptions
from tests.formats.reading import clean, read, written, zipped

KEY = "reddit_export"
SAMPLE = Path(__file__).parent / "samples" / KEY


def test_a_post_is_its_title_and_its_text() -> None:
    found = read(SAMPLE / "posts.csv", KEY)
    assert found.column("text") == ["Wie wir warten\n\nErste Zeile\n\n*Zweite* Zeile", "Stellen offen"]
    assert found.column("kind") == ["post", "post"]
    assert found.column("external_id") == ["t3_1abc", "t3_1abd"]


def test_addresses_are_whole_and_only_others_are_shared_links() -> None:
    found = read(SAMPLE / "posts.csv", KEY)
    assert found.column("url")[1] == "https://www.reddit.com/r/de/comments/1abd/stellen/"
    assert found.column("link") == [None, "https://nordwind.example/jobs"]


def test_comments_are_comments_and_deleted_ones_are_left_out() -> None:
    found = read(SAMPLE / "comments.csv", KEY)
    assert found.column("text") == ["Gute Frage, ja!"]
    assert found.column("kind") == ["comment"]
    assert found.left_out == {"deleted": 1}


def test_ip_addresses_are_never_read(tmp_path: Path) -> None:
    found = read(zipped(tmp_path / "export_mira.zip", SAMPLE), KEY)
    assert len(found.rows) == 3
    assert "203.0.113.7" not in str(found)
    assert "privat.example" not in str(found)


def test_the_account_is_named_beside_the_posts(tmp_path: Path) -> None:
    assert set(read(SAMPLE, KEY).column("author_handle")) == {"mira_fiktiv"}
    path = written(tmp_path / "posts.csv", (SAMPLE / "posts.csv").read_bytes())
    assert set(read(path, KEY, ReadOptions(author="lea")).column("author_handle")) == {"lea"}


def test_dates_are_utc() -> None:
    assert clean(SAMPLE / "posts.csv", KEY)["published_at"].to_list() == [1772613000, 1772699400]

"""TikTok's download: videos and own comments, and nothing of the private rest of the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advocacy_desk.formats import ReadOptions
from tests.formats.reading import clean, read, written

KEY = "tiktok_export"
SAMPLE = Path(__file__).parent / "samples" / KEY


def test_videos_and_comments_are_told_apart() -> None:
    found = read(SAMPLE, KEY)
    assert found.column("kind") == ["post", "post", "comment"]
    assert found.column("text") == ["Ein Tag in der Gondel #TeamNordlicht", None, "Danke euch! 👋"]
    assert found.column("record") == [1, 2, 3]


def test_likes_are_reactions_and_the_permalink_gives_the_id() -> None:
    first = read(SAMPLE, KEY).rows[0]
    assert first["reactions"] == "17"
    assert first["external_id"] == "7300000000000000001"


def test_the_address_of_a_file_that_expires_is_no_permalink() -> None:
    second = read(SAMPLE, KEY).rows[1]
    assert second["url"] is None
    assert second["external_id"] is None


def test_videos_for_friends_are_not_public() -> None:
    assert read(SAMPLE, KEY).column("visibility") == ["public", "not_public", "public"]
    assert clean(SAMPLE, KEY).height == 2


def test_nothing_private_is_read() -> None:
    rows = str(read(SAMPLE, KEY).rows)
    assert "geheim" not in rows
    assert "privat.example" not in rows
    assert "tiktokv" not in rows


@pytest.mark.parametrize("wrap", ["Video", "video"])
def test_older_names_and_other_cases_of_keys_are_known(wrap: str, tmp_path: Path) -> None:
    content = {
        "Activity": {"Video Browsing History": {"VideoList": None}},
        wrap: {
            "Videos": {"VideoList": [{"date": "2021-03-04 08:30:00", "link": "https://www.tiktok.com/@a/video/12"}]}
        },
        "Profile": {"Profile Information": {"ProfileMap": {"userName": "alt"}}},
    }
    found = read(written(tmp_path / "user_data.json", json.dumps(content)), KEY)
    assert found.column("external_id") == ["12"]
    assert found.column("author_handle") == ["alt"]


def test_a_list_without_entries_is_null(tmp_path: Path) -> None:
    content = {"Post": {"Posts": {"VideoList": None}}, "Comment": {"Comments": {"CommentsList": None}}}
    found = read(written(tmp_path / "user_data_tiktok.json", json.dumps(content)), KEY)
    assert (found.rows, found.problems) == ([], [])


def test_a_file_without_profile_belongs_to_whom_the_person_says(tmp_path: Path) -> None:
    content = {"Post": {"Posts": {"VideoList": [{"Date": "2026-03-04 08:30:00", "Link": "x"}]}}}
    path = written(tmp_path / "user_data_tiktok.json", json.dumps(content))
    assert read(path, KEY, ReadOptions(author="mira")).column("author_handle") == ["mira"]


def test_a_cut_off_file_gives_what_is_whole(tmp_path: Path) -> None:
    data = (SAMPLE / "user_data_tiktok.json").read_bytes()
    cut = data[: data.index(b"Friends")]
    found = read(written(tmp_path / "user_data_tiktok.json", cut), KEY)
    assert "Ein Tag in der Gondel #TeamNordlicht" in found.column("text")
    assert found.problems

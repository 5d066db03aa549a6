"""Instagram's download: captions wherever they lie, in every era, with characters put together again."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.formats import ReadOptions, _meta_json
from tests.formats.reading import clean, read, written, zipped

KEY = "instagram_export"
SAMPLE = Path(__file__).parent / "samples" / KEY
POSTS = "your_instagram_activity/media/posts_1.json"


def _texts(path: Path) -> dict[str | int | None, str | int | None]:
    return {row["published"]: row["text"] for row in read(path, KEY).rows}


def test_the_caption_of_one_medium_lies_in_it_and_that_of_several_above_them() -> None:
    texts = _texts(SAMPLE)
    assert texts["1772613000"] == "Frühschicht im Hafen 🌊 #TeamNordlicht"
    assert texts["1772699402"] == "Zwei Tage, zwei Bilder – danke @jonas.erfunden!"


def test_a_picture_without_a_word_is_a_post() -> None:
    posts = clean(SAMPLE, KEY)
    assert posts.filter(posts["text"] == "")["media"].to_list() == ["image"]


def test_reels_and_stories_are_read_and_the_archive_is_not_public() -> None:
    visibility = {row["text"]: row["visibility"] for row in read(SAMPLE, KEY).rows}
    assert visibility["So läuft eine Übergabe"] == "public"
    assert visibility["Story über den Ausflug"] == "public"
    assert visibility["Nicht mehr gezeigt"] == "not_public"


def test_a_video_outweighs_a_picture() -> None:
    media = {row["published"]: row["media"] for row in read(SAMPLE, KEY).rows}
    assert media == {
        "1772613000": "image", "1772699402": "video", "1772785800": "image", "1772872200": "video",
        "1772958600": "image", "1772958700": "image",
    }  # fmt: skip


def test_the_owner_is_found_in_another_folder_whatever_its_language(tmp_path: Path) -> None:
    for path in (SAMPLE, zipped(tmp_path / "instagram-mira-2026-03-09-x.zip", SAMPLE)):
        found = read(path, KEY)
        assert set(found.column("author_handle")) == {"mira.fiktiv"}
        assert set(found.column("author_name")) == {"Mira Fiktív"}


def test_a_file_alone_belongs_to_whom_the_person_says() -> None:
    found = read(SAMPLE / POSTS, KEY, ReadOptions(author="mira"))
    assert set(found.column("author_handle")) == {"mira"}


def test_nothing_private_is_read() -> None:
    assert "privat.example" not in str(read(SAMPLE, KEY).rows)


def test_posts_without_an_id_keep_their_identity_when_read_again() -> None:
    first, again = clean(SAMPLE, KEY), clean(SAMPLE, KEY)
    assert first["external_id"].to_list() == again["external_id"].to_list()
    assert first["external_id"].str.starts_with("c:").all()
    assert first["external_id"].n_unique() == first.height


def test_the_file_of_before_2020_is_read_without_its_direct_messages(tmp_path: Path) -> None:
    old = {
        "stories": [{"caption": "S", "taken_at": "2019-05-02T10:00:00", "path": "stories/1.jpg"}],
        "photos": [{"caption": "GrÃ¼Ã\x9fe", "taken_at": "2019-05-01T10:00:00+00:00", "path": "photos/1.jpg"}],
        "direct": [{"taken_at": "2019-05-03T10:00:00", "path": "direct/1.jpg"}],
    }
    found = read(written(tmp_path / "media.json", json.dumps(old)), KEY)
    assert [(row["text"], row["published"]) for row in found.rows] == [
        ("Grüße", "2019-05-01T10:00:00+00:00"),
        ("S", "2019-05-02T10:00:00"),
    ]
    assert found.column("record") == [1, 2]


def test_an_entry_without_caption_and_medium_is_left_out(tmp_path: Path) -> None:
    posts = [{"media": [{"uri": "", "creation_timestamp": 1}], "title": ""}, {"media": [{"uri": "a.jpg"}]}]
    found = read(written(tmp_path / "posts_1.json", json.dumps(posts)), KEY)
    assert found.left_out == {"empty": 1}
    assert found.column("record") == [2]


def test_the_html_version_is_explained(tmp_path: Path) -> None:
    page = '<html><head><style>._a6-g{}</style></head><body class="_5vb_"><div class="pam _3-95 _2ph- _a6-g">x</div>'
    found = read(written(tmp_path / "posts_1.html", page), KEY)
    assert found.rows == []
    assert "choose JSON" in found.problems[0].message


@given(st.text())
def test_what_meta_breaks_is_mended(words: str) -> None:
    broken = words.encode("utf-8", errors="replace").decode("latin-1")
    assert _meta_json.mended(broken) == (words.encode("utf-8", errors="replace").decode().strip() or None)


def test_what_was_right_stays() -> None:
    assert _meta_json.mended("schöne Grüße") == "schöne Grüße"
    assert _meta_json.mended("Ã¼ – und Gedankenstrich") == "Ã¼ – und Gedankenstrich"

"""Mastodon's archive: what its posts say, who saw them, and whom they answer."""

from __future__ import annotations

import json
import shutil
import tarfile
from pathlib import Path

import pytest

from advocacy_desk import formats
from tests.formats.reading import clean, read, zipped

KEY = "mastodon_archive"
SAMPLE = Path(__file__).parent / "samples" / KEY


def test_posts_are_plain_text_with_their_hashtags_and_links() -> None:
    first = read(SAMPLE, KEY).rows[0]
    assert first["text"] == (
        "Wir suchen Verstärkung für die Werkstatt & das Lager: https://nordwind.example/jobs\n\n"
        "Fragt mich! #TeamNordlicht"
    )
    assert first["media"] == "link"
    assert first["language"] == "de"
    assert first["url"] == "https://norden.example/@mira/101"
    assert first["external_id"] == "https://norden.example/users/mira/statuses/101"


def test_the_author_is_named_with_the_server() -> None:
    found = read(SAMPLE, KEY)
    assert set(found.column("author_handle")) == {"mira@norden.example"}
    assert set(found.column("author_name")) == {"Mira Fiktiv"}


def test_mentions_are_whole_as_the_author_typed_them() -> None:
    assert read(SAMPLE, KEY).rows[1]["text"] == "@jonas@sued.example danke dir!"


def test_an_answer_to_others_is_a_reply_and_an_own_thread_is_not() -> None:
    assert read(SAMPLE, KEY).column("kind") == ["post", "reply", "post", "post", "post", "post", "post"]


def test_boosts_are_counted_and_left_out() -> None:
    found = read(SAMPLE, KEY)
    assert found.left_out == {"repost": 1}
    assert 3 not in found.column("record")


def test_only_what_names_the_public_is_public() -> None:
    assert read(SAMPLE, KEY).column("visibility") == [
        "public", "public", "public", "not_public", "not_public", "public", "public",
    ]  # fmt: skip


def test_posts_that_are_not_public_stay_outside() -> None:
    assert clean(SAMPLE, KEY).height == 5


def test_a_content_warning_and_the_answers_of_a_poll_belong_to_the_text() -> None:
    texts = read(SAMPLE, KEY).column("text")
    assert texts[5] == "Inhaltshinweis: Baustelle\n\nNicht gelistet, aber öffentlich."
    assert texts[6] == "Wohin geht der Ausflug?\n\n– Ostsee\n– Harz"


def test_odd_and_missing_languages_do_no_harm() -> None:
    assert read(SAMPLE, KEY).column("language") == ["de", "de", "zh", "de", "de", "de", None]


def test_zip_and_tar_are_read_like_the_folder(tmp_path: Path) -> None:
    archive = tmp_path / "archive.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(SAMPLE, arcname=".")
    folder = read(SAMPLE, KEY)
    assert read(zipped(tmp_path / "a.zip", SAMPLE), KEY) == folder
    assert read(archive, KEY) == folder


def test_likes_and_bookmarks_are_nobody_s_posts(tmp_path: Path) -> None:
    likes = {"id": "likes.json", "type": "OrderedCollection", "orderedItems": ["https://sued.example/1"]}
    (tmp_path / "likes.json").write_text(json.dumps(likes), encoding="utf-8")
    assert formats.plan(tmp_path).found == ()


def test_a_cut_off_outbox_gives_what_is_whole_and_says_where_it_ends(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "cut")
    outbox = tmp_path / "cut" / "outbox.json"
    outbox.write_bytes(outbox.read_bytes()[:-300])
    found = read(tmp_path / "cut", KEY)
    assert len(found.rows) == 6
    assert [problem.record for problem in found.problems] == [8]


def test_one_damaged_post_costs_one_post(tmp_path: Path) -> None:
    outbox = json.loads((SAMPLE / "outbox.json").read_text(encoding="utf-8"))
    outbox["orderedItems"][0]["object"]["content"] = 17
    (tmp_path / "outbox.json").write_text(json.dumps(outbox), encoding="utf-8")
    found = read(tmp_path, KEY)
    assert [problem.record for problem in found.problems] == [1]
    assert "statuses/101" in found.problems[0].raw
    assert len(found.rows) == 6


@pytest.mark.parametrize("name", ["mastodon"])
def test_a_real_archive(real_samples: Path, name: str) -> None:
    found = read(real_samples / name, KEY)
    assert found.left_out == {"repost": 8}
    assert found.column("visibility").count("public") == 80
    assert found.column("visibility").count("not_public") == 4
    assert found.problems == []
    posts = clean(real_samples / name, KEY)
    assert posts.height == 80
    assert posts["published_at"].null_count() == 0
    assert not posts["text"].str.contains("<").any()

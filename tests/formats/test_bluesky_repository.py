"""Bluesky's repository: posts with the key that only the tree knows; everything else in it is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk import formats
from advocacy_desk.formats import ReadOptions
from tests.formats.car_writer import DID, car
from tests.formats.reading import InMemory, clean, read, written

KEY = "bluesky_repository"
SAMPLE = Path(__file__).parent / "samples" / KEY
POST = "app.bsky.feed.post"
RECORDS: dict[str, object] = {
    "app.bsky.actor.profile/self": {"$type": "app.bsky.actor.profile", "displayName": "Mira Fiktiv"},
    "app.bsky.feed.like/3ka1": {"$type": "app.bsky.feed.like", "subject": {"uri": "at://did:plc:b/x/1"}},
    f"{POST}/3kb1": {
        "$type": POST,
        "text": "Grüße aus dem Büro 🌊 nordwind.example/jo... #TeamNordlicht",
        "createdAt": "2026-03-04T08:30:00.123Z",
        "langs": ["de", "en"],
        "facets": [
            {
                "index": {"byteStart": 26, "byteEnd": 47},
                "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://nordwind.example/jobs?a=1"}],
            },
            {
                "index": {"byteStart": 48, "byteEnd": 62},
                "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "TeamNordlicht"}],
            },
        ],
    },
    f"{POST}/3kb2": {
        "$type": POST,
        "text": "@jonas.bsky.social danke!",
        "createdAt": "2026-03-05T08:30:00Z",
        "reply": {"root": {"uri": "at://did:plc:b/p/1"}, "parent": {"uri": "at://did:plc:b/app.bsky.feed.post/1"}},
    },
    f"{POST}/3kb3": {
        "$type": POST,
        "text": "Zweiter Teil",
        "createdAt": "2026-03-06T08:30:00Z",
        "langs": ["de"],
        "reply": {"parent": {"uri": f"at://{DID}/{POST}/3kb1"}},
        "embed": {"$type": "app.bsky.embed.recordWithMedia", "media": {"$type": "app.bsky.embed.images"}},
    },
    f"{POST}/3kb4": {
        "$type": POST,
        "text": "",
        "createdAt": "2026-03-07T08:30:00Z",
        "embed": {"$type": "app.bsky.embed.external", "external": {"uri": "https://nordwind.example/", "title": "N"}},
    },
    "app.bsky.feed.repost/3kc1": {"$type": "app.bsky.feed.repost", "createdAt": "2026-03-07T08:31:00Z"},
    "sh.example.game/1": {"$type": "sh.example.game", "score": 3},
}


def test_the_sample_is_what_the_writer_makes() -> None:
    assert (SAMPLE / "mira.bsky.example.car").read_bytes() == car(RECORDS)


def test_posts_have_the_key_of_the_tree_and_a_permalink() -> None:
    found = read(SAMPLE, KEY)
    assert found.column("external_id") == ["3kb1", "3kb2", "3kb3", "3kb4"]
    assert found.rows[0]["url"] == f"https://bsky.app/profile/{DID}/post/3kb1"


def test_only_posts_are_read_and_reposts_are_counted() -> None:
    found = read(SAMPLE, KEY)
    assert len(found.rows) == 4
    assert found.left_out == {"repost": 1}


def test_texts_are_to_the_letter_and_links_are_whole() -> None:
    found = read(SAMPLE, KEY)
    assert found.rows[0]["text"] == "Grüße aus dem Büro 🌊 nordwind.example/jo... #TeamNordlicht"
    assert found.column("link") == ["https://nordwind.example/jobs?a=1", None, None, "https://nordwind.example/"]


def test_an_answer_to_others_is_a_reply_and_an_own_thread_is_not() -> None:
    assert read(SAMPLE, KEY).column("kind") == ["post", "reply", "post", "post"]


def test_media_and_language() -> None:
    found = read(SAMPLE, KEY)
    assert found.column("media") == ["link", "status", "image", "link"]
    assert found.column("language") == ["de", None, "de", None]


def test_the_author_is_named_by_the_file_the_person_or_the_network(tmp_path: Path) -> None:
    assert set(read(SAMPLE, KEY).column("author_handle")) == {"mira.bsky.example"}
    assert set(read(SAMPLE, KEY).column("author_name")) == {"Mira Fiktiv"}
    path = written(tmp_path / "repo.car", car(RECORDS))
    assert set(read(path, KEY).column("author_handle")) == {DID}
    assert set(read(path, KEY, ReadOptions(author="mira")).column("author_handle")) == {"mira"}


def test_intake_understands_all_of_it() -> None:
    posts = clean(SAMPLE, KEY)
    assert posts["published_at"].null_count() == 0
    assert posts["external_id"].to_list() == ["3kb1", "3kb2", "3kb3", "3kb4"]


def test_a_repository_that_is_cut_off_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    data = car(RECORDS)
    found = read(written(tmp_path / "repo.car", data[: len(data) // 2]), KEY)
    assert found.problems


def test_a_record_of_a_wrong_shape_costs_one_record(tmp_path: Path) -> None:
    records = {**RECORDS, f"{POST}/3kb2": {"$type": POST, "text": 7}}
    found = read(written(tmp_path / "repo.car", car(records)), KEY)
    assert found.column("external_id") == ["3kb1", "3kb3", "3kb4"]
    assert [(problem.record, problem.raw) for problem in found.problems] == [(2, f"{POST}/3kb2")]


@pytest.mark.parametrize("posts", [0, 1, 2, 500])
def test_trees_of_every_size_are_walked(posts: int, tmp_path: Path) -> None:
    records: dict[str, object] = {
        f"{POST}/3k{n:04}": {"$type": POST, "text": str(n), "createdAt": "2026-03-04T08:30:00Z"} for n in range(posts)
    }
    found = read(written(tmp_path / "repo.car", car(records, level=40)), KEY)
    assert found.column("text") == [str(n) for n in range(posts)]
    assert found.problems == []


@given(st.data())
def test_a_changed_byte_never_raises(data: st.DataObject) -> None:
    original = bytearray(car(RECORDS))
    for _ in range(data.draw(st.integers(1, 4))):
        original[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))

    for _ in formats.all_formats()[KEY].read(InMemory("repo.car", bytes(original)), ReadOptions()):
        pass

"""Facebook's download: texts, shared links and pictures; everything else in it is left out."""

from __future__ import annotations

import json
from pathlib import Path

from advocacy_desk import formats
from advocacy_desk.formats import ReadOptions
from tests.formats.reading import clean, read, written, zipped

KEY = "facebook_export"
SAMPLE = Path(__file__).parent / "samples" / KEY


def test_a_text_is_put_together_again_and_facebook_s_sentences_are_no_text() -> None:
    assert read(SAMPLE, KEY).column("text") == [
        "Wir suchen Verstärkung für die Küche 🍲",
        None,
        "Sommerfest – schön wars",
        "Kurz vor dem Ziel",
    ]


def test_a_shared_link_is_a_post_and_an_event_is_not() -> None:
    found = read(SAMPLE, KEY)
    assert found.column("link") == [None, "https://nordwind.example/jobs", None, None]
    assert found.left_out == {"empty": 1}
    assert clean(SAMPLE, KEY).height == 4


def test_the_form_is_that_of_the_heaviest_medium() -> None:
    assert read(SAMPLE, KEY).column("media") == ["status", "link", "image", "video"]


def test_only_name_and_handle_are_taken_from_the_profile(tmp_path: Path) -> None:
    found = read(zipped(tmp_path / "facebook-mira.zip", SAMPLE), KEY)
    assert set(found.column("author_handle")) == {"mira.fiktiv.7"}
    assert set(found.column("author_name")) == {"Mira Fiktív"}
    assert "privat.example" not in str(found.rows)
    assert "Jonas" not in str(found.rows)


def test_the_first_era_is_read_alike(tmp_path: Path) -> None:
    old = [{"timestamp": 1546300800, "data": [{"post": "Frohes Neues"}], "title": "x"}, {"timestamp": 1546300900}]
    found = read(written(tmp_path / "posts" / "your_posts.json", json.dumps(old)).parent, KEY)
    assert found.column("text") == ["Frohes Neues"]
    assert found.left_out == {"empty": 1}


def test_the_html_version_is_explained(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><html><body><div class="pam _3-95 _2ph- _a6-g">x</div>'
    found = read(written(tmp_path / "your_posts_1.html", page), KEY)
    assert "choose JSON" in found.problems[0].message


def test_reactions_comments_and_messages_are_not_taken_for_posts(tmp_path: Path) -> None:
    reaction = [{"timestamp": 1, "data": [{"reaction": {"reaction": "LIKE"}}], "title": "x"}]
    comment = [{"timestamp": 1, "data": [{"comment": {"comment": "x"}}], "attachments": [{"data": [{"media": {}}]}]}]
    messages = {"participants": [{"name": "A"}], "messages": [{"sender_name": "A", "timestamp_ms": 1, "content": "x"}]}
    for name, content in {"likes_1.json": reaction, "comments.json": comment, "message_1.json": messages}.items():
        written(tmp_path / name, json.dumps(content))
    assert formats.plan(tmp_path).found == ()


def test_one_damaged_entry_costs_one_entry(tmp_path: Path) -> None:
    entries = [{"timestamp": "soon", "data": [{"post": "A"}]}, {"timestamp": 1772613000, "data": [{"post": "B"}]}]
    found = read(written(tmp_path / "your_posts_1.json", json.dumps(entries)), KEY, ReadOptions(author="mira"))
    assert [problem.record for problem in found.problems] == [1]
    assert found.column("text") == ["B"]
    assert found.column("author_handle") == ["mira"]

"""Teams: channels are read, chats are never opened."""

from __future__ import annotations

import json
from pathlib import Path

from advocacy_desk.formats import ReadOptions
from tests.formats.reading import clean, read, written

KEY = "teams_export"
SAMPLE = Path(__file__).parent / "samples" / KEY
GRAPH, OWN = SAMPLE / "graph.json", SAMPLE / "messages.json"


def test_messages_of_channels_are_plain_text() -> None:
    found = read(GRAPH, KEY)
    assert found.column("text") == ["Neues aus der Werkstatt\n\nWir sind fertig & froh.", "Glückwunsch!"]
    assert found.column("kind") == ["post", "reply"]
    assert found.column("reactions") == ["1", "0"]
    assert found.column("author_name") == ["Mira Fiktiv", "Jonas Erfunden"]


def test_chats_notices_and_deleted_messages_are_left_out() -> None:
    assert read(GRAPH, KEY).left_out == {"not_public": 1, "not_own": 1, "deleted": 1}


def test_of_the_personal_export_only_own_messages_in_channels_are_read() -> None:
    found = read(OWN, KEY, ReadOptions(author="mira"))
    assert found.column("text") == ["Hallo Team"]
    assert found.column("author_handle") == ["mira"]
    assert found.left_out == {"not_own": 1, "not_public": 1}
    assert "geheim" not in str(found)


def test_a_chat_does_not_even_appear_among_the_problems(tmp_path: Path) -> None:
    content = json.loads(OWN.read_text(encoding="utf-8"))
    content["conversations"][1]["MessageList"] = "geheim"
    found = read(written(tmp_path / "messages.json", json.dumps(content)), KEY)
    assert len(found.problems) == 1
    assert "geheim" not in str(found)


def test_a_bare_list_is_read_like_a_page_of_graph(tmp_path: Path) -> None:
    content = json.loads(GRAPH.read_text(encoding="utf-8"))["value"]
    assert read(written(tmp_path / "a.json", json.dumps(content)), KEY).rows == read(GRAPH, KEY).rows


def test_dates_are_understood() -> None:
    assert clean(GRAPH, KEY)["published_at"].to_list() == [1772613000, 1772613060]
    assert clean(OWN, KEY)["published_at"].to_list() == [1772613600]

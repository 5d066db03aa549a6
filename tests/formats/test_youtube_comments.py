"""YouTube comments out of Google Takeout: text in pieces, in two layouts."""

from __future__ import annotations

from pathlib import Path

import pytest

from advocacy_desk.formats import ReadOptions
from tests.formats.reading import clean, read, written

KEY = "youtube_comments"
SAMPLE = Path(__file__).parent / "samples" / KEY


def test_the_pieces_of_a_text_are_joined_in_both_layouts() -> None:
    assert read(SAMPLE, KEY).column("text") == ["Alt, aber gut", "Schöner Film, danke!\nBis bald", "Gern"]


def test_a_comment_has_an_address_and_an_id() -> None:
    posts = clean(SAMPLE, KEY)
    assert posts["external_id"].to_list() == ["Ugx0", "Ugx1", "Ugx2.9z"]
    assert posts["url"][1] == "https://www.youtube.com/watch?v=vid1abcdefg&lc=Ugx1"
    assert set(posts["kind"]) == {"comment"}


def test_the_author_is_the_channel_or_whom_the_person_says() -> None:
    assert set(read(SAMPLE, KEY).column("author_handle")) == {"UCfiktiv7mira"}
    assert set(read(SAMPLE, KEY, ReadOptions(author="mira")).column("author_handle")) == {"mira"}


def test_blank_lines_at_the_end_are_no_records() -> None:
    found = read(SAMPLE / "YouTube and YouTube Music", KEY)
    assert found.column("record") == [1, 2]
    assert found.problems == []


@pytest.mark.parametrize(
    ("cell", "words"),
    [("plain words", "plain words"), ('"{""text"":""a"", ""mention"":{}}"', "a"), ('"{""text"":5}"', '{"text":5}')],
)
def test_whatever_stands_in_the_cell_is_kept(cell: str, words: str, tmp_path: Path) -> None:
    head = "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text\n"
    path = written(tmp_path / "comments.csv", f"{head}U1,UC1,2023-03-04T08:30:00+00:00,0,,v1,{cell}\n")
    assert read(path, KEY).column("text") == [words]

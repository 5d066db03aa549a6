"""LinkedIn comments: quotation marks behind a backslash, and no address of their own."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.formats import ReadOptions, linkedin_comments
from tests.formats.reading import InMemory, clean, read, written

KEY = "linkedin_comments"
SAMPLE = Path(__file__).parent / "samples" / KEY
HEAD = "Date,Link,Message\n"
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7300000000000000001"


def test_quotation_marks_and_line_breaks_are_whole() -> None:
    assert read(SAMPLE, KEY).column("text") == [
        'Jonas Erfunden das nennt man "Übergabe", oder?\nZweite Zeile',
        "Danke!",
        'Mit Komma, und "Zitat"',
    ]


def test_the_post_commented_on_is_a_link_and_no_identity() -> None:
    posts = clean(SAMPLE, KEY)
    assert posts["url"].null_count() == 3
    assert posts["external_id"].n_unique() == 3
    assert posts["external_id"].str.starts_with("c:").all()
    assert set(posts["kind"]) == {"comment"}


def test_the_member_s_name_comes_from_the_profile_and_nothing_else_does() -> None:
    found = read(SAMPLE, KEY)
    assert set(found.column("author_name")) == {"Mira Fiktiv"}
    assert "Geheimweg" not in str(found.rows)


def test_the_same_comment_twice_is_one(tmp_path: Path) -> None:
    twice = f"{HEAD}2026-03-04 08:30:00,{LINK},Ja\n2026-03-04 08:30:00,{LINK},Ja\n"
    assert clean(written(tmp_path / "Comments.csv", twice), KEY).height == 1


def test_a_row_with_too_many_cells_costs_one_row(tmp_path: Path) -> None:
    path = written(tmp_path / "Comments.csv", f"{HEAD}2026-03-04 08:30:00,{LINK},a,b\n2026-03-05 08:30:00,{LINK},c\n")
    found = read(path, KEY)
    assert [problem.record for problem in found.problems] == [1]
    assert found.column("text") == ["c"]


def test_another_table_of_three_columns_is_not_linkedin_s(tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", f"{HEAD}2026-03-04,https://blog.example/1,Hallo Welt\n")
    assert read(path, KEY).rows == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1))
def test_what_linkedin_writes_is_read_back(words: str) -> None:
    cell = words.replace("\\", "\\\\").replace('"', '\\"')
    data = f'{HEAD}2026-03-04 08:30:00,{LINK},"{cell}"\n'.encode()
    (batch,) = linkedin_comments.FORMAT.read(InMemory("Comments.csv", data), ReadOptions())
    assert batch.frame["text"].to_list() == [words]

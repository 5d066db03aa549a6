"""LinkedIn's analytics of own posts: two tables side by side, joined by the address of the post."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from advocacy_desk.formats import ReadOptions
from tests.formats.reading import clean, read

KEY = "linkedin_creator"
SAMPLE = Path(__file__).parent / "samples" / KEY
POST = "https://www.linkedin.com/feed/update/urn:li:activity:730000000000000000"


def test_the_two_tables_are_joined_by_the_address() -> None:
    found = read(SAMPLE, KEY)
    by_id = {row["external_id"]: (row["published"], row["impressions"]) for row in found.rows}
    assert by_id == {
        "activity:7300000000000000001": ("6/7/2025", "285"),
        "activity:7300000000000000002": ("7/17/2025", "12,463"),
        "activity:7300000000000000003": ("12/5/2025", None),
    }


def test_a_post_without_text_is_kept_for_its_address() -> None:
    posts = clean(SAMPLE, KEY)
    assert posts.height == 3
    assert sorted(posts["impressions"].drop_nulls()) == [285, 12463]


def test_the_name_is_that_of_the_file_and_the_handle_what_the_person_says() -> None:
    found = read(SAMPLE, KEY, ReadOptions(author="mira"))
    assert set(found.column("author_name")) == {"Mira Fiktiv"}
    assert set(found.column("author_handle")) == {"mira"}


def test_another_language_changes_the_order_of_day_and_month(tmp_path: Path) -> None:
    path = tmp_path / "Content_2025-01-01_2025-12-31_Mira.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_urls": False}) as book:
        book.add_worksheet("Descoberta").write(0, 0, "Desempenho")
        sheet = book.add_worksheet("Principais publicações")
        sheet.write_row(3, 0, [f"{POST}1", "17/02/2025", "5", "", f"{POST}2", "03/02/2025", "9"])
    posts = clean(path, KEY)
    assert sorted(posts["day"]) == [20122, 20136]


def test_a_real_file(real_samples: Path) -> None:
    found = read(real_samples / "linkedin_creator_analytics", KEY)
    assert len(found.rows) == 45
    assert clean(real_samples / "linkedin_creator_analytics", KEY).height == 45

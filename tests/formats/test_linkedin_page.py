"""LinkedIn's company page: its posts with their figures, and who posted them."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from tests.formats.reading import clean, read

KEY = "linkedin_page"
SAMPLE = Path(__file__).parent / "samples" / KEY
LINK = "https://www.linkedin.com/feed/update/urn:li:activity:7300000000000000001"


def test_posts_have_their_whole_text_and_figures() -> None:
    first, second = read(SAMPLE, KEY).rows
    assert first["text"] == "Unser Team wächst.\nKommt zu uns! #TeamNordlicht"
    assert (first["impressions"], first["clicks"], first["reactions"]) == ("637", "1194", "16")
    assert (first["comments"], first["shares"]) == ("0", "2")
    assert second["media"] == "Video"


def test_the_author_is_who_posted_it_else_the_page() -> None:
    posts = clean(SAMPLE, KEY)
    assert posts["handle"].to_list() == ["Mira Fiktiv", "nordwind"]


def test_dates_are_month_first_and_in_utc() -> None:
    assert clean(SAMPLE, KEY)["day"].to_list() == [20516, 20517]


def test_the_id_is_that_of_the_activity() -> None:
    assert clean(SAMPLE, KEY)["external_id"][0] == "activity:7300000000000000001"


def test_headings_in_another_language_are_known_by_their_places(tmp_path: Path) -> None:
    path = tmp_path / "nordwind_content_1772900000000.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Todas as publicações")
        sheet.write(0, 0, "Nota")
        sheet.write_row(1, 0, [f"Título {n}" for n in range(20)])
        row = [
            "Olá",
            LINK,
            "Orgânico",
            "",
            "Mira Fiktiv",
            "25/03/2026",
            "",
            "",
            "Todos",
            5,
            "",
            "",
            2,
            0.4,
            1,
            0,
            0,
            "",
            0.2,
            "x",
        ]
        sheet.write_row(2, 0, row)
    posts = clean(path, KEY)
    assert posts["text"].to_list() == ["Olá"]
    assert posts["impressions"].to_list() == [5]
    assert posts["day"].to_list() == [20537]


def test_a_real_content_file(real_samples: Path) -> None:
    found = read(real_samples / "linkedin_company_page", KEY)
    assert len(found.rows) == 168
    assert found.problems == []
    posts = clean(real_samples / "linkedin_company_page", KEY)
    assert posts.height == 168
    assert posts["author_name"].null_count() == 0
    assert posts["impressions"].null_count() == 0

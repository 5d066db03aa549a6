"""Medium's download: one article a page, drafts left out, an archive read as one import."""

from __future__ import annotations

from pathlib import Path

from advocacy_desk import formats
from tests.formats.reading import clean, read, written, zipped

KEY = "medium_export"
SAMPLE = Path(__file__).parent / "samples" / KEY
FIRST = SAMPLE / "posts" / "2026-03-04_Wie-wir-warten-0123456789ab.html"


def test_an_article_is_title_subtitle_and_body_each_once() -> None:
    assert read(SAMPLE, KEY).column("text") == [
        "Wie wir warten\n\nDer Wind dreht & wir drehen mit.\n\n– erst prüfen\n– dann fetten",
        "Zweite Geschichte\n\nMit Untertitel\n\nKurz.",
    ]


def test_time_author_and_address_stand_at_its_foot() -> None:
    first = read(SAMPLE, KEY).rows[0]
    assert first["published"] == "2026-03-04T08:30:00.000Z"
    assert first["author_handle"] == "mira.fiktiv"
    assert first["author_name"] == "Mira Fiktiv"
    assert first["external_id"] == "0123456789ab"
    assert first["url"] == "https://medium.com/@mira.fiktiv/x-0123456789ab"


def test_drafts_are_left_out() -> None:
    assert read(SAMPLE, KEY).left_out == {"not_public": 1}
    assert clean(SAMPLE, KEY).height == 2


def test_an_archive_is_one_import(tmp_path: Path) -> None:
    plan = formats.plan(zipped(tmp_path / "medium.zip", SAMPLE))
    assert [source.name for _, source in plan.found] == [f"posts/{FIRST.name}"]
    assert plan.unknown == ()


def test_a_page_chosen_alone_is_read_alone() -> None:
    assert len(read(FIRST, KEY).rows) == 1


def test_a_page_of_somebody_else_is_not_taken_for_an_article(tmp_path: Path) -> None:
    written(tmp_path / "index.html", "<html><body><article>Hallo</article></body></html>")
    assert formats.plan(tmp_path).found == ()


def test_a_page_nested_beyond_reason_is_a_problem(tmp_path: Path) -> None:
    page = '<article class="h-entry"><h1 class="p-name">x</h1>' + "<div>" * 50_000
    found = read(written(tmp_path / "x.html", page), KEY)
    assert found.rows == []
    assert [problem.record for problem in found.problems] == [1]

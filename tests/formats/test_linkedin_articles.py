"""LinkedIn articles: one HTML page each, drafts left out."""

from __future__ import annotations

from pathlib import Path

from advocacy_desk import formats
from tests.formats.reading import clean, read, zipped

KEY = "linkedin_articles"
SAMPLE = Path(__file__).parent / "samples" / KEY


def test_an_article_is_its_title_and_its_body() -> None:
    assert read(SAMPLE, KEY).column("text") == [
        "Was uns trägt\n\nDer Wind & die Leute.\n\nWarum\n\nWeil es zählt.",
        "Zweiter Artikel\n\nKurz.",
    ]


def test_the_time_of_publication_counts_and_a_draft_has_none() -> None:
    found = read(SAMPLE, KEY)
    assert found.column("published") == ["2026-03-04 17:27", "2026-03-05 08:00"]
    assert found.left_out == {"not_public": 1}
    assert clean(SAMPLE, KEY)["published_at"].to_list() == [1772645220, 1772697600]


def test_the_permalink_gives_the_id_and_the_profile_the_author(tmp_path: Path) -> None:
    found = read(zipped(tmp_path / "Complete_LinkedInDataExport.zip", SAMPLE), KEY)
    assert found.column("external_id") == ["pulse:was-uns-trägt-mira-fiktiv", "pulse:zweiter-artikel-mira-fiktiv"]
    assert set(found.column("author_name")) == {"Mira Fiktiv"}
    assert set(found.column("kind")) == {"article"}


def test_all_articles_of_an_archive_are_one_import() -> None:
    plan = formats.plan(SAMPLE)
    assert len(plan.found) == 1
    assert plan.unknown == ()

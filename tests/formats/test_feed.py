"""Feeds: one article an entry, with its own author, its whole text and an address."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk import formats
from advocacy_desk.formats import ReadOptions
from advocacy_desk.intake import Cleaner
from tests.formats.reading import InMemory, clean, read, written

KEY = "feed"
SAMPLE = Path(__file__).parent / "samples" / KEY
ATOM, RSS = SAMPLE / "blog.atom", SAMPLE / "podcast.rss"


def _item(body: str, head: str = "") -> str:
    return f'<rss version="2.0"><channel><link>https://a.example</link>{head}<item>{body}</item></channel></rss>'


def test_the_whole_text_wins_over_the_teaser() -> None:
    assert read(ATOM, KEY).column("text") == [
        "Wie wir Windräder warten\n\nEin Blick in die Gondel & aufs Meer.\n\nZweiter Absatz. #TeamNordlicht",
        "Kurz notiert\n\nNur ein Anriss",
    ]


def test_an_entry_s_own_author_wins_over_the_feed_s() -> None:
    found = read(ATOM, KEY)
    assert found.column("author_name") == ["Mira Fiktiv", "Redaktion Nordwind"]
    assert found.column("author_email") == ["mira.fiktiv@nordwind.example", None]
    assert read(RSS, KEY).column("author_name") == ["Jonas Erfunden", "Lea Beispiel"]


def test_a_feed_without_authors_belongs_to_whom_the_person_says(tmp_path: Path) -> None:
    path = written(tmp_path / "f.xml", _item("<title>Hallo</title>"))
    assert read(path, KEY, ReadOptions(author="mira")).column("author_handle") == ["mira"]
    assert set(read(ATOM, KEY, ReadOptions(author="mira")).column("author_handle")) == {None}


def test_addresses_are_whole() -> None:
    assert read(ATOM, KEY).column("url") == [
        "https://blog.nordwind.example/2026/warten",
        "https://blog.nordwind.example/2026/kurz",
    ]


def test_an_entry_without_an_id_is_known_by_its_address() -> None:
    assert read(RSS, KEY).column("external_id") == ["folge-1", "https://podcast.nordwind.example/2"]


def test_latin_1_is_read_as_declared_and_sound_is_audio() -> None:
    first = read(RSS, KEY).rows[0]
    assert first["text"] == "Folge 1: Übergabe\n\nEin Gespräch über Schichtübergaben."
    assert first["media"] == "audio"
    assert read(ATOM, KEY).column("media") == ["article", "article"]


def test_dates_are_moments() -> None:
    assert clean(SAMPLE, KEY)["published_at"].to_list() == [1772613000, 1772614800, 1772609400, 1772699400]


def test_a_date_in_another_language_is_a_problem_with_its_wording(tmp_path: Path) -> None:
    body = "<title>Hallo</title><pubDate>Seg, 24 Set 2018 19:18:49 -0300</pubDate>"
    path = written(tmp_path / "f.rss", _item(body))
    ((form, source),) = formats.plan(path).found
    (batch,) = form.read(source, ReadOptions())
    (problem,) = Cleaner().clean(batch).problems
    assert problem.fields == {"value": "Seg, 24 Set 2018 19:18:49 -0300"}


def test_own_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + _item("<title>&b;</title>")
    for data in (bomb.encode(), bomb.encode("utf-16")):
        found = read(written(tmp_path / "f.rss", data), KEY)
        assert found.rows == []
        assert "without bound" in found.problems[0].message


def test_a_feed_that_is_no_xml_any_more_is_a_problem(tmp_path: Path) -> None:
    found = read(written(tmp_path / "f.rss", '<rss version="2.0"><channel>' + "\x00\x01" * 10), KEY)
    assert [problem.record for problem in found.problems] == [1]


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_stands_in_an_entry_is_read_without_an_exception(title: str, body: str) -> None:
    record = f"<title>{title}</title><description><![CDATA[{body}]]></description>"

    source = InMemory("f.rss", _item(record).encode(errors="replace"))
    for batch in formats.all_formats()[KEY].read(source, ReadOptions()):
        Cleaner().clean(batch)


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("encoding.rss", 40),
        ("feedburner.atom", 25),
        ("heise.atom", 15),
        ("reddit-atom.rss", 24),
        ("uolNoticias.rss", 15),
    ],
)
def test_real_feeds(real_samples: Path, name: str, entries: int) -> None:
    found = read(real_samples / "feeds" / name, KEY)
    assert len(found.rows) == entries
    assert found.problems == []
    assert all(url and str(url).startswith("http") for url in found.column("url"))
    assert not any("�" in str(words) for words in found.column("text"))

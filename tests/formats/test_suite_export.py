"""Suites are known by their headings, and only what was measured counts as measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advocacy_desk import formats
from advocacy_desk.formats import ReadOptions
from tests.formats.reading import clean, read, written

SAMPLES = Path(__file__).parent / "samples" / "suite_export"
KEY = "suite_export"


def _post(name: str) -> dict[str, Any]:
    return clean(SAMPLES / name, KEY).row(0, named=True)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.stem)
def test_every_suite_gives_network_identity_author_moment_and_text(path: Path) -> None:
    posts = clean(path, KEY)
    assert not posts["network"].is_in(["other"]).any()
    assert not posts["external_id"].str.starts_with("c:").any()
    assert posts["handle_key"].null_count() == 0
    assert (posts["text"].str.len_chars() > 3).all()
    assert posts["published_at"].is_between(1_700_000_000, 1_800_000_000).all()


def test_sprouts_sender_is_the_author_and_the_profile_stands_in() -> None:
    posts = clean(SAMPLES / "sprout.csv", KEY)
    assert posts["author_name"].to_list() == ["Mira Falk", "nordwind_demo"]
    assert posts["impressions"].to_list() == [1204, 70]
    assert posts["text"][0] == "Ein guter Tag.\nZweite Zeile"


@pytest.mark.parametrize("name", ["meltwater_2021.csv", "meltwater_2026.csv", "brandwatch.csv", "talkwalker.csv"])
def test_what_a_suite_estimates_is_not_a_measured_figure(name: str) -> None:
    assert _post(name)["reach"] is None
    assert _post(name)["impressions"] in {None, 300}  # Meltwater's "Views" come from the network


def test_meltwaters_tables_are_read_in_utf_16_with_tabs() -> None:
    old = _post("meltwater_2021.csv")
    assert (old["external_id"], old["text"]) == ("1980000000000000001", "Größe zählt, sagt der Wind")
    assert old["published_at"] == 1_761_170_940  # 22 October 2025, 22:09
    assert (old["followers"], old["language"]) == (4711, "de")


def test_meltwaters_day_and_time_belong_together_and_its_own_ids_are_none_of_the_network() -> None:
    new = _post("meltwater_2026.csv")
    assert new["published_at"] == 1_772_439_300  # 2 March 2026, 08:15
    assert new["external_id"] == "activity:7300000000000000009"


def test_brandwatchs_lines_about_the_report_are_passed_over() -> None:
    assert read(SAMPLES / "brandwatch.csv", KEY).column("text") == ["Der Wind dreht, und wir mit ihm #wind"]


def test_a_post_of_x_without_a_date_has_one_in_its_id() -> None:
    assert _post("hootsuite.csv")["published_at"] == 1_772_347_853


def test_an_id_that_excel_destroyed_is_taken_from_the_address() -> None:
    post = _post("Jan-01-2026_Mar-31-2026_1234567890123456.csv")
    assert (post["external_id"], post["media"], post["reach"]) == ("DAbcdEfGhi1", "image", 700)
    assert post["published_at"] == 1_769_652_720  # 18:12 in Los Angeles


def test_meta_is_read_in_german_too() -> None:
    post = _post("instagram_de.csv")
    assert (post["impressions"], post["reactions"], post["comments"], post["shares"]) == (1900, 30, 4, 2)


def test_facebooks_title_stands_in_for_a_description() -> None:
    assert _post("facebook.csv")["text"] == "Moin aus Kiel"


def test_columns_can_be_corrected_by_hand() -> None:
    ((form, source),) = formats.plan(SAMPLES / "hootsuite.csv").found
    layout = form.layout(source, ReadOptions())
    assert layout is not None
    assert (layout.guess.network, layout.guess.columns["Tweet Text"]) == ("x", "text")
    mapping = formats.ColumnMapping(columns={"Tweet Permalink": "text"}, network="mastodon")
    frame = next(form.read(source, ReadOptions(mapping=mapping))).frame
    assert frame["text"].to_list() == ["https://twitter.com/mirafalk/status/2028000000000000003"]
    assert frame["network"].to_list() == ["mastodon"]


def test_a_table_with_other_headings_is_no_suites(tmp_path: Path) -> None:
    path = written(tmp_path / "posts.csv", "Date,Network,Post\n2026-01-01,X,Moin moin\n")
    assert [form.key for form, _ in formats.plan(path).found] == ["table"]

"""Real files of real platforms, where they are at hand; they are not part of the repository."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from advocacy_desk import formats, intake
from advocacy_desk.formats import ReadOptions

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real exports are not on this machine")


def _clean(folder: str) -> tuple[list[str], list[intake.CleanBatch]]:
    plan = formats.plan(SAMPLES / folder)
    found = [(form, source) for form, source in plan.found if form.carries == "posts"]
    cleaned = []
    for form, source in found:
        cleaner = intake.Cleaner(file=source.name)
        cleaned += [cleaner.clean(batch) for batch in form.read(source, ReadOptions())]
    return [form.key for form, _ in found], cleaned


def _posts(cleaned: list[intake.CleanBatch]) -> pl.DataFrame:
    assert not any(batch.problems for batch in cleaned)
    return pl.concat([batch.posts for batch in cleaned])


def test_a_plain_table_of_twenty_thousand_posts() -> None:
    keys, cleaned = _clean("german_politicians")
    posts = _posts(cleaned)
    assert keys == ["table"]
    assert posts.height == 20_838
    assert posts["handle_key"].n_unique() == 32
    assert set(posts["network"]) == {"x"}
    assert posts["followers"].null_count() == 0
    assert posts["impressions"].null_count() == posts.height  # not in the file: unknown, not zero


def test_a_directory_of_numbers_and_handles() -> None:
    people = [
        intake.clean_people(batch)
        for form, source in formats.plan(SAMPLES / "german_politicians").found
        if form.carries == "people"
        for batch in form.read(source, ReadOptions())
    ]
    frame = pl.concat([clean.people for clean in people])
    assert frame.height == 32
    assert frame["team"].n_unique() in {6, 7}
    assert frame["number"][0] == "00001"
    assert {account["network"] for accounts in frame["accounts"].to_list() for account in accounts} == {"x"}


def test_a_linkedin_export() -> None:
    keys, cleaned = _clean("linkedin_export")
    assert keys == ["linkedin_shares"]
    posts = _posts(cleaned)
    assert posts.height + sum(batch.left_out.get("repeated", 0) for batch in cleaned) == 202
    assert not posts["text"].str.contains('"\n"', literal=True).any()
    assert posts["text"].str.contains("\n\n", literal=True).sum() > 100


def test_an_x_archive() -> None:
    keys, cleaned = _clean("x_archive")
    assert keys == ["x_archive"]
    posts = _posts(cleaned)
    assert posts.height == 22
    assert posts["reactions"].null_count() == 0


def test_fourteen_files_of_x_analytics() -> None:
    keys, cleaned = _clean("x_analytics")
    assert keys == ["x_analytics"] * 14
    posts = _posts(cleaned)
    assert posts["impressions"].null_count() == 0
    assert posts["handle_key"].n_unique() == 2
    assert formats.plan(SAMPLES / "x_analytics").unknown == ("account_overview_analytics.csv",)

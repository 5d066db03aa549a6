"""The input of the benchmarks is the same everywhere, hard to read, and read whole by our importer."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from advocacy_desk import formats, intake
from advocacy_desk.formats import ReadOptions
from benchmarks import posts_file

if TYPE_CHECKING:
    from pathlib import Path

POSTS = 2_000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bench") / "posts.csv"
    posts_file.write(file, POSTS)
    return file


@pytest.fixture(scope="module")
def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_it_is_the_same_each_time(file: Path, tmp_path: Path) -> None:
    posts_file.write(tmp_path / "again.csv", POSTS)

    assert (tmp_path / "again.csv").read_bytes() == file.read_bytes()


def test_it_has_as_many_rows_as_asked_for_and_thirteen_columns(rows: list[dict[str, str]]) -> None:
    assert len(rows) == POSTS
    assert all(len(row) == 13 for row in rows)


def test_about_two_in_a_hundred_rows_repeat_an_id(rows: list[dict[str, str]]) -> None:
    distinct = {(row["platform"], row["post_id"]) for row in rows}

    assert 0.01 <= 1 - len(distinct) / POSTS <= 0.03


def test_it_holds_what_breaks_naive_readers(rows: list[dict[str, str]]) -> None:
    texts = "".join(row["text"] for row in rows)

    assert "\n" in texts
    assert '"' in texts
    assert "🚀" in texts
    assert {row["published_at"][-6:][0] for row in rows} >= {"+", "-"}


def test_our_importer_reads_every_row_without_a_problem(file: Path, rows: list[dict[str, str]]) -> None:
    ((form, source),) = formats.plan(file, None).found
    cleaner = intake.Cleaner(network_default=None, author=None)
    batches = [cleaner.clean(batch) for batch in form.read(source, ReadOptions())]
    kept = sum(batch.posts.height for batch in batches)

    assert not any(batch.problems for batch in batches)
    assert kept == len({(row["platform"], row["post_id"]) for row in rows})
    assert kept + sum(batch.left_out.get("repeated", 0) for batch in batches) == POSTS

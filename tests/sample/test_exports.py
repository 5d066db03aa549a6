"""What the sample writes is read back by the program's own formats, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from advocacy_desk import formats, intake, sample
from advocacy_desk.formats import ReadOptions

if TYPE_CHECKING:
    from pathlib import Path

POSTS = 1200


@pytest.fixture(scope="module")
def company() -> sample.Company:
    return sample.company(posts=POSTS)


@pytest.fixture(scope="module")
def folder(company: sample.Company, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    sample.write(company, folder)
    return folder


@pytest.fixture(scope="module")
def read(folder: Path) -> dict[str, list[intake.CleanBatch]]:
    """Return the clean batches by the key of the format that read them."""
    batches: dict[str, list[intake.CleanBatch]] = {}
    for form, source in formats.plan(folder, None).found:
        if form.carries == "posts":
            cleaner = intake.Cleaner(network_default=None, author=None)
            clean = [cleaner.clean(batch) for batch in form.read(source, ReadOptions())]
            batches.setdefault(form.key, []).extend(clean)
    return batches


def test_the_same_company_gives_the_same_bytes(company: sample.Company, folder: Path, tmp_path: Path) -> None:
    for path in sample.write(company, tmp_path):
        assert path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes()


def test_every_file_is_recognised_and_every_format_of_an_export_is_there(folder: Path) -> None:
    plan = formats.plan(folder, None)

    assert plan.unknown == ()
    assert {form.key for form, _ in plan.found} == {"directory", "table", "linkedin_shares", "x_analytics", "x_archive"}


def test_every_post_comes_back_without_a_problem(read: dict[str, list[intake.CleanBatch]]) -> None:
    batches = [batch for batches in read.values() for batch in batches]

    assert sum(batch.posts.height for batch in batches) == POSTS
    assert not any(batch.problems for batch in batches)
    assert not any(batch.left_out for batch in batches)


def test_texts_and_counts_come_back_to_the_letter(
    company: sample.Company, read: dict[str, list[intake.CleanBatch]]
) -> None:
    back = pl.concat([batch.posts for batch in read["table"]])
    ours = company.posts.with_columns(pl.col("external_id").str.strip_prefix("urn:li:"))
    both = ours.join(back, on="external_id", suffix="_back")

    assert both.height > POSTS / 2
    assert (both["text"] == both["text_back"]).all()
    for column in ("followers", "impressions", "reach", "reactions", "comments", "shares", "clicks"):
        assert both[column].cast(pl.Int64).equals(both[f"{column}_back"]), column


def test_times_come_back_to_the_second(company: sample.Company, read: dict[str, list[intake.CleanBatch]]) -> None:
    back = pl.concat([batch.posts for batch in read["table"]])
    both = company.posts.join(back, on="external_id")

    assert both["published"].str.to_datetime("%Y-%m-%dT%H:%M:%SZ").dt.epoch("s").equals(both["published_at"])


def test_every_mention_is_an_account_of_somebody(
    company: sample.Company, read: dict[str, list[intake.CleanBatch]]
) -> None:
    known = {intake.handle_key(account.handle) for account in company.accounts}
    mentions = pl.concat([batch.mentions for batches in read.values() for batch in batches])

    assert mentions.height > POSTS / 5
    assert set(mentions["handle"]) <= known


def test_the_directory_comes_back_with_accounts_and_dates(company: sample.Company, folder: Path) -> None:
    (found,) = [(form, source) for form, source in formats.plan(folder, None).found if form.carries == "people"]
    form, source = found
    people = pl.concat([intake.clean_people(batch).people for batch in form.read(source, ReadOptions())])
    by_number = {row["number"]: row for row in people.to_dicts()}

    assert set(by_number) == {person.number for person in company.employees}
    for person in company.employees:
        row = by_number[person.number]
        expected = {(a.network, a.handle) for a in company.accounts if a.owner == person.number and a.clue == "account"}
        assert {(account["network"], account["handle"]) for account in row["accounts"]} == expected
        assert (row["joined"], row["left"], row["team"]) == (person.joined, person.left, person.team)
        assert row["active"] is (person.left is None)

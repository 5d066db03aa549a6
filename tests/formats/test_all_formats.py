"""What every format promises, tried on its own samples. A new format is found here as the program finds it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from advocacy_desk import formats
from advocacy_desk.formats import PEOPLE_COLUMNS, POST_COLUMNS, ReadOptions, SourceFormat

if TYPE_CHECKING:
    from collections.abc import Callable

    from advocacy_desk.formats import Batch, Source

SAMPLES = Path(__file__).parent / "samples"
PAIRS = [
    pytest.param(form, source.name, id=f"{form.key}:{source.name}")
    for form in formats.all_formats().values()
    if (SAMPLES / form.key).is_dir()
    for known, source in formats.plan(SAMPLES / form.key).found
    if known is form
]


def _garbage(_: bytes) -> bytes:
    return random.Random(7).randbytes(200_000)


def _one_line(_: bytes) -> bytes:
    return b'a,"b' * 500_000


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut off early": lambda data: data[: len(data) // 3],
    "cut off late": lambda data: data[:-7],
    "in another encoding": lambda data: data.decode("latin-1").encode("utf-16"),
    "with broken characters": lambda data: data.replace(b"e", b"\xff\xfe\x81"),
    "with zeros": lambda data: data.replace(b"a", b"\x00"),
    "its quotation marks lost": lambda data: data.replace(b'"', b"", 3),
    "in reverse": lambda data: data[::-1],
    "random bytes": _garbage,
    "one giant line": _one_line,
}


def _source(folder: Path, name: str) -> Source:
    return next(source for source in formats.open_path(folder) if source.name == name)


def _rows(batches: list[Batch]) -> int:
    return sum(batch.frame.height for batch in batches)


def test_every_format_has_samples() -> None:
    assert {pair.values[0].key for pair in PAIRS if isinstance(pair.values[0], SourceFormat)} == set(
        formats.all_formats()
    )


@pytest.mark.parametrize(("form", "name"), PAIRS)
def test_it_recognises_its_own_samples_best(form: SourceFormat, name: str) -> None:
    guesses = formats.recognise(_source(SAMPLES / form.key, name))
    assert guesses[0].format is form
    assert all(guess.confidence < guesses[0].confidence for guess in guesses[1:])


@pytest.mark.parametrize("form", formats.all_formats().values(), ids=lambda form: form.key)
def test_it_leaves_nothing_of_its_samples_to_others(form: SourceFormat) -> None:
    plan = formats.plan(SAMPLES / form.key)
    assert {known.key for known, _ in plan.found} == {form.key}
    assert plan.unknown == ()


@pytest.mark.parametrize(("form", "name"), PAIRS)
def test_it_reads_text_columns_of_the_contract(form: SourceFormat, name: str) -> None:
    known = POST_COLUMNS if form.carries == "posts" else PEOPLE_COLUMNS
    batches = list(form.read(_source(SAMPLES / form.key, name), ReadOptions()))
    assert _rows(batches) > 0
    for batch in batches:
        schema = dict(batch.frame.schema)
        assert schema.pop("record") == pl.UInt32
        assert set(schema) <= set(known)
        assert set(schema.values()) == {pl.String}
        assert not batch.problems
        assert "" not in batch.frame.select(pl.col(pl.String)).unpivot()["value"].to_list()


@pytest.mark.parametrize(("form", "name"), PAIRS)
def test_its_record_numbers_are_unique_and_start_at_one(form: SourceFormat, name: str) -> None:
    batches = list(form.read(_source(SAMPLES / form.key, name), ReadOptions()))
    records = [number for batch in batches for number in batch.frame["record"].to_list()]
    assert records[0] == 1
    assert len(set(records)) == len(records)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize(("form", "name"), PAIRS)
def test_damage_gives_problems_or_nothing_and_never_an_exception(
    form: SourceFormat, name: str, damage: str, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(SAMPLES / form.key, folder)
    for path in folder.rglob("*.*"):
        path.write_bytes(DAMAGES[damage](path.read_bytes()))
    source = _source(folder, name)
    assert 0 <= form.recognise(source) <= 1
    assert form.layout(source, ReadOptions()) is None or form.layout(source, ReadOptions())
    for batch in form.read(source, ReadOptions()):
        assert all(problem.record > 0 and len(problem.raw) <= 500 for problem in batch.problems)


@pytest.mark.parametrize(("form", "name"), PAIRS)
def test_it_is_lazy(form: SourceFormat, name: str, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(SAMPLES / form.key, folder)
    source = _source(folder, name)
    form.recognise(source)
    reading = form.read(source, ReadOptions())
    assert isinstance(reading, Iterator)
    (folder / name).unlink()
    (folder / name).write_bytes(b"")  # what was not read before is not read behind our back
    assert _rows(list(reading)) in {0, *range(10)}


@pytest.mark.parametrize(("form", "name"), PAIRS)
def test_it_names_all_files_that_it_reads(form: SourceFormat, name: str) -> None:
    source = _source(SAMPLES / form.key, name)
    members = form.members(source)
    assert source in members
    assert len(set(members)) == len(members)
    assert len(formats.sha256(members)) == 64

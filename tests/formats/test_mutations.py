"""Every format survives its own samples with pieces cut out, doubled, swapped and overwritten, and so does cleaning.

``MUTATIONS=5000 python -m pytest tests/formats/test_mutations.py`` tries more than the few of every run. A number that
ever failed is kept in ``FAILED_ONCE`` and tried every time.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from advocacy_desk import formats
from advocacy_desk.formats import ReadOptions, SourceFormat
from advocacy_desk.intake import Cleaner, clean_people
from tests.formats.reading import InMemory

SAMPLES = Path(__file__).parent / "samples"
TRIED = int(os.environ.get("MUTATIONS", "6"))
FAILED_ONCE: dict[str, tuple[int, ...]] = {}
PAIRS = [
    pytest.param(form, SAMPLES / form.key / source.name, id=f"{form.key}:{source.name}")
    for form in formats.all_formats().values()
    for known, source in formats.plan(SAMPLES / form.key).found
    if known is form
]
_TOKENS = (
    b"\x00", b"\xff\xfe", b'"', b"'", b",", b";", b"\n", b"\r\n\r\n", b"{", b"}", b"[", b"]", b"<", b"</p>", b"null",
    b"1e999", b"-1", b"9" * 40, b'{"a":' * 50, b"=", b"\\", b"\\ud800", b"\xed\xa0\x80", "ß\u200b\u202e".encode(),
    b"true", b"0001-01-01", b"99999-99-99", b":", b"::", b"\t",
)  # fmt: skip


def mutated(data: bytes, seed: int) -> bytes:
    """Return the data with one to eight pieces changed, the same ones for the same seed."""
    rng = random.Random(seed)
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(changed) + 1)
        piece = slice(at, at + rng.choice((1, 2, 8, 64, 512)))
        kind = rng.randrange(5)
        if kind == 0:
            del changed[piece]
        elif kind == 1:
            changed[at:at] = changed[piece]
        elif kind == 2:
            changed[at:at] = rng.choice(_TOKENS)
        elif kind == 3:
            changed[piece] = rng.choice(_TOKENS)
        elif at < len(changed):
            changed[at] = rng.randrange(256)
    return bytes(changed)


def survives(form: SourceFormat, path: Path, seed: int) -> None:
    """Read and clean a mutated file: problems are welcome, exceptions are not."""
    source = InMemory(path.name, mutated(path.read_bytes(), seed))
    formats.recognise(source)
    for batch in form.read(source, ReadOptions()):
        if form.carries == "people":
            clean_people(batch, file=source.name)
        else:
            Cleaner(file=source.name).clean(batch)


@pytest.mark.parametrize(("form", "path"), PAIRS)
def test_a_changed_file_gives_problems_and_never_an_exception(form: SourceFormat, path: Path) -> None:
    for seed in (*FAILED_ONCE.get(form.key, ()), *range(TRIED)):
        survives(form, path, seed)

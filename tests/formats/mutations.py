"""Damages samples at random and reads them: ``python -m tests.formats.mutations SECONDS [KEY ...]``.

A file on which a format raises is kept in ``tests/formats/seeds/<key>/`` with its neighbours, where the test beside
this file finds it for ever. Everything follows from a number, so a run can be repeated.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from pathlib import Path
from typing import IO, TYPE_CHECKING

from advocacy_desk import formats
from advocacy_desk.formats import ReadOptions, Source
from advocacy_desk.intake import Cleaner, clean_people
from tests.formats.reading import InMemory

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
SAMPLES, SEEDS = HERE / "samples", HERE / "seeds"
LONGEST_RAW = 500
TOKENS = (
    b'"', b'""', b"{", b"}", b"[", b"]", b"null", b"true", b"-1", b"1e400", b"9" * 400, b"\\", b"\\ud800", b"\\u0000",
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"<", b">", b"&#0;", b"<!--", b"<![CDATA[", b",", b";", b"\t", b":",
    b"\r", b"\n", b"\r\n", b"[[" * 300, b"<div>" * 300,
)  # fmt: skip


class Bundled(InMemory):
    """A file among others, as in an archive."""

    def __init__(self, name: str, data: bytes, together: dict[str, Source]) -> None:
        super().__init__(name, data)
        self._together = together

    def siblings(self) -> dict[str, Source]:
        """Return the files of the same folder."""
        folder = self.name.rpartition("/")[0]
        return {f.base_name: f for f in self._together.values() if f.name.rpartition("/")[0] == folder}

    def bundle(self) -> tuple[Source, ...]:
        """Return all files."""
        return tuple(self._together.values())


def bundled(files: Mapping[str, bytes]) -> dict[str, Source]:
    """Return files by name as they would come in an archive."""
    together: dict[str, Source] = {}
    together.update({name: Bundled(name, data, together) for name, data in files.items()})
    return together


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the contents of all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the data with one to ten pieces changed, removed, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 4, 10])):
        at = chance.randrange(len(changed) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            changed[at : at + chance.randrange(12)] = chance.choice(TOKENS)
        elif kind == 2:
            del changed[at : at + chance.randrange(60)]
        elif kind == 3:
            changed[at:at] = changed[chance.randrange(len(changed) + 1) :][: chance.randrange(200)]
        elif kind == 4:
            changed[at:at] = chance.choice(TOKENS)
        else:
            del changed[at:]
    return bytes(changed)


def damaged(key: str, seed: int) -> dict[str, bytes]:
    """Return the samples of a format, most of them damaged in a way that ``seed`` decides."""
    chance = random.Random(f"{key}:{seed}")
    samples = files_of(SAMPLES / key)
    return {name: mutated(data, chance) if chance.random() < 0.7 else data for name, data in samples.items()}


def read_all(key: str, files: Mapping[str, bytes]) -> None:
    """Recognise, read and clean every file as the format ``key``; raises what the format raises."""
    form = formats.all_formats()[key]
    for source in bundled(files).values():
        formats.recognise(source)
        assert source in form.members(source)
        for batch in form.read(source, ReadOptions(author="mira")):
            assert all(problem.record > 0 and len(problem.raw) <= LONGEST_RAW for problem in batch.problems)
            if form.carries == "posts":
                Cleaner(file=source.name).clean(batch)
            else:
                clean_people(batch)


def _keep(key: str, seed: int, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = SEEDS / key / str(seed) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def run(seconds: float, keys: list[str], out: IO[str]) -> int:
    """Damage and read for so long; return how many files raised. Says what it did on ``out``."""
    raised = 0
    for key in keys:
        runs, end, seed = 0, time.monotonic() + seconds, time.time_ns()
        while time.monotonic() < end:
            runs, seed = runs + 1, seed + 1
            files = damaged(key, seed)
            try:
                read_all(key, files)
            except Exception:  # noqa: BLE001 - whatever it is, it is what we are looking for
                raised += 1
                _keep(key, seed, files)
                out.write(f"{key} {seed}\n{traceback.format_exc(limit=-3)}")
        out.write(f"{key}: {runs} runs\n")
    return raised


if __name__ == "__main__":
    sys.exit(min(run(float(sys.argv[1]), sys.argv[2:] or list(formats.all_formats()), sys.stdout), 1))

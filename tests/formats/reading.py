"""Reading a file in a test as the program does: planned, read, and optionally cleaned."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import polars as pl

from advocacy_desk import formats
from advocacy_desk.formats import ReadOptions, Source
from advocacy_desk.intake import Cleaner

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.domain.posts import Problem


@dataclass(frozen=True)
class Read:
    """Everything that a format made of a path."""

    rows: list[dict[str, str | int | None]]
    problems: list[Problem]
    left_out: Counter[str]

    def column(self, name: str) -> list[str | int | None]:
        """Return one column."""
        return [row[name] for row in self.rows]


class InMemory(Source):
    """A file that exists only in a test."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.size = len(data)
        self._data = data

    def open(self) -> IO[bytes]:
        """Open it for reading from the start."""
        return io.BytesIO(self._data)

    def siblings(self) -> dict[str, Source]:
        """Return the file itself: it is alone."""
        return {self.name: self}


def read(path: Path, key: str, options: ReadOptions | None = None) -> Read:
    """Read all files of a path that are recognised as the format ``key``; the records are raw."""
    found = Read([], [], Counter())
    for form, source in formats.plan(path).found:
        if form.key == key:
            for batch in form.read(source, options or ReadOptions()):
                found.rows.extend(batch.frame.to_dicts())
                found.problems.extend(batch.problems)
                found.left_out.update(batch.left_out)
    return found


def clean(path: Path, key: str, options: ReadOptions | None = None) -> pl.DataFrame:
    """Return the clean posts of a path, to see that intake understands what the format says."""
    cleaned = [
        Cleaner().clean(batch).posts
        for form, source in formats.plan(path).found
        if form.key == key
        for batch in form.read(source, options or ReadOptions())
    ]
    return pl.concat(cleaned)


def zipped(path: Path, folder: Path) -> Path:
    """Pack a folder as the platforms do."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    return path


def written(path: Path, content: str | bytes) -> Path:
    """Write a file with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path

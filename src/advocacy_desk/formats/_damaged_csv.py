"""Reads a CSV that the fast reader refused: every good record is kept, every bad one becomes a Problem.

A record that breaks the rules (too many cells, a quotation mark that is never closed) costs one line: reading goes on
with the next line, so an unclosed quotation mark does not swallow the rest of the file.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING

from advocacy_desk.domain.posts import Problem
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RAW_LENGTH = 500
LONGEST_RECORD = 5_000  # lines; more than any post has

_BROKEN = text("The quotation marks of this line do not fit together.")
_TOO_MANY = text("This line has {found} cells, the table has {expected} columns.")


class DamagedCsv:
    """Iterates over the ``(record number, cells)`` and problems of one block; cells are padded to ``width``.

    A stray quotation mark may have cut the block in the middle of a record: ``more`` then gives the lines that follow.
    """

    def __init__(
        self, block: bytes, more: Callable[[], bytes], *, file: str, delimiter: str, width: int, first: int
    ) -> None:
        self.next_number = first
        self._file = file
        self._delimiter = delimiter
        self._width = width
        self._lines = iter(block.splitlines(keepends=True))
        self._more = more
        self._again: deque[str] = deque()
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[tuple[int, list[str]] | Problem]:
        reader = self._reader()
        while True:
            self._taken.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, _RecordTooLong):
                yield self._problem(_BROKEN.message, {})
                reader = self._reader()
                continue
            if not cells:
                continue  # an empty line is no record
            while len(cells) > self._width and not cells[-1]:
                cells.pop()
            if len(cells) > self._width:
                fields = {"found": str(len(cells)), "expected": str(self._width)}
                yield self._problem(_TOO_MANY.message, fields)
                reader = self._reader()
                continue
            self.next_number += 1
            yield self.next_number - 1, cells + [""] * (self._width - len(cells))

    def _reader(self) -> Iterator[list[str]]:
        # A space before a quotation mark is how some tools write it; without this it would be part of the text.
        return csv.reader(self._feed(), delimiter=self._delimiter, strict=True, skipinitialspace=True)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else self._next_line()
            if not line:
                return
            if len(self._taken) > LONGEST_RECORD:
                self._again.appendleft(line)
                raise _RecordTooLong
            self._taken.append(line)
            yield line

    def _next_line(self) -> str:
        """Return the next line of the block, after its end those that complete a record, "" where there is none."""
        raw = next(self._lines, b"") or (self._more() if self._taken else b"")
        try:
            return raw.decode()
        except UnicodeDecodeError:  # files of two encodings glued together
            return raw.decode("cp1252", errors="replace")

    def _problem(self, message: str, fields: dict[str, str]) -> Problem:
        """Give up one line and read the ones after it again."""
        first, *rest = self._taken
        self._again.extendleft(reversed(rest))
        self.next_number += 1
        raw = first.rstrip("\r\n")[:RAW_LENGTH]
        return Problem(
            file=self._file, record=self.next_number - 1, field=None, message=message, raw=raw, fields=fields
        )


class _RecordTooLong(Exception):
    """A quotation mark was opened and not closed for thousands of lines."""

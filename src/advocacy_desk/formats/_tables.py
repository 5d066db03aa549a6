"""Tables of unknown make (CSV, TSV, XLSX) as frames of text, in batches of bounded memory.

``look`` finds encoding, delimiter and header row from the first 64 KiB; ``frames`` reads the wanted columns. The fast
path is polars on blocks of some megabytes; what it refuses goes line by line through ``_damaged_csv``.
"""

from __future__ import annotations

import csv
import io
import itertools
import weakref
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from advocacy_desk.domain.posts import Problem
from advocacy_desk.formats import _encodings, _sheets
from advocacy_desk.formats._contract import BATCH_ROWS, HEAD_BYTES, Batch, TableLayout
from advocacy_desk.formats._damaged_csv import DamagedCsv
from advocacy_desk.formats._headings import known_headings, looks_like_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import python_calamine

    from advocacy_desk.formats._contract import ColumnMapping, ReadOptions, Source

SAMPLE_ROWS = 200
_ROWS_OF_OBJECTS = 20_000  # at once; rows in Python's hands take ten times the memory of columns
_SHOWN_ROWS = 20
_HEADER_WITHIN = 30  # rows; tools write up to a dozen lines about the report before the header
_SECOND_HEADER = 4  # known headings: fewer could be a record about an employee called Manager
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What the head of a table tells. ``start`` counts bytes of UTF-8 (CSV) or rows (XLSX) before the first record."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # at most SAMPLE_ROWS
    start: int
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


_seen: weakref.WeakKeyDictionary[Source, Table | None] = weakref.WeakKeyDictionary()
# The sheet that was looked at, until its rows are read: reading a sheet twice took twice as long.
_sheet: weakref.WeakKeyDictionary[Source, python_calamine.CalamineSheet] = weakref.WeakKeyDictionary()


def look(source: Source) -> Table | None:
    """Return how a table is built; None where the file is no table. Looked at once per source."""
    if source not in _seen:
        _seen[source] = _look(source)
    return _seen[source]


def layout(source: Source, options: ReadOptions, guess: Callable[[Table], ColumnMapping]) -> TableLayout | None:
    """Return what a person sees of a table: its headers, the mapping said or guessed, and the first rows."""
    table = look(source)
    if table is None:
        return None
    return TableLayout(headers=table.headers, guess=options.mapping or guess(table), rows=table.rows[:_SHOWN_ROWS])


def _look(source: Source) -> Table | None:
    head = source.head()
    if _sheets.is_workbook(head):
        return _look_into_workbook(source)
    encoding = _encodings.detect(head)
    if encoding is None or not head:
        return None
    words = _encodings.with_line_feeds(_encodings.decoded(head, encoding)).removeprefix("\ufeff")
    if len(head) >= HEAD_BYTES:
        words = words[: words.rfind("\n") + 1]  # the last line is cut off
    best = max((_as_csv(words, delimiter) for delimiter in _DELIMITERS), key=lambda guess: guess[0])
    score, delimiter, ends, rows = best
    if score <= 0:
        return None
    at, headers, first = _header(rows)
    sample = tuple(tuple(row) for row in rows[first:] if row)[:SAMPLE_ROWS]
    start = len(words[: ends[first - 1]].encode()) if first else 0
    if at is None and not sample:
        return None
    return Table(headers=headers, rows=sample, start=start, encoding=encoding, delimiter=delimiter)


_Guess = tuple[float, str, list[int], list[list[str]]]


def _as_csv(words: str, delimiter: str) -> _Guess:
    """Read the head with one delimiter: how well it fits, where each record ends, and the records."""
    ends: list[int] = []
    rows: list[list[str]] = []
    position = 0

    def lines() -> Iterator[str]:
        nonlocal position
        for line in io.StringIO(words, newline=""):
            position += len(line)
            yield line

    try:
        for row in itertools.islice(csv.reader(lines(), delimiter=delimiter), SAMPLE_ROWS + _HEADER_WITHIN):
            rows.append(row)
            ends.append(position)
    except csv.Error:
        pass  # a cell larger than the reader's limit: judge by what came before
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return 0.0, delimiter, ends, rows
    width, often = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    headings = max((known_headings(row) for row in rows[:_HEADER_WITHIN]), default=0)
    fit = often / widths.total() * (1 - 1 / width)  # 0 where nothing is parted
    values = any(looks_like_data(row) for row in rows[:3])  # decides where no heading is known
    return fit + headings + 0.1 * values if fit else 0.0, delimiter, ends, rows


def _header(rows: Sequence[Sequence[str]]) -> tuple[int | None, tuple[str, ...], int]:
    """Return the index of the header row (None: there is none), the headers made unique, the first record's index."""
    filled = [index for index, row in enumerate(rows[:_HEADER_WITHIN]) if any(row)]
    if not filled:
        return None, (), 0
    width = Counter(len(row) for row in rows if row).most_common(1)[0][0]
    known = {index: known_headings(rows[index]) for index in filled}
    # Not the row that knows most headings: a record may well say "Post", "Link" and "Name", too.
    enough = max(known.values()) / 2
    fits = (index for index in filled if known[index] >= enough and len(rows[index]) == width)
    best = next(fits, max(filled, key=lambda index: (known[index], -index)))
    if not known[best] and looks_like_data(rows[best]):
        return None, tuple(f"Column {number + 1}" for number in range(width)), best
    return best, _unique(rows[best]), best + 1 + _names_the_same(rows[best : best + 2], known[best])


def _names_the_same(rows: Sequence[Sequence[str]], known: int) -> bool:
    """Whether a second header row follows, as SuccessFactors writes it: keys first, then what people call them."""
    if len(rows) < 2 or known < _SECOND_HEADER or looks_like_data(rows[1]):
        return False
    return known_headings(rows[1]) >= max(_SECOND_HEADER, known * 0.6)


def _unique(headers: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    for number, header in enumerate(headers, start=1):
        name = header.strip() or f"Column {number}"
        while name in names:
            name += f" ({number})"
        names.append(name)
    return tuple(names)


def _look_into_workbook(source: Source) -> Table | None:
    """Return the sheet that looks most like records of ours: most known headings, then most rows."""
    workbook = _sheets.open_workbook(source)
    if workbook is None:
        return None
    best: tuple[int, int] = (-1, 0)
    table = None
    for name in workbook.sheet_names:
        sheet = _sheets.open_sheet(workbook, name)
        if sheet is None:
            continue
        rows = list(itertools.islice(_sheets.rows_of(sheet), SAMPLE_ROWS + _HEADER_WITHIN))
        _, headers, first = _header(rows)
        score = (known_headings(headers), len(rows))
        if rows and headers and score > best:
            best = score
            sample = tuple(tuple(row) for row in rows[first:] if any(row))[:SAMPLE_ROWS]
            table = Table(headers=headers, rows=sample, start=first, sheet=name)
            _sheet[source] = sheet
    return table


def frames(source: Source, table: Table, columns: Mapping[str, str]) -> Iterator[Batch]:
    """Read a table lazily: one canonical column per entry of ``columns`` (header -> canonical name), and ``record``.

    Empty cells are null. Records of which every wanted cell is empty are no records.
    """
    # Where a mapping by hand fills a column twice, the first heading wins.
    chosen = {column: header for header, column in reversed(list(columns.items()))}
    columns = {header: column for column, header in reversed(list(chosen.items()))}
    if table.sheet:
        yield from _sheet_batches(source, table, columns)
        return
    number = 1
    with source.open() as stream:
        blocks = _encodings.Utf8Blocks(stream, table.encoding, head=source.head(), skip=table.start)
        for block in blocks:
            try:
                frame = _fast(block, table, columns)
            except pl.exceptions.PolarsError:
                width = len(table.headers)
                records = DamagedCsv(
                    block, blocks.line, file=source.name, delimiter=table.delimiter, width=width, first=number
                )
                yield from _batches(records, table, columns)
                number = records.next_number
            else:
                yield from _cut(frame.with_row_index("record", offset=number), columns)
                number += frame.height


def _fast(block: bytes, table: Table, columns: Mapping[str, str]) -> pl.DataFrame:
    schema = dict.fromkeys(table.headers, pl.String)
    wanted = [place for place, header in enumerate(table.headers) if header in columns]
    if not wanted:
        return pl.DataFrame()
    frame = pl.read_csv(
        block,
        has_header=False,
        schema=schema,
        columns=wanted,
        separator=table.delimiter,
        infer_schema=False,
    )
    return frame.rename({table.headers[place]: columns[table.headers[place]] for place in wanted})


def _cut(numbered: pl.DataFrame, columns: Mapping[str, str]) -> Iterator[Batch]:
    """Empty texts to null, empty records away, pieces of at most BATCH_ROWS."""
    names = list(columns.values())
    tidy = numbered.select(
        pl.col("record").cast(pl.UInt32),
        *(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in names if name in numbered.columns),
    )
    used = [name for name in names if name in tidy.columns]
    tidy = tidy.filter(pl.any_horizontal(pl.col(used).is_not_null())) if used else tidy.clear()
    for piece in tidy.iter_slices(BATCH_ROWS):
        if piece.height:
            yield Batch(piece)


def _batches(
    records: Iterable[tuple[int, list[str]] | Problem], table: Table, columns: Mapping[str, str]
) -> Iterator[Batch]:
    """Records in Python's hands to batches."""
    places = {columns[header]: place for place, header in enumerate(table.headers) if header in columns}
    if not places:
        return
    stream = iter(records)
    while chunk := list(itertools.islice(stream, _ROWS_OF_OBJECTS)):
        good = [item for item in chunk if not isinstance(item, Problem)]
        problems = tuple(item for item in chunk if isinstance(item, Problem))
        data = {name: [cells[place] for _, cells in good] for name, place in places.items()}
        frame = pl.DataFrame(data, schema=dict.fromkeys(places, pl.String))
        numbered = frame.with_columns(pl.Series("record", [number for number, _ in good], dtype=pl.UInt32))
        cut = list(_cut(numbered, columns)) or [Batch(numbered.clear().select("record", *places))]
        yield Batch(cut[0].frame, problems)


def _sheet_batches(source: Source, table: Table, columns: Mapping[str, str]) -> Iterator[Batch]:
    sheet = _sheet.pop(source, None)
    if sheet is None:
        workbook = _sheets.open_workbook(source)
        sheet = _sheets.open_sheet(workbook, table.sheet) if workbook is not None else None
    if sheet is None:
        return
    width = len(table.headers)
    rows = itertools.islice(_sheets.rows_of(sheet), table.start, None)
    filled = (row if len(row) == width else (row + [""] * width)[:width] for row in rows if any(row))
    yield from _batches(enumerate(filled, start=1), table, columns)

"""Rows of an Excel workbook as text, through calamine. What Excel has already lost is made visible, not guessed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import python_calamine

from advocacy_desk.formats import _compound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.formats._contract import Source

MAX_WORKBOOK_BYTES = 2 << 30
EXACT_UP_TO = 10**15  # Excel keeps 15 digits; a longer whole number has lost its end
_MAGICS = (b"PK\x03\x04", _compound.MAGIC)
_Cell = int | float | str | bool | time | date | datetime | timedelta | None


def is_workbook(head: bytes) -> bool:
    """Whether a file may be an Excel workbook, by its first bytes."""
    return head.startswith(_MAGICS)


def open_workbook(source: Source) -> python_calamine.CalamineWorkbook | None:
    """Open a workbook; None where it is damaged, protected, or a zip bomb."""
    with source.open() as stream:
        data = stream.read()
    if data.startswith(_compound.MAGIC) and not _compound.chains_end(data):
        return None
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(info.file_size for info in archive.infolist()) > MAX_WORKBOOK_BYTES:
                    return None
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None


def rows(workbook: python_calamine.CalamineWorkbook, sheet: str) -> Iterator[list[str]]:
    """Yield the rows of a sheet as text, from the first row that holds anything. "" stands for an empty cell."""
    read = open_sheet(workbook, sheet)
    return rows_of(read) if read is not None else iter(())


def open_sheet(workbook: python_calamine.CalamineWorkbook, sheet: str) -> python_calamine.CalamineSheet | None:
    """Read a sheet, which is most of the work; None for a sheet of charts or a damaged one."""
    try:
        return workbook.get_sheet_by_name(sheet)
    except (python_calamine.CalamineError, ValueError):
        return None


def rows_of(sheet: python_calamine.CalamineSheet) -> Iterator[list[str]]:
    """Yield the rows of a sheet as ``rows`` does."""
    try:
        for row in sheet.iter_rows():
            yield [cell if type(cell) is str else cell_text(cell) for cell in row]
    except (python_calamine.CalamineError, ValueError):
        return  # damaged: what came before it counts


def cell_text(cell: _Cell) -> str:
    """Return a cell as text: whole numbers without ``.0``, dates in ISO form.

    Whole numbers beyond 15 digits keep their exponent (``1.22E+17``), so that nobody takes them for an exact id.
    """
    if type(cell) is float:  # first: next to text most cells are numbers
        return _number_text(cell)
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _number_text(value: float) -> str:
    if -EXACT_UP_TO < value < EXACT_UP_TO:
        whole = int(value)
        return str(whole) if value == whole else repr(value)
    return f"{value:E}"

"""Write the records that could not be read into a table that can be mended and imported again.

The headings are those by which a table is recognised; cells of records that were read as far as that are in their
columns, to the letter. Of others the raw text is there, to be put into the columns by hand. A workbook is the better
choice: nothing in it becomes a formula, and Excel leaves long ids alone.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from advocacy_desk.errors import FileProblem, Refused
from advocacy_desk.formats import PEOPLE_COLUMNS, POST_COLUMNS
from advocacy_desk.i18n import Language, Text, text
from advocacy_desk.store import imports

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from advocacy_desk.domain.posts import Problem
    from advocacy_desk.store import Workspace

_ABOUT = ("problem", "file", "record", "raw")
_HEADINGS = {"link": "shared_url"}  # a column's own name is its heading, but this one is a post's address elsewhere
_WIDTHS = (40, 24, 8, 40)


def export_problems(workspace: Workspace, import_id: int, path: Path, language: Language) -> int:
    """Write the problems of an import as ``.xlsx`` or ``.csv`` by the name of ``path``; return how many they are.

    Raises Refused where the import has no problems, FileProblem where the name ends otherwise or nothing can be
    written there.
    """
    with workspace.reading() as connection:
        carries = imports.carries(connection, import_id)
        problems = imports.problems(connection, import_id)
    if not problems:
        raise Refused(text("Import {id} has no records that could not be read.", id=str(import_id)))
    columns = tuple(PEOPLE_COLUMNS if carries == "people" else POST_COLUMNS)
    rows = [_row(problem, columns, language) for problem in problems]
    headings = (*_ABOUT, *(_HEADINGS.get(name, name) for name in columns))
    write = {".xlsx": _workbook, ".csv": _table}.get(path.suffix.lower())
    if write is None:
        raise FileProblem(text("Problems are written as .xlsx or .csv. Nothing was written."), file=path.name)
    try:
        path.write_bytes(write([headings, *rows]))
    except OSError as error:
        raise FileProblem(text("The file cannot be written there. Nothing was changed."), file=str(path)) from error
    return len(rows)


def _row(problem: Problem, columns: Sequence[str], language: Language) -> tuple[str, ...]:
    why = language.of(Text(problem.message, problem.fields))
    return why, problem.file, str(problem.record), problem.raw, *(problem.cells.get(name, "") for name in columns)


def _table(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _workbook(rows: Iterable[Sequence[str]]) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - for this file alone

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, whole = book.add_worksheet(), book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell, whole)
    book.close()
    return target.getvalue()

"""The numbers of a report as a workbook: one sheet a chart, real numbers, texts that never become formulas."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter

from advocacy_desk.charts._report import DEFINITIONS, FINDINGS, KEY_FIGURES, defined
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from advocacy_desk.charts._contract import Cell
    from advocacy_desk.charts._report import Report

NAME_LENGTH = 31  # what Excel allows for a sheet
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
Value = str | float | None


def workbook(report: Report) -> bytes:
    """Return the workbook as the bytes of an XLSX file."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheets = _Sheets(book)
    sheets.add(
        report.say(KEY_FIGURES),
        [report.say(words) for words in (text("Figure"), text("Value"), text("Rests on"), text("Period before"))],
        [(one.title, one.value, one.detail, one.before) for one in report.key_figures],
    )
    for section in report.sections:
        headers = [report.say(header) for header in section.table.headers]
        sheets.add(section.title, headers, [[_value(cell) for cell in row] for row in section.table.rows])
    sheets.add(
        report.say(FINDINGS),
        [report.say(words) for words in (text("Rule"), text("Severity"), text("Posts"))],
        [(rule.title, rule.severity, float(rule.posts)) for rule in report.findings],
    )
    sheets.add(
        report.say(DEFINITIONS),
        [report.say(text("Figure")), "", ""],
        [(one.title, *pair) for one in report.counted for pair in defined(one.definition, report.language)],
    )
    book.close()
    return target.getvalue()


def _value(cell: Cell) -> Value:
    """Numbers stay numbers, dates are written as in the chart, unknown is an empty cell."""
    if cell.value is None:
        return None
    return cell.value if isinstance(cell.value, float) else cell.words


class _Sheets:
    """Writes tables as sheets with unique names, a frozen bold heading and columns as wide as their content."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._names: set[str] = set()

    def add(self, name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        sheet = self._book.add_worksheet(self._unique(name))
        sheet.freeze_panes(1, 0)
        widths = [len(header) for header in headers]
        for column, header in enumerate(headers):
            sheet.write_string(0, column, header, self._bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if value is None:
                    continue
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value)
                widths[column] = max(widths[column], min(len(str(value)), 60))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width, 60) + 2)

    def _unique(self, name: str) -> str:
        base = name.translate(FORBIDDEN).strip("' ")[:NAME_LENGTH] or "-"
        number, found = 1, base
        while found.casefold() in self._names:
            number += 1
            found = f"{base[: NAME_LENGTH - 3]} {number}"
        self._names.add(found.casefold())
        return found

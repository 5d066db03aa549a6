"""A report as PDF in A4 landscape: key figures, one chart a page, findings, definitions."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

from matplotlib.backends.backend_pdf import PdfPages

from advocacy_desk.charts._drawing import Drawing, printable
from advocacy_desk.charts._report import COVERAGE, DEFINITIONS, FINDINGS, defined
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

    from advocacy_desk.charts._contract import ChartStyle
    from advocacy_desk.charts._report import KeyFigure, Report

A4 = (11.69, 8.27)  # inches, landscape
COLUMNS = 4
LINE_LENGTH = 118
LINES_A_PAGE = 40


def document(report: Report, style: ChartStyle) -> bytes:
    """Return the report as the bytes of a PDF file."""
    target = io.BytesIO()
    about = {"Title": report.title, "Subject": report.period, "Creator": "Advocacy Desk", "CreationDate": None}
    with PdfPages(target, metadata=about) as pages:
        for drawing in _pages(report, style):
            drawing.set_size_inches(*A4)
            pages.savefig(drawing, facecolor=drawing.get_facecolor())
    return target.getvalue()


def _pages(report: Report, style: ChartStyle) -> Iterator[Drawing]:
    yield _cover(report, style)
    for section in report.sections:
        yield section.drawing
    rules = [f"{rule.title}  ·  {rule.severity}  ·  {report.language.number(rule.posts)}" for rule in report.findings]
    if rules:
        lead = report.say(text("A finding is a hint where help is welcome. It says nothing about a person."))
        yield from _text_pages(style, report.say(FINDINGS), lead, rules)
    if report.coverage:
        yield from _text_pages(style, report.say(COVERAGE), report.period, list(report.coverage))
    lines: list[str] = []
    for counted in report.counted:
        lines += [
            f"■ {counted.title}",
            *[f"{head}: {words}" for head, words in defined(counted.definition, report.language)],
            "",
        ]
    yield from _text_pages(style, report.say(DEFINITIONS), report.period, lines)


def _cover(report: Report, style: ChartStyle) -> Drawing:
    sheet = Drawing(style, report.title, report.period)
    sheet.note([report.made])
    rows = -(-len(report.key_figures) // COLUMNS)
    panels = sheet.panels(rows, COLUMNS)
    before = report.say(text("Period before"))
    for place, axes in enumerate(panels):
        axes.set_axis_off()
        if place < len(report.key_figures):
            _figure(axes, report.key_figures[place], before, style)
    return sheet


def _figure(axes: Axes, figure: KeyFigure, before: str, style: ChartStyle) -> None:
    size = style.font_size
    lines = (
        (0.86, figure.title, size * 1.1, style.foreground),
        (0.60, figure.value, size * 2.4, style.foreground),
        (0.36, figure.detail, size * 0.85, style.muted),
        (0.22, f"{before}: {figure.before}", size * 0.85, style.muted),
    )
    for height, words, points, colour in lines:
        axes.text(0.0, height, printable(words), fontsize=points, color=colour, transform=axes.transAxes, va="center")


def _text_pages(style: ChartStyle, heading: str, lead: str, paragraphs: Sequence[str]) -> Iterator[Drawing]:
    """Set paragraphs in lines of equal length, as many pages as they need."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += textwrap.wrap(printable(paragraph), LINE_LENGTH, subsequent_indent="    ") or [""]
    for start in range(0, len(lines), LINES_A_PAGE):
        sheet = Drawing(style, heading, lead)
        axes = sheet.panels()[0]
        axes.set_axis_off()
        axes.text(
            0,
            1,
            "\n".join(lines[start : start + LINES_A_PAGE]),
            fontsize=style.font_size * 0.95,
            color=style.foreground,
            va="top",
            linespacing=1.4,
            transform=axes.transAxes,
        )
        yield sheet

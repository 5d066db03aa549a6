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
MARGIN = 36.0  # points
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
            drawing.pad = MARGIN
            pages.savefig(drawing, facecolor=drawing.get_facecolor())
    return target.getvalue()


def _pages(report: Report, style: ChartStyle) -> Iterator[Drawing]:
    yield _cover(report, style)
    for section in report.sections:
        yield section.drawing
    if report.findings:
        yield _findings(report, style)
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
    for place, axes in enumerate(panels):
        axes.set_axis_off()
        if place < len(report.key_figures):
            _figure(axes, report.key_figures[place], report, style)
    return sheet


def _figure(axes: Axes, figure: KeyFigure, report: Report, style: ChartStyle) -> None:
    size = style.font_size
    before = f"{report.say(text('Period before'))}: {figure.before}" if figure.before else ""
    lines = (
        (40, figure.title, size * 1.15, style.muted),
        (72, figure.value, size * 2.6, style.foreground),
        (98, figure.detail, size * 0.9, style.muted),
        (112, before, size * 0.9, style.muted),
    )
    for below, words, points, colour in lines:
        _place(axes, (0.0, -below), words, points, colour)


def _findings(report: Report, style: ChartStyle) -> Drawing:
    """Draw rules, severities and numbers as three columns; a report has at most some dozens of rules."""
    lead = report.say(text("A finding is a hint where help is welcome. It says nothing about a person."))
    sheet = Drawing(style, report.say(FINDINGS), lead)
    axes = sheet.panels()[0]
    axes.set_axis_off()
    headers = [report.say(words) for words in (text("Rule"), text("Severity"), text("Posts"))]
    rows = [(rule.title, rule.severity, report.language.number(rule.posts)) for rule in report.findings]
    for number, row in enumerate([headers, *rows[:LINES_A_PAGE]]):
        for across, words in zip((0.0, 0.62, 0.8), row, strict=True):
            colour = style.foreground if number else style.muted
            _place(axes, (across, -14.0 * (number + 1)), words, style.font_size, colour)
    return sheet


def _place(axes: Axes, where: tuple[float, float], words: str, points: float, colour: str) -> None:
    """Write words at a share of the width and so many points below the top."""
    axes.annotate(
        printable(words),
        xy=(where[0], 1.0),
        xycoords="axes fraction",
        xytext=(0, where[1]),
        textcoords="offset points",
        fontsize=points,
        color=colour,
        va="baseline",
        annotation_clip=False,
    ).set_in_layout(False)


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

"""A report as one HTML file that needs nothing else: styles and drawings are inside."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from advocacy_desk import resources
from advocacy_desk.charts._export import picture
from advocacy_desk.charts._report import COVERAGE, DEFINITIONS, FINDINGS, KEY_FIGURES, defined
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from advocacy_desk.charts._report import Report, Section


def page(report: Report) -> str:
    """Return the whole document."""
    styles = (resources.folder("report") / "report.css").read_text(encoding="utf-8")
    parts = [
        f"<header><h1>{_safe(report.title)}</h1><p class='muted'>{_safe(report.period)}</p></header>",
        _heading(report.say(KEY_FIGURES)),
        _figures(report),
        *[_section(report, section) for section in report.sections],
        _findings(report),
        _list(report.say(COVERAGE), report.coverage),
        _heading(report.say(DEFINITIONS)),
        *_definitions(report),
        f"<footer>{_safe(report.made)}</footer>",
    ]
    return (
        f'<!doctype html>\n<html lang="{report.language.code}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(report.title)}</title>\n<style>\n{styles}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(part for part in parts if part)
        + "\n</main>\n</body>\n</html>\n"
    )


def _safe(words: str) -> str:
    return html.escape(words)


def _heading(words: str) -> str:
    return f"<h2>{_safe(words)}</h2>"


def _figures(report: Report) -> str:
    before = report.say(text("Period before"))
    items = [
        f"<li>{_safe(figure.title)}<span class='value'>{_safe(figure.value)}</span>"
        + (f"<span class='detail'>{_safe(figure.detail)}</span>" if figure.detail else "")
        + (f"<span class='before'>{_safe(before)}: {_safe(figure.before)}</span>" if figure.before else "")
        + "</li>"
        for figure in report.key_figures
    ]
    return f"<ul class='figures'>{''.join(items)}</ul>"


def _section(report: Report, section: Section) -> str:
    headers = [report.say(header) for header in section.table.headers]
    rows = [[cell.words for cell in row] for row in section.table.rows]
    numeric = [any(isinstance(row[place].value, float) for row in section.table.rows) for place in range(len(headers))]
    notes = "  ·  ".join(report.say(note) for note in section.table.notes)
    numbers = report.say(text("The numbers"))
    return (
        f"{_heading(section.title)}<figure>{_svg(section)}</figure>"
        f"<p class='notes'>{_safe(section.drawing.summary)}</p>"
        f"<details><summary>{_safe(numbers)}</summary><div class='scroll'>{_table(headers, rows, numeric)}</div>"
        f"<p class='notes'>{_safe(notes)}</p></details>"
    )


def _svg(section: Section) -> str:
    """Return the drawing as an inline element with its summary as name; ids are made unique to the section."""
    drawn = picture(section.drawing, ".svg").decode()
    drawn = drawn[drawn.index("<svg") :]
    for link in ('id="', 'href="#', "url(#"):
        drawn = drawn.replace(link, f"{link}{section.name}-")
    label = _safe(section.drawing.summary)
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool]) -> str:
    kinds = [" class='number'" if one else "" for one in numeric]
    head = "".join(f"<th{kind}>{_safe(words)}</th>" for kind, words in zip(kinds, headers, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{kind}>{_safe(words)}</td>" for kind, words in zip(kinds, row, strict=True)) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _findings(report: Report) -> str:
    headers = [report.say(words) for words in (text("Rule"), text("Severity"), text("Posts"))]
    rows = [(rule.title, rule.severity, report.language.number(rule.posts)) for rule in report.findings]
    lead = (
        text("A finding is a hint where help is welcome. It says nothing about a person.")
        if rows
        else text("No rule found anything in this period, or the posts were not checked yet.")
    )
    table = _table(headers, rows, (False, False, True)) if rows else ""
    return f"{_heading(report.say(FINDINGS))}<p class='muted'>{_safe(report.say(lead))}</p>{table}"


def _list(heading: str, items: Sequence[str]) -> str:
    return f"{_heading(heading)}<ul>{''.join(f'<li>{_safe(item)}</li>' for item in items)}</ul>" if items else ""


def _definitions(report: Report) -> list[str]:
    found = []
    for counted in report.counted:
        version = report.say(text("version {version}", version=counted.version))
        pairs = "".join(
            f"<dt>{_safe(heading)}</dt><dd>{_safe(words)}</dd>"
            for heading, words in defined(counted.definition, report.language)
        )
        found.append(f"<h3>{_safe(counted.title)} <span class='muted'>({_safe(version)})</span></h3><dl>{pairs}</dl>")
    return found

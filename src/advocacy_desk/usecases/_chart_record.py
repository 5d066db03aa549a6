"""What lies beside an exported chart: its numbers as CSV, and a record of how they came about."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from advocacy_desk import __version__
from advocacy_desk.domain.period import CalendarStep, Period
from advocacy_desk.domain.questions import COMMS, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from advocacy_desk.analysis._contract import Definition, Metric
    from advocacy_desk.i18n import Language
    from advocacy_desk.usecases.draw_chart import Drawn
    from advocacy_desk.usecases.measure import Measured

KEYS = ("metric", "period", "period_end", "group")
FIGURES = ("value", "low", "high", "n", "known")
RISKY = "=+-@\t\r"  # a spreadsheet takes a cell that begins so for a formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of RESULT_COLUMNS; None: unknown, or ``suppressed``: not for managers."""

    period: date
    group: str
    value: float | None
    low: float | None
    high: float | None
    n: float | None
    known: float | None
    suppressed: bool = False


def csv_text(measured: Iterable[Measured], question: Question) -> str:
    """Return the numbers as CSV: ISO dates, decimal points, empty where unknown, never a formula."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([*KEYS, *FIGURES, "suppressed"])
    ends = {piece.first: piece.last for piece in question.steps()}
    for one in measured:
        for row in rows(one.frame):
            start = [one.metric.key, row.period.isoformat(), ends[row.period].isoformat(), safe(row.group)]
            figures = [number(getattr(row, name)) for name in FIGURES]
            writer.writerow([*start, *figures, "yes" if row.suppressed else ""])
    return target.getvalue()


def rows(frame: pd.DataFrame) -> Iterator[Row]:
    """Yield result rows with dates for periods and None for what is unknown."""
    for row in frame.to_dict("records"):
        figures = {name: None if math.isnan(row[name]) else float(row[name]) for name in FIGURES}
        yield Row(
            period=row["period"].date(), group=str(row["group"]), suppressed=bool(row.get("suppressed")), **figures
        )


def number(value: float | None) -> str:
    """Write a number to twelve digits, whole ones without a point; None is empty."""
    return "" if value is None else f"{value:.12g}"


def safe(cell: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(tuple(RISKY)) else cell


def record(drawn: Drawn, workspace_id: str, language: Language, generated_at: str) -> dict[str, object]:
    """Return how a chart came about: question, metric versions, definitions, notes, program and workspace."""
    return {
        "chart": drawn.chart.key,
        "title": language.of(drawn.chart.title),
        "language": language.code,
        "question": question_json(drawn.question),
        "metrics": [metric_json(one.metric, language) for one in drawn.measured],
        "notes": [language.of(note) for note in drawn.table.notes],
        "summary": drawn.drawing.summary,
        "workspace": workspace_id,
        "program": f"Advocacy Desk {__version__}",
        "generated_at": generated_at,
    }


def question_json(question: Question) -> dict[str, object]:
    """Return a question as JSON values."""
    return {
        "from": question.period.first.isoformat(),
        "to": question.period.last.isoformat(),
        "step": question.step.value,
        "by": question.by,
        "teams": list(question.teams),
        "networks": list(question.networks),
        "whole": question.whole,
        "smallest_group": question.smallest_group,
        "audience": question.audience,
    }


def question_from(raw: Mapping[str, object]) -> Question:
    """Read what ``question_json`` wrote. Raises KeyError, TypeError or ValueError where it is something else."""
    teams, networks = raw["teams"], raw["networks"]
    if not isinstance(teams, list) or not isinstance(networks, list):
        raise TypeError(raw)
    return Question(
        period=Period(date.fromisoformat(str(raw["from"])), date.fromisoformat(str(raw["to"]))),
        step=CalendarStep(str(raw["step"])),
        by=str(raw["by"]),
        teams=tuple(int(team) for team in teams),
        networks=tuple(str(network) for network in networks),
        whole=bool(raw["whole"]),
        smallest_group=int(str(raw["smallest_group"])),
        audience=str(raw.get("audience", COMMS)),
    )


def metric_json(metric: Metric, language: Language) -> dict[str, object]:
    """Return a metric with its definition in words."""
    return {
        "key": metric.key,
        "version": metric.version,
        "title": language.of(metric.title),
        "unit": metric.unit,
        "definition": definition_json(metric.definition, language),
    }


def definition_json(definition: Definition, language: Language) -> dict[str, object]:
    """Return a definition in words."""
    return {
        "numerator": language.of(definition.numerator),
        "denominator": language.of(definition.denominator) if definition.denominator else None,
        "window": language.of(definition.window),
        "deduplication": language.of(definition.deduplication),
        "source_fields": list(definition.source_fields),
        "caveat": language.of(definition.caveat),
        "reference": definition.reference,
    }


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content as hex."""
    return hashlib.sha256(content).hexdigest()

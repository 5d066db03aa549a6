"""Is an exported chart still true? Its numbers are computed again from the database and compared."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advocacy_desk.errors import FileProblem, Refused
from advocacy_desk.i18n import text
from advocacy_desk.usecases._chart_record import KEYS, csv_text, digest, question_from
from advocacy_desk.usecases.draw_chart import chart_named
from advocacy_desk.usecases.measure import measure

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.domain.questions import Question
    from advocacy_desk.store import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is no longer as exported: ``what`` is workspace, metric, file or value."""

    what: str
    where: str
    was: str
    now: str


def verify_chart(workspace: Workspace, path: Path) -> tuple[Difference, ...]:
    """Return everything that differs; nothing means that the chart shows what the database says.

    ``path`` is any file of the export. Raises FileProblem where its record cannot be read.
    """
    beside = path.with_suffix(".json")
    record, question, metrics = _read(beside)
    found = _workspace(workspace, record)
    measured = measure(workspace, question, list(metrics))
    for one in measured:
        if one.metric.version != metrics[one.metric.key]:
            found.append(_different("metric", one.metric.key, metrics[one.metric.key], one.metric.version))
    found += _files(beside, record["files"])
    found += _values(beside.with_suffix(".csv"), csv_text(measured, question))
    return tuple(found)


def _read(beside: Path) -> tuple[dict[str, Any], Question, dict[str, int]]:
    try:
        record = json.loads(beside.read_text(encoding="utf-8"))
        question = question_from(record["question"])
        metrics = {str(one["key"]): int(one["version"]) for one in record["metrics"]}
        record["files"] = dict(record["files"])
        chart_named(record["chart"])
    except (OSError, ValueError, KeyError, TypeError, Refused) as error:
        raise FileProblem(
            text("This is no record of a chart from Advocacy Desk. It lies beside the picture and ends in .json."),
            file=str(beside),
        ) from error
    return record, question, metrics


def _workspace(workspace: Workspace, record: dict[str, Any]) -> list[Difference]:
    now = workspace.identity()
    return [] if record.get("workspace") == now else [_different("workspace", "id", record.get("workspace"), now)]


def _files(beside: Path, files: dict[str, str]) -> list[Difference]:
    """Compare the files with what they were when exported; the values of the CSV are compared one by one later."""
    found = []
    for name, was in files.items():
        path = beside.parent / name
        if path.name != name:  # a record that points elsewhere is not ours
            continue
        now = digest(path.read_bytes()) if path.is_file() else ""
        if now != was:
            found.append(_different("file", name, was, now))
    return found


def _values(path: Path, computed: str) -> list[Difference]:
    exported = _keyed(path.read_text(encoding="utf-8")) if path.is_file() else {}
    current = _keyed(computed)
    return [
        _different("value", where, exported.get(where, ""), current.get(where, ""))
        for where in dict.fromkeys([*exported, *current])
        if exported.get(where) != current.get(where)
    ]


def _keyed(table: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(table)):
        place = " ".join(str(row.get(key)) for key in KEYS)
        found.update({f"{place} {name}": str(value) for name, value in row.items() if name not in KEYS})
    return found


def _different(what: str, where: str, was: object, now: object) -> Difference:
    return Difference(what=what, where=where, was=str(was), now=str(now))

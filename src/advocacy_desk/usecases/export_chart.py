"""A chart as a file, with its numbers and the record of how they came about beside it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.charts._export import SUFFIXES, picture
from advocacy_desk.errors import FileProblem, Refused
from advocacy_desk.i18n import Language, text
from advocacy_desk.usecases._chart_record import csv_text, digest, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from advocacy_desk.store import Workspace
    from advocacy_desk.usecases.draw_chart import Drawn


def export_chart(workspace: Workspace, drawn: Drawn, out: Path, language: Language) -> tuple[Path, ...]:
    """Write ``out`` (.png, .svg, .pdf or .csv) and, beside it, .csv and .json of the same name; return all paths.

    Raises Refused for another ending, FileProblem where the folder cannot be written.
    """
    if out.suffix.lower() not in {*SUFFIXES, ".csv"}:
        raise Refused(
            text(
                "A chart can be saved as {endings}. Please choose one of these endings.",
                endings=".png, .svg, .pdf, .csv",
            )
        )
    numbers = csv_text(drawn.measured, drawn.question).encode()
    contents = {out.with_suffix(".csv"): numbers}
    if out.suffix.lower() in SUFFIXES:
        contents = {out: picture(drawn.drawing, out.suffix.lower()), **contents}
    beside = out.with_suffix(".json")
    known = record(drawn, workspace.identity(), language, datetime.now(tz=UTC).isoformat(timespec="seconds"))
    files = {**_earlier(beside, known, digest(numbers)), **{path.name: digest(data) for path, data in contents.items()}}
    body = json.dumps({**known, "files": files}, ensure_ascii=False, indent=2)
    with explained(out):
        for path, data in contents.items():
            path.write_bytes(data)
        beside.write_text(body + "\n", encoding="utf-8")
    return (*contents, beside)


def _earlier(beside: Path, known: dict[str, object], numbers: str) -> dict[str, str]:
    """Return the other pictures of the same chart and numbers that were saved under this name before."""
    try:
        before = json.loads(beside.read_text(encoding="utf-8"))
        files: dict[str, str] = before["files"]
        same = all(before[key] == known[key] for key in ("chart", "question", "workspace"))
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    if not same or files.get(beside.with_suffix(".csv").name) != numbers:
        return {}
    return {name: value for name, value in files.items() if (beside.parent / name).is_file()}


@contextmanager
def explained(out: Path) -> Iterator[None]:
    """Turn failures to write a file into explained ones."""
    try:
        yield
    except OSError as error:
        raise FileProblem(
            text(
                "The file could not be written ({reason}). Choose another folder and try again.",
                reason=str(error.strerror),
            ),
            file=str(out),
        ) from error

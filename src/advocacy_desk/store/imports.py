"""Import runs: writing a staged file, the list of what was imported, its problems, and saved column profiles."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from advocacy_desk.domain.posts import ImportReport, PastImport, Problem
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store._merge import Merged, merge
from advocacy_desk.store._undo import undo
from advocacy_desk.store.import_tables import import_problem, import_profile, post_alias
from advocacy_desk.store.schema import import_run, network

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Row, Select

    from advocacy_desk.progress import Progress

__all__ = [
    "ImportHeader",
    "PastImport",
    "begin",
    "finish",
    "merge_posts",
    "problems",
    "profiles",
    "report",
    "reports",
    "save_profile",
    "undo",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportHeader:
    """What is known of a file before its records are counted."""

    file: str
    sha256: str
    format: str
    format_version: int
    carries: str


def begin(connection: Connection, header: ImportHeader) -> int:
    """Write down that an import began, in the transaction that will hold all of it; return its id."""
    values = {
        "file": header.file,
        "sha256": header.sha256,
        "format": header.format,
        "format_version": header.format_version,
        "carries": header.carries,
        "imported_at": int(time.time()),
        "records": 0,
        "new": 0,
        "updated": 0,
        "unchanged": 0,
        "left_out": "{}",
        "problems": 0,
    }
    return int(connection.execute(insert(import_run).values(values).returning(import_run.c.id)).scalar_one())


def finish(
    connection: Connection,
    import_id: int,
    merged: Merged,
    left_out: Mapping[str, int],
    problems: Sequence[Problem],
) -> ImportReport:
    """Complete an import run with its counts and problems and return its report."""
    counted = {reason: number for reason, number in left_out.items() if number}
    if merged.repeated:
        counted["repeated"] = counted.get("repeated", 0) + merged.repeated
    rows = [
        {
            "import_id": import_id,
            "file": problem.file,
            "record": problem.record,
            "field": problem.field,
            "message": problem.message,
            "fields": json.dumps(problem.fields, ensure_ascii=False),
            "raw": problem.raw,
            "cells": json.dumps(problem.cells, ensure_ascii=False),
        }
        for problem in problems
    ]
    if rows:
        connection.execute(insert(import_problem), rows)
    values = {
        "records": merged.new + merged.updated + merged.unchanged + sum(counted.values()) + len(problems),
        "new": merged.new,
        "updated": merged.updated,
        "unchanged": merged.unchanged,
        "left_out": json.dumps(counted, sort_keys=True),
        "problems": len(problems),
        "first_at": merged.first,
        "last_at": merged.last,
    }
    connection.execute(update(import_run).where(import_run.c.id == import_id).values(values))
    return report(connection, import_id)


def merge_posts(
    connection: Connection,
    import_id: int,
    networks: Mapping[str, str],
    other_ids: Mapping[str, Sequence[str]],
    progress: Progress,
) -> Merged:
    """Merge the attached staging file; ``networks`` maps the keys that occur in it to their labels.

    ``other_ids`` maps those of them whose own files disagree about ids to the kinds of ids that name other posts.
    """
    known = set(connection.execute(select(network.c.key)).scalars())
    missing = [{"key": key, "label": label} for key, label in networks.items() if key not in known]
    if missing:
        connection.execute(insert(network), missing)
    return merge(connection, import_id, progress, other_ids)


def report(connection: Connection, import_id: int) -> ImportReport:
    """Return the report of one import run."""
    return _report(connection.execute(_runs().where(import_run.c.id == import_id)).one())


def reports(connection: Connection) -> tuple[PastImport, ...]:
    """Return all import runs, newest first."""
    rows = connection.execute(_runs().order_by(import_run.c.id.desc())).all()
    return tuple(PastImport(_report(row), _moment(row.imported_at), _undone(row)) for row in rows)


def carries(connection: Connection, import_id: int) -> str:
    """Return what an import brought: posts or people. Raises Refused where there is no such import."""
    found = connection.execute(select(import_run.c.carries).where(import_run.c.id == import_id)).scalar()
    if found is None:
        raise Refused(text("There is no import {id}. Nothing was changed.", id=str(import_id)))
    return str(found)


def problems(connection: Connection, import_id: int) -> tuple[Problem, ...]:
    """Return the records of an import that could not be read, in file order."""
    table = import_problem.c
    rows = connection.execute(
        select(import_problem).where(table.import_id == import_id).order_by(table.file, table.record, table.id)
    )
    return tuple(
        Problem(
            file=row.file,
            record=row.record,
            field=row.field,
            message=row.message,
            raw=row.raw,
            fields=json.loads(row.fields),
            cells=json.loads(row.cells),
        )
        for row in rows
    )


def profiles(connection: Connection) -> dict[str, str]:
    """Return the saved column profiles: name -> mapping as JSON."""
    rows = connection.execute(select(import_profile).order_by(import_profile.c.name))
    return {row.name: row.mapping for row in rows}


def save_profile(connection: Connection, name: str, mapping: str) -> None:
    """Keep a column profile under a name, replacing one of the same name."""
    connection.execute(delete(import_profile).where(import_profile.c.name == name))
    connection.execute(insert(import_profile).values(name=name, mapping=mapping))


def _runs() -> Select[*tuple[Any, ...]]:
    joined = select(func.count()).where(post_alias.c.import_id == import_run.c.id).scalar_subquery()
    return select(import_run, joined.label("joined"))


def _report(row: Row[*tuple[Any, ...]]) -> ImportReport:
    return ImportReport(
        import_id=row.id,
        file=row.file,
        sha256=row.sha256,
        format=row.format,
        records=row.records,
        new=row.new,
        updated=row.updated,
        unchanged=row.unchanged,
        left_out=json.loads(row.left_out),
        problems=row.problems,
        joined=row.joined,
        first=None if row.first_at is None else _moment(row.first_at),
        last=None if row.last_at is None else _moment(row.last_at),
    )


def _undone(row: Row[*tuple[Any, ...]]) -> datetime | None:
    return None if row.undone_at is None else _moment(row.undone_at)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)

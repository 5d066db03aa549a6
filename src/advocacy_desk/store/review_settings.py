"""The workspace's review settings and the views of the queue that people saved."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseFilter, CaseState, Queue
from advocacy_desk.domain.review_settings import ReviewSettings
from advocacy_desk.store.audit import canonical
from advocacy_desk.store.review_tables import saved_view
from advocacy_desk.store.schema import workspace_meta

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

_KEY = "review_settings"


def settings(connection: Connection) -> ReviewSettings:
    """Return how this workspace is reviewed; what was never set is the default."""
    kept = connection.execute(select(workspace_meta.c.value).where(workspace_meta.c.key == _KEY)).scalar()
    known = json.loads(kept) if kept else {}
    values = {one.name: known[one.name] for one in fields(ReviewSettings) if one.name in known}
    if "due_hours" in values:
        values["due_hours"] = {Severity(key): int(hours) for key, hours in values["due_hours"].items()}
    if "two_people" in values:
        values["two_people"] = tuple(Severity(one) for one in values["two_people"])
    return ReviewSettings(**values)


def keep_settings(connection: Connection, changed: ReviewSettings) -> None:
    """Set how this workspace is reviewed."""
    connection.execute(delete(workspace_meta).where(workspace_meta.c.key == _KEY))
    connection.execute(insert(workspace_meta).values(key=_KEY, value=canonical(asdict(changed))))


def views(connection: Connection) -> dict[str, CaseFilter]:
    """Return the saved views by name."""
    rows = connection.execute(select(saved_view).order_by(saved_view.c.name))
    return {row.name: _filter(json.loads(row.filters)) for row in rows}


def keep_view(connection: Connection, name: str, wanted: CaseFilter, *, by: str, at: datetime) -> None:
    """Save a view; one of the same name is replaced."""
    forget_view(connection, name)
    values = {"name": name, "filters": canonical(_written(wanted)), "made_by": by, "made_at": _seconds(at)}
    connection.execute(insert(saved_view).values(values))


def forget_view(connection: Connection, name: str) -> bool:
    """Remove a view; whether there was one."""
    return bool(connection.execute(delete(saved_view).where(saved_view.c.name == name)).rowcount)


def _written(wanted: CaseFilter) -> dict[str, object]:
    """Whose queue it is belongs to whoever opens the view, not to the view."""
    return {key: value for key, value in asdict(wanted).items() if key != "me"}


def _filter(kept: Mapping[str, Any]) -> CaseFilter:
    return CaseFilter(
        states=tuple(CaseState(one) for one in kept["states"]),
        severities=tuple(Severity(one) for one in kept["severities"]),
        teams=tuple(kept["teams"]),
        rule_id=kept["rule_id"],
        words=kept["words"],
        queue=Queue(kept["queue"]),
    )


def _seconds(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp())

"""Facts about the workspace itself, as text by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from advocacy_desk.store.schema import workspace_meta

if TYPE_CHECKING:
    from sqlalchemy import Connection


def value(reading: Connection, key: str) -> str | None:
    """Return what is kept under a key, None where nothing is."""
    found: str | None = reading.execute(select(workspace_meta.c.value).where(workspace_meta.c.key == key)).scalar()
    return found


def keep(writing: Connection, key: str, value: str | None) -> None:
    """Keep a text under a key in place of what was there; None forgets it."""
    writing.execute(delete(workspace_meta).where(workspace_meta.c.key == key))
    if value is not None:
        writing.execute(insert(workspace_meta).values(key=key, value=value))

"""What needs attention, and what changed since last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk.store import Workspace, summary

if TYPE_CHECKING:
    from datetime import datetime

    from advocacy_desk.domain.summary import Attention, Since


def attention(workspace: Workspace) -> Attention:
    """Return what waits for a person in this workspace."""
    with workspace.reading() as connection:
        return summary.attention(connection)


def since(workspace: Workspace, moment: datetime) -> Since:
    """Return what happened after a moment (aware, any zone)."""
    with workspace.reading() as connection:
        return summary.since(connection, int(moment.timestamp()))

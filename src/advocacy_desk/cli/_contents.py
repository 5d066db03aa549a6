"""What is in a workspace file, as JSON and as words."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from advocacy_desk.cli._contract import Session, aligned
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from advocacy_desk.domain.backup import Snapshot


def contents_json(snapshot: Snapshot) -> dict[str, object]:
    """Return the counts of a file with its schema and date."""
    made = None if snapshot.made_at is None else snapshot.made_at.isoformat()
    return {**asdict(snapshot.contents), "schema": snapshot.schema, "made_at": made}


def contents_table(session: Session, snapshot: Snapshot) -> list[str]:
    """Return the counts of a file as lines."""
    found, say = snapshot.contents, session.say
    rows = [
        (text("Posts"), found.posts),
        (text("People"), found.people),
        (text("Accounts"), found.accounts),
        (text("Cases"), found.cases),
        (text("Decisions"), found.decisions),
        (text("Entries of the audit trail"), found.audit_entries),
    ]
    headers = [say(text("What is inside")), say(text("How many"))]
    return aligned(headers, [[say(words), session.language.number(count)] for words, count in rows])

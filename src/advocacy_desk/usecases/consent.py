"""Write down what people agreed to, and ask for whom a purpose may happen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.consent import Purpose, Said, Standing
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, people
from advocacy_desk.store import consent as stored
from advocacy_desk.usecases.list_people import today

if TYPE_CHECKING:
    from collections.abc import Sequence


def say(
    workspace: Workspace,
    employees: Sequence[int],
    purpose: Purpose,
    *,
    given: bool,
    source: str,
    by: str,
    now: datetime | None = None,
) -> Outcome[int]:
    """Write down that people agree to a purpose, or do not; return how many. Earlier entries stay.

    Raises Refused without a source (a form, a mail, a talk) and where somebody does not exist.
    """
    said = _said(purpose, given=given, source=source, by=by, now=now)
    with workspace.writing() as connection:
        wanted = tuple(dict.fromkeys(employees))
        if not people.exists(connection, wanted):
            raise Refused(text("This person is not in the directory."))
        stored.record(connection, wanted, said)
        for one in wanted:
            details = {"purpose": said.purpose, "given": said.given}
            audit.append(
                connection, actor=by, action="consent.said", subject=f"employee:{one}", details=details, at=said.at
            )
    return Outcome(len(wanted), Changes.CONSENT | Changes.PEOPLE)


def set_basis(
    workspace: Workspace, purpose: Purpose, *, given: bool, source: str, by: str, now: datetime | None = None
) -> Outcome[Said]:
    """Write down a basis that covers everybody who said nothing else, such as a works agreement; or that it ended."""
    said = _said(purpose, given=given, source=source, by=by, now=now)
    with workspace.writing() as connection:
        stored.record(connection, [None], said)
        details = {"purpose": said.purpose, "given": said.given}
        audit.append(connection, actor=by, action="consent.basis", subject="workspace", details=details, at=said.at)
    return Outcome(said, Changes.CONSENT | Changes.PEOPLE)


def _said(purpose: Purpose, *, given: bool, source: str, by: str, now: datetime | None) -> Said:
    cleaned = " ".join(source.split())
    if not cleaned:
        raise Refused(text("Please say on what this rests: a form, a mail, a works agreement."))
    return Said(purpose=purpose, given=given, source=cleaned, by=by, at=now or datetime.now(tz=UTC))


def allowed(workspace: Workspace, purpose: Purpose) -> frozenset[int]:
    """Return the employees for whom a purpose may happen today."""
    with workspace.reading() as connection:
        return stored.allowed(connection, purpose, today())


def standings(workspace: Workspace, employee_id: int) -> tuple[Standing, ...]:
    """Return what may happen for a person, every purpose, and why."""
    with workspace.reading() as connection:
        return stored.standings(connection, employee_id, today())


def bases(workspace: Workspace) -> tuple[Said, ...]:
    """Return what covers the whole workspace."""
    with workspace.reading() as connection:
        return stored.bases(connection)


def history(workspace: Workspace, employee_id: int) -> tuple[Said, ...]:
    """Return all entries about a person, newest first."""
    with workspace.reading() as connection:
        return stored.history(connection, employee_id)

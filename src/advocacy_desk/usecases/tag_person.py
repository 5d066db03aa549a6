"""Tag people, and take tags away: with who, when and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.consent import WITHOUT_CONSENT, Purpose
from advocacy_desk.domain.people import Tag, Tagged
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, consent, people
from advocacy_desk.usecases.list_people import today

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 40


def tag(
    workspace: Workspace,
    employees: Sequence[int],
    name: str,
    *,
    by: str,
    reason: str = "",
    until: date | None = None,
    now: datetime | None = None,
) -> Outcome[Tagged]:
    """Set a tag on people; return those who did not have it. Who has it already keeps who, when and why.

    People who do not agree to tags are left out and returned, but for the tags that protect them.

    Raises Refused for an empty or overlong tag, a day in the past, and people who do not exist.
    """
    at = now or datetime.now(tz=UTC)
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > LONGEST:
        raise Refused(text("A tag is a short word or two, {longest} characters at most.", longest=LONGEST))
    if until is not None and until < at.date():
        raise Refused(text("The tag would end before it begins."))
    with workspace.writing() as connection:
        if not people.exists(connection, employees):
            raise Refused(text("This person is not in the directory."))
        values = Tag(name=cleaned, by=by, at=at, reason=reason.strip(), until=until)
        may = frozenset(employees)
        if cleaned not in WITHOUT_CONSENT:
            may &= consent.allowed(connection, Purpose.TAG, today())
        left_out = tuple(one for one in dict.fromkeys(employees) if one not in may)
        tagged = people.tag(connection, [one for one in employees if one in may], cleaned, values)
        for one in tagged:
            details = {"tag": cleaned, "reason": reason.strip()}
            audit.append(
                connection, actor=by, action="person.tagged", subject=f"employee:{one}", details=details, at=at
            )
    return Outcome(Tagged(people=tagged, without_consent=left_out), Changes.TAGS if tagged else Changes.NOTHING)


def untag(
    workspace: Workspace, employees: Sequence[int], name: str, *, by: str, reason: str = "", now: datetime | None = None
) -> Outcome[dict[int, Tag]]:
    """Take a tag away from people; return what was taken, so that it can be put back."""
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        taken = people.untag(connection, employees, " ".join(name.split()))
        for one, held in taken.items():
            details = {"tag": held.name, "reason": reason.strip()}
            audit.append(
                connection, actor=by, action="person.untagged", subject=f"employee:{one}", details=details, at=at
            )
    return Outcome(taken, Changes.TAGS if taken else Changes.NOTHING)

"""Write down what people know of a person: a rated trait, authority elsewhere, a former name of an account."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.consent import Purpose
from advocacy_desk.domain.standing_out import RATINGS, Authority, Rating
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, consent, people, standing_out
from advocacy_desk.usecases.list_people import person, today

if TYPE_CHECKING:
    from advocacy_desk.store import Writing


def rate(workspace: Workspace, employee_id: int, said: Rating) -> Outcome[Rating]:
    """Rate a trait from 1 to 5 with a reason. Raises Refused without a reason and without consent to being tagged."""
    if said.rating not in RATINGS:
        raise Refused(text("A rating is a number from 1 to 5."))
    if not said.reason.strip():
        raise Refused(text("Please say why: a rating without a reason helps nobody."))
    with workspace.writing() as connection:
        _known(connection, employee_id)
        standing_out.rate(connection, employee_id, said)
        details = {"trait": said.trait, "rating": said.rating}
        subject = f"employee:{employee_id}"
        audit.append(connection, actor=said.by, action="person.rated", subject=subject, details=details, at=said.at)
    return Outcome(said, Changes.PEOPLE)


def add_authority(
    workspace: Workspace, employee_id: int, new: Authority, *, now: datetime | None = None
) -> Outcome[Authority]:
    """Write down authority outside social media; its id does not count.

    Raises Refused without evidence, and without consent to tags.
    """
    if not new.title.strip() or not new.evidence.strip():
        raise Refused(text("Please say what it is, and where others can see it."))
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        _known(connection, employee_id)
        standing_out.add_authority(connection, employee_id, new, at)
        details = {"kind": new.kind}
        subject = f"employee:{employee_id}"
        audit.append(connection, actor=new.by, action="person.authority", subject=subject, details=details, at=at)
    return Outcome(new, Changes.PEOPLE)


def _known(connection: Writing, employee_id: int) -> None:
    if not people.exists(connection, [employee_id]):
        raise Refused(text("This person is not in the directory."))
    if employee_id not in consent.allowed(connection, Purpose.TAG, today()):
        raise Refused(text("This person does not agree to tags and ratings, or was not asked."))


def add_former_handle(
    workspace: Workspace,
    employee_id: int,
    network: str,
    handle: str,
    *,
    by: str,
    until: date | None = None,
    now: datetime | None = None,
) -> Outcome[str]:
    """Write down how a person's account on a network was called before. Raises Refused where there is none."""
    former = handle.strip().lstrip("@")
    who = person(workspace, employee_id)
    account = next((one for one in who.accounts if one.network == network), None) if who is not None else None
    if account is None or not former:
        raise Refused(text("This person has no account on {network}.", network=network))
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        standing_out.add_former_handle(connection, account.id, former, until, by, at)
        subject = f"account:{account.id}"
        audit.append(connection, actor=by, action="account.former_handle", subject=subject, details={}, at=at)
    return Outcome(former, Changes.PEOPLE)

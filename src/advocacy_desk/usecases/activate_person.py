"""Offer something to a person or ask them for something, with care; write down what they said and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.activation import Activation, Agreement, Care, Load, cultures, gini, levers, warnings
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.consent import Purpose
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, consent, people
from advocacy_desk.store import activation as stored
from advocacy_desk.usecases.list_people import today

if TYPE_CHECKING:
    from advocacy_desk.i18n import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A new activation and what to think about before the next one."""

    id: int
    warnings: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """How asks are spread over the people who may be asked: their Gini coefficient, None without an ask."""

    care: Care
    may_be_asked: int
    asked: int
    asks: int
    gini: float | None


def add(workspace: Workspace, new: Activation, *, by: str, now: datetime | None = None) -> Outcome[Added]:
    """Add an activation; its ``id`` and ``employee`` do not count.

    Raises Refused for an unknown lever, days in the wrong order, nobody in charge, a person who does not agree to be
    asked, objected, or was asked as often as the workspace's cap allows.
    """
    _doubt(new)
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        if not people.exists(connection, [new.employee_id]):
            raise Refused(text("This person is not in the directory."))
        if new.employee_id not in consent.allowed(connection, Purpose.AMPLIFICATION, today()):
            raise Refused(text("This person does not agree to be asked, or nobody asked for that consent yet."))
        care = stored.care(connection)
        before = stored.load(connection, new.employee_id, new.first, care)
        if before.asks >= care.asks:
            raise Refused(_enough(before, care))
        added = stored.add(connection, new, by, at)
        load = stored.load(connection, new.employee_id, new.first, care)
        details = {"activation": added, "lever": new.lever, "compensation": new.compensation}
        subject = f"employee:{new.employee_id}"
        audit.append(connection, actor=by, action="person.activated", subject=subject, details=details, at=at)
    return Outcome(Added(id=added, warnings=warnings(load, care)), Changes.ACTIVATIONS)


def _doubt(new: Activation) -> None:
    if new.lever not in levers():
        raise Refused(text("There is no lever “{lever}”.", lever=new.lever))
    if new.last < new.first:
        raise Refused(text("It would end before it begins."))
    if not new.owner.strip():
        raise Refused(text("Please say who is in charge of it."))


def _enough(load: Load, care: Care) -> Text:
    return text(
        "This person was asked {asks} times within {days} days; the cap is {cap}. Ask somebody else, or later.",
        asks=load.asks,
        days=care.days,
        cap=care.asks,
    )


def settle(
    workspace: Workspace,
    activation_id: int,
    agreement: Agreement,
    outcome: str,
    *,
    by: str,
    now: datetime | None = None,
) -> Outcome[None]:
    """Write down what the person said and what came of it. Raises Refused where there is no such activation."""
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        known = next((one for one in stored.activations(connection) if one.id == activation_id), None)
        if known is None:
            raise Refused(text("There is no activation {number}.", number=activation_id))
        stored.settle(connection, activation_id, agreement, outcome.strip())
        details = {"activation": activation_id, "agreement": agreement}
        subject = f"employee:{known.employee_id}"
        audit.append(connection, actor=by, action="activation.settled", subject=subject, details=details, at=at)
    return Outcome(None, Changes.ACTIVATIONS)


def activations(workspace: Workspace, employee_id: int | None = None) -> tuple[Activation, ...]:
    """Return activations, the newest first, of one person or all."""
    with workspace.reading() as connection:
        return stored.activations(connection, employee_id)


def load(workspace: Workspace, employee_id: int, day: date) -> Load:
    """Return what a person was asked for in the days of the cap up to ``day``."""
    with workspace.reading() as connection:
        return stored.load(connection, employee_id, day, stored.care(connection))


def care_of(workspace: Workspace) -> Care:
    """Return the cap on asks and the culture profile of the workspace."""
    with workspace.reading() as connection:
        return stored.care(connection)


def fairness(workspace: Workspace, day: date | None = None) -> Fairness:
    """Return how asks of the last days are spread over those who may be asked."""
    with workspace.reading() as connection:
        care = stored.care(connection)
        may = consent.allowed(connection, Purpose.AMPLIFICATION, today())
        counted = stored.asks(connection, day or today(), care)
    values = [counted.get(one, 0) for one in may | counted.keys()]
    return Fairness(care=care, may_be_asked=len(may), asked=len(counted), asks=sum(counted.values()), gini=gini(values))


def set_care(
    workspace: Workspace,
    *,
    by: str,
    asks: int | None = None,
    days: int | None = None,
    culture: str | None = None,
    now: datetime | None = None,
) -> Outcome[Care]:
    """Change the cap on asks or the culture profile; what is not given stays.

    Raises Refused for an unknown culture and for a cap below one.
    """
    if culture is not None and culture not in cultures():
        raise Refused(text("There is no culture profile “{culture}”.", culture=culture))
    if (asks is not None and asks < 1) or (days is not None and days < 1):
        raise Refused(text("The cap is at least one ask within at least one day."))
    with workspace.writing() as connection:
        before = stored.care(connection)
        wanted = Care(asks=asks or before.asks, days=days or before.days, culture=culture or before.culture)
        stored.keep_care(connection, wanted)
        details = {"asks": wanted.asks, "days": wanted.days, "culture": wanted.culture}
        at = now or datetime.now(tz=UTC)
        audit.append(connection, actor=by, action="care.changed", subject="workspace", details=details, at=at)
    return Outcome(wanted, Changes.ACTIVATIONS)

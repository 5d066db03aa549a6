"""Who may judge a case: not the author, nobody who reports to the author, nobody whom the appeal is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.domain.review import JUDGEMENTS, CaseState, Verdict, appealed_against
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.matching import same_name
from advocacy_desk.store import case_work, people

if TYPE_CHECKING:
    from datetime import datetime

    from advocacy_desk.store import Reading
    from advocacy_desk.store.review import StoredCase

JUDGING = JUDGEMENTS | {Verdict.DISMISS, Verdict.UNDO}


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides. ``employee_id`` is set where number or e-mail named one employee; a name alone may be shared."""

    name: str
    employee_id: int | None = None

    def is_the_same(self, name: str | None, employee_id: int | None = None) -> bool:
        """Whether this is a person: by the employee where both are known, else by the name as matching compares it."""
        if self.employee_id is not None and employee_id is not None:
            return self.employee_id == employee_id
        return name is not None and same_name(name, self.name)


def reviewer(reading: Reading, by: str) -> Reviewer:
    """Return who a name, an employee number or an e-mail address means. Raises Refused without one."""
    said = " ".join(by.split())
    if not said:
        raise Refused(text("Please say who decides: a decision is kept with its reviewer."))
    found = people.find(reading, said)
    if len(found) != 1:
        return Reviewer(said)
    name = people.name_of(reading, found[0])
    return Reviewer(name, found[0] if name != said else None)


def refuse_unfair(reading: Reading, case: StoredCase, who: Reviewer) -> None:
    """Raise Refused on the own post, on that of the own manager, and on an appeal against the own decision."""
    if case.author_name is None and case.author_id is None:
        pass
    elif who.is_the_same(case.author_name, case.author_id):
        raise Refused(text("This is your own post. Somebody else has to decide about it."))
    elif _reports_to_author(reading, case, who):
        raise Refused(text("This is your manager’s post. Somebody who does not report to them has to decide about it."))
    if case.state is CaseState.ESCALATED and any(
        who.is_the_same(name) for name in appealed_against(case.history, case.text_hash)
    ):
        raise Refused(text("The author appeals against your decision. Somebody else has to decide about the appeal."))


def _reports_to_author(reading: Reading, case: StoredCase, who: Reviewer) -> bool:
    if case.author_id is None:
        return False
    return any(who.is_the_same(name, number) for number, name in case_work.reports_of(reading, case.author_id).items())


def refuse_claimed(case: StoredCase, who: Reviewer, now: datetime) -> None:
    """Raise Refused where somebody else works on the case."""
    claimant = case.claimant(now)
    if claimant is not None and not who.is_the_same(claimant):
        raise Refused(
            text(
                "{who} works on this case until {when}. Nothing was saved; please choose another one, or ask them.",
                who=claimant,
                when=case.claim_ends_at,
            )
        )

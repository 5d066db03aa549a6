"""Cases, verdicts and decisions; ``next_state`` is the state machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from advocacy_desk.domain.findings import ExplainedFinding, Severity
from advocacy_desk.domain.posts import Post
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Text, text


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CHANGES_REQUESTED = "changes_requested"
    ESCALATED = "escalated"
    AWAITING_SECOND = "awaiting_second"  # one person has decided, and it takes effect once a second one agrees
    APPROVED = "approved"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What an entry in the history of a case says: a reviewer's verdict, or what came from the author."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    REJECT = "reject"
    ESCALATE = "escalate"
    DISMISS = "dismiss"  # one finding, which does not apply
    ANSWER = "answer"  # the author's
    APPEAL = "appeal"  # the author's
    UNDO = "undo"


CLOSED = frozenset({CaseState.APPROVED, CaseState.REJECTED})
FROM_AUTHOR = frozenset({Verdict.ANSWER, Verdict.APPEAL})
FINAL = frozenset({Verdict.APPROVE, Verdict.REJECT})
JUDGEMENTS = FINAL | {Verdict.REQUEST_CHANGES, Verdict.ESCALATE}
NEEDS_NOTE = frozenset(Verdict) - {Verdict.APPROVE, Verdict.UNDO}
PROGRAM = "Advocacy Desk"  # who escalates what nobody decided in time
LATE = text("Nobody decided in time.")  # its note, kept in English and translated where it is shown
MAY_BE_APPEALED = frozenset({CaseState.REJECTED, CaseState.CHANGES_REQUESTED})

_AFTER = {
    Verdict.APPROVE: CaseState.APPROVED,
    Verdict.REQUEST_CHANGES: CaseState.CHANGES_REQUESTED,
    Verdict.REJECT: CaseState.REJECTED,
    Verdict.ESCALATE: CaseState.ESCALATED,
    Verdict.APPEAL: CaseState.ESCALATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a verdict meets. ``before`` is the state that the latest standing entry replaced, None where there is none.

    ``proposed`` is what a first person decided on a case that needs two, ``by_same`` whether it is the same person.
    """

    state: CaseState
    before: CaseState | None = None
    needs_second: bool = False
    proposed: Verdict | None = None
    by_same: bool = False


def next_state(here: Situation, verdict: Verdict, note: str) -> CaseState:
    """Return the state after a verdict.

    Where a second person is needed, an approval or a rejection takes effect when two people in a row say the same;
    where they differ the case is escalated. Raises Refused where the verdict does not fit the state (a closed case is
    decided again only after an undo or an appeal), where the same person would be the second, where words for the
    author are missing, or where there is nothing to undo.
    """
    if verdict is Verdict.UNDO:
        if here.before is None:
            raise Refused(text("There is no decision to undo on this case."))
        return here.before
    _refuse_misfit(here, verdict)
    if verdict in NEEDS_NOTE and not note.strip():
        raise Refused(_what_is_missing(verdict))
    if verdict in FINAL and here.needs_second:
        return _of_two(here, verdict)
    if verdict is Verdict.ANSWER:
        return CaseState.OPEN if here.state is CaseState.CHANGES_REQUESTED else here.state
    return _AFTER.get(verdict, here.state)


def _refuse_misfit(here: Situation, verdict: Verdict) -> None:
    if verdict is Verdict.APPEAL:
        if here.state not in MAY_BE_APPEALED:
            raise Refused(text("An appeal needs a decision against the author: a rejection or a request for changes."))
        return
    if here.state in CLOSED:
        raise Refused(text("This case is closed. Undo the decision first, then decide again."))
    if verdict is Verdict.ESCALATE and here.state is CaseState.ESCALATED:
        raise Refused(text("This case is already escalated."))


def _what_is_missing(verdict: Verdict) -> Text:
    if verdict in FROM_AUTHOR:
        return text("Please enter what the author said.")
    if verdict is Verdict.DISMISS:
        return text("Please say why the finding does not apply: the rule is reviewed by these reasons.")
    return text("Please add a note: the author should know what to do next.")


def _of_two(here: Situation, verdict: Verdict) -> CaseState:
    if here.state is not CaseState.AWAITING_SECOND:
        return CaseState.AWAITING_SECOND
    if here.by_same:
        raise Refused(text("A second person has to decide this case: you were the first."))
    return _AFTER[verdict] if verdict is here.proposed else CaseState.ESCALATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry of a case's history, kept with the text and the rules under which it was made."""

    id: int
    case_id: int
    verdict: Verdict
    before: CaseState  # the state that it replaced
    state: CaseState  # after it
    reviewer: str
    at: datetime
    note: str
    text_hash: str
    rule_versions: dict[str, int]
    undoes: int | None


def entries_that_stand(history: Sequence[Decision], text_hash: str) -> tuple[Decision, ...]:
    """Return the entries about the present text that were not undone, oldest first."""
    undone = {one.undoes for one in history}
    return tuple(
        one
        for one in history
        if one.verdict is not Verdict.UNDO and one.id not in undone and one.text_hash == text_hash
    )


def dismissed_findings(history: Sequence[Decision], text_hash: str) -> dict[str, Decision]:
    """Return the findings that a reviewer dismissed: rule id -> the entry with reason and reviewer."""
    standing = entries_that_stand(history, text_hash)
    return {rule: one for one in standing if one.verdict is Verdict.DISMISS for rule in one.rule_versions}


def appealed_against(history: Sequence[Decision], text_hash: str) -> tuple[str, ...]:
    """Return who decided what the author appealed against; empty without an appeal. They do not decide about it."""
    standing = entries_that_stand(history, text_hash)
    appeals = [place for place, one in enumerate(standing) if one.verdict is Verdict.APPEAL]
    if not appeals:
        return ()
    said = (one.reviewer for one in standing[: appeals[-1]] if one.verdict in JUDGEMENTS - {Verdict.ESCALATE})
    return tuple(dict.fromkeys(said))


class Queue(StrEnum):
    """Which part of the waiting cases is asked for."""

    ALL = "all"
    MINE = "mine"  # assigned to me or claimed by me
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    SECOND_PERSON = "second_person"  # a first person has decided, a second one is needed
    SECOND_OPINION = "second_opinion"  # drawn for a second look at what was decided, without seeing it


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the queue. ``author`` is empty where it is not shown (``author_hidden``) or not known."""

    id: int
    post_id: int
    state: CaseState
    severity: Severity
    team: str | None
    author: str
    author_hidden: bool
    network: str
    excerpt: str
    rules: tuple[str, ...]  # titles are looked up in the policy
    opened_at: datetime
    due_at: datetime | None
    assigned_to: str | None
    claimed_by: str | None  # None also where the claim has ended
    claim_ends_at: datetime | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case with its post, findings and history; ``revision`` must be handed back with a decision.

    ``blind``: shown for a second opinion, so state and history are those of a fresh case. ``alike`` counts the other
    cases that wait with the same text.
    """

    id: int
    state: CaseState
    severity: Severity
    opened_at: datetime
    due_at: datetime | None
    revision: int
    post: Post
    author_hidden: bool
    findings: tuple[ExplainedFinding, ...]
    history: tuple[Decision, ...]
    dismissed: dict[str, Decision] = field(default_factory=dict)
    needs_second: bool = False
    assigned_to: str | None = None
    claimed_by: str | None = None
    claim_ends_at: datetime | None = None
    alike: int = 0
    blind: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases are asked for; ``states`` empty means the waiting ones (all but approved and rejected).

    ``me`` is whose queue MINE and SECOND_OPINION are.
    """

    states: tuple[CaseState, ...] = ()
    severities: tuple[Severity, ...] = ()
    teams: tuple[int, ...] = ()
    rule_id: str | None = None
    words: str = ""
    queue: Queue = Queue.ALL
    me: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    """How a rule has done: posts it finds something in, and what reviewers made of the decided ones.

    ``upheld`` were rejected or sent back, ``dismissed`` approved as they are, or dismissed one by one; escalated ones
    count as neither.
    ``precision`` is upheld / (upheld + dismissed) with its 95 % Wilson interval, None before the first decision.
    """

    rule_id: str
    hits: int
    upheld: int
    dismissed: int
    precision: float | None
    low: float | None
    high: float | None

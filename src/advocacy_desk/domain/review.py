"""Cases, verdicts and decisions; ``next_state`` is the state machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from advocacy_desk.domain.findings import ExplainedFinding, Severity
from advocacy_desk.domain.posts import Post
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CHANGES_REQUESTED = "changes_requested"
    ESCALATED = "escalated"
    APPROVED = "approved"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What a reviewer can say."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    REJECT = "reject"
    ESCALATE = "escalate"
    UNDO = "undo"


CLOSED = frozenset({CaseState.APPROVED, CaseState.REJECTED})

_AFTER = {
    Verdict.APPROVE: CaseState.APPROVED,
    Verdict.REQUEST_CHANGES: CaseState.CHANGES_REQUESTED,
    Verdict.REJECT: CaseState.REJECTED,
    Verdict.ESCALATE: CaseState.ESCALATED,
}

NEEDS_NOTE = frozenset({Verdict.REQUEST_CHANGES, Verdict.REJECT, Verdict.ESCALATE})


def next_state(state: CaseState, verdict: Verdict, *, before: CaseState | None, note: str) -> CaseState:
    """Return the state after a verdict; ``before`` is the state that the latest standing decision replaced.

    Raises Refused where the verdict does not fit the state (a closed case is decided again only after an undo),
    where a verdict against the author comes without a note, or where there is nothing to undo.
    """
    if verdict is Verdict.UNDO:
        if before is None:
            raise Refused(text("There is no decision to undo on this case."))
        return before
    if state in CLOSED:
        raise Refused(text("This case is closed. Undo the decision first, then decide again."))
    if verdict is Verdict.ESCALATE and state is CaseState.ESCALATED:
        raise Refused(text("This case is already escalated."))
    if verdict in NEEDS_NOTE and not note.strip():
        raise Refused(text("Please add a note: the author should know what to do next."))
    return _AFTER[verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry of a case's history, kept with the text and the rules under which it was made."""

    id: int
    verdict: Verdict
    before: CaseState  # the state that it replaced
    state: CaseState  # after it
    reviewer: str
    at: datetime
    note: str
    text_hash: str
    rule_versions: dict[str, int]
    undoes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of the queue."""

    id: int
    post_id: int
    state: CaseState
    severity: Severity
    team: str | None
    author: str
    network: str
    excerpt: str
    rules: tuple[str, ...]  # titles are looked up in the policy
    opened_at: datetime
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case with its post, findings and history; ``revision`` must be handed back with a decision."""

    id: int
    state: CaseState
    severity: Severity
    opened_at: datetime
    revision: int
    post: Post
    findings: tuple[ExplainedFinding, ...]
    history: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases are asked for; ``states`` empty means the open ones (open, changes requested, escalated)."""

    states: tuple[CaseState, ...] = ()
    severities: tuple[Severity, ...] = ()
    teams: tuple[int, ...] = ()
    rule_id: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    """How a rule has done: posts it finds something in, and what reviewers made of the decided ones.

    ``upheld`` were rejected or sent back, ``dismissed`` approved as they are; escalated ones count as neither.
    ``precision`` is upheld / (upheld + dismissed) with its 95 % Wilson interval, None before the first decision.
    """

    rule_id: str
    hits: int
    upheld: int
    dismissed: int
    precision: float | None
    low: float | None
    high: float | None

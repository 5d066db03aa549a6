"""Decide cases with the same text and the same findings with one stroke, and take that back with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.review import Decision, Verdict
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Text, text
from advocacy_desk.store import Workspace, case_work, review
from advocacy_desk.usecases.decide_case import Wish, decide_within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.store import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What came of it: the decisions, and the cases that were left out with the reason, such as the own post."""

    decisions: tuple[Decision, ...]
    left_out: tuple[tuple[int, Text], ...]


def decide_alike(
    workspace: Workspace,
    case_id: int,
    verdict: Verdict,
    *,
    by: str,
    note: str = "",
    seen: int | None = None,
    now: datetime | None = None,
) -> Outcome[Together]:
    """Say the same about a case and every waiting one with the same text and the same findings, in one transaction.

    ``seen`` is the revision of the case on the screen. A case that must be decided otherwise (the own post, claimed by
    somebody) is left out and told. Raises Refused where the case on the screen itself is refused.
    """
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        others = [one for one in case_work.alike(connection, case_id) if one != case_id]
        wish = Wish(verdict=verdict, by=by, note=note, seen=seen, at=at)
        first = decide_within(connection, case_id, wish)
        rest = Wish(verdict=verdict, by=by, note=note, seen=None, at=at)
        return Outcome(_each(connection, others, rest, first), Changes.CASES)


def undo_alike(workspace: Workspace, case_id: int, *, by: str, now: datetime | None = None) -> Outcome[Together]:
    """Take back what was decided with one stroke: the newest decision on a case, and those made together with it.

    A case on which somebody has said something since is left out and told.
    """
    at = now or datetime.now(tz=UTC)
    wish = Wish(verdict=Verdict.UNDO, by=by, note="", seen=None, at=at)
    with workspace.writing() as connection:
        made = _newest(connection, case_id)
        together = () if made is None else case_work.decided_together(connection, made.id)
        same = [
            one for one in together if one != case_id and _is_as(_newest(connection, one), made)
        ]  # fmt: skip
        left = [
            (one, text("Something was said about this case since.")) for one in together if one not in {*same, case_id}
        ]
        found = _each(connection, same, wish, decide_within(connection, case_id, wish))
    return Outcome(Together(decisions=found.decisions, left_out=(*found.left_out, *left)), Changes.CASES)


def _newest(connection: Writing, case_id: int) -> Decision | None:
    case = review.one(connection, case_id)
    standing = () if case is None else case.standing()
    return standing[-1] if standing else None


def _is_as(one: Decision | None, made: Decision | None) -> bool:
    if one is None or made is None:
        return False
    return (one.verdict, one.reviewer, one.at) == (made.verdict, made.reviewer, made.at)


def _each(connection: Writing, cases: Sequence[int], wish: Wish, first: Decision) -> Together:
    decisions, left_out = [first], []
    for one in cases:
        try:
            decisions.append(decide_within(connection, one, wish))
        except Refused as refused:
            left_out.append((one, refused.message))
    return Together(decisions=tuple(decisions), left_out=tuple(left_out))

"""Pass cases on that nobody decided in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.review import LATE, PROGRAM, Verdict
from advocacy_desk.store import Workspace, case_work, review_settings
from advocacy_desk.usecases.decide_case import Wish, decide_within

MOST_AT_ONCE = 500


def escalate_overdue(workspace: Workspace, *, now: datetime | None = None) -> Outcome[tuple[int, ...]]:
    """Escalate the cases that are overdue for longer than the settings allow, each with an entry in its history.

    At most 500 at once, the longest overdue first: a backlog that was imported must not drown who looks after them.
    """
    at = now or datetime.now(tz=UTC)
    with workspace.writing() as connection:
        wait = timedelta(hours=review_settings.settings(connection).escalate_after_hours)
        late = case_work.overdue(connection, at - wait, MOST_AT_ONCE)
        wish = Wish(verdict=Verdict.ESCALATE, by=PROGRAM, note=LATE.in_english(), seen=None, at=at)
        for case_id in late:
            case_work.claim(connection, case_id, None, None)
            decide_within(connection, case_id, wish)
    return Outcome(late, Changes.CASES if late else Changes.NOTHING)

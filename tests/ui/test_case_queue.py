"""The line of a case says how long until somebody should decide, to the minute where it is close."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CaseRow, CaseState
from advocacy_desk.ui.widgets.case_queue import _time_left

if TYPE_CHECKING:
    from advocacy_desk.ui.desk import Desk


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(20, "20 min left"), (60, "1 h left"), (-5, "5 min late"), (-130, "2 h late"), (60 * 24 * 5, "5 d left")],
)
def test_the_time_that_is_left_is_told_in_the_unit_that_fits(desk: Desk, minutes: int, said: str) -> None:
    assert _time_left(_row(desk, minutes), desk) == said


def test_a_decided_case_has_no_time_left(desk: Desk) -> None:
    assert _time_left(_row(desk, 20, CaseState.APPROVED), desk) == ""


def _row(desk: Desk, minutes: int, state: CaseState = CaseState.OPEN) -> CaseRow:
    return CaseRow(
        id=1,
        post_id=1,
        state=state,
        severity=Severity.MAJOR,
        team=None,
        author="",
        author_hidden=True,
        network="linkedin",
        excerpt="",
        rules=(),
        opened_at=desk.now(),
        due_at=desk.now() + timedelta(minutes=minutes),
        assigned_to=None,
        claimed_by=None,
        claim_ends_at=None,
        revision=1,
    )

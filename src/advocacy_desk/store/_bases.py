"""What other products divide by: who has a matched account on a day, and who is employed today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import func, or_, select

from advocacy_desk.analysis._contract import BASE_COLUMNS
from advocacy_desk.store.schema import account, membership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.domain.questions import Question
    from advocacy_desk.store import Reading


def bases(reading: Reading, question: Question, lasts: Sequence[int]) -> pd.DataFrame:
    """Return the frame of BASE_COLUMNS; ``lasts`` are the last days of the steps."""
    everybody = select(func.count(membership.c.employee_id.distinct()))
    if question.teams:
        everybody = everybody.where(membership.c.team_id.in_(question.teams))
    current = reading.execute(everybody.where(membership.c.valid_to.is_(None))).scalar()
    matched = select(account.c.employee_id).where(account.c.state == "accepted", account.c.employee_id.is_not(None))
    rows = []
    for piece, last in zip(question.steps(), lasts, strict=True):
        there = everybody.where(
            membership.c.valid_from <= last, or_(membership.c.valid_to.is_(None), membership.c.valid_to > last)
        )
        enrolled = reading.execute(there.where(membership.c.employee_id.in_(matched))).scalar()
        rows.append((pd.Timestamp(piece.first), enrolled, current))
    return pd.DataFrame(rows, columns=list(BASE_COLUMNS)).astype({"period": "datetime64[s]"})

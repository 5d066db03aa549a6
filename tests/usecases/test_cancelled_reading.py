"""A question that nobody waits for any more stops in the middle of its statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from advocacy_desk.progress import Cancelled

if TYPE_CHECKING:
    from advocacy_desk.store import Workspace

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_an_endless_statement_ends_when_it_is_cancelled_and_the_next_one_works(workspace: Workspace) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(Cancelled), workspace.reading(cancelled=cancelled) as connection:
        connection.execute(sql(ENDLESS))
    with workspace.reading() as connection:
        assert connection.execute(sql("SELECT 1")).scalar_one() == 1

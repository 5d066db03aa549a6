"""Opens cases for posts with findings, and keeps open ones in line with what the rules say now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.people import MatchState
from advocacy_desk.domain.review import CaseState
from advocacy_desk.store.review import OPEN_STATES, OPENS_FROM
from advocacy_desk.store.schema import account, decision, finding, post, review_case

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Row


def open_cases(connection: Connection, post_ids: Sequence[int], active: Collection[str], at: datetime) -> int:
    """Bring the cases of these posts in line with their findings; return how many were opened or opened again.

    A post with a finding of severity minor or more by an active rule has a case, unless its account is known to be
    no employee's. A case whose text changed is open again. A case that lost its findings goes where nobody has
    decided anything, and stays for a look otherwise.
    """
    wanted = _wanted(connection, post_ids, active)
    known = {
        row.post_id: row
        for row in connection.execute(
            select(review_case).where(review_case.c.post_id.in_(bindparam("ids", expanding=True))),
            {"ids": list(post_ids)},
        )
    }
    hashes = _hashes(connection, {*wanted, *known})
    seconds = int(at.timestamp())
    new = [
        {
            "post_id": one,
            "state": CaseState.OPEN,
            "severity": severity,
            "opened_at": seconds,
            "text_hash": hashes[one],
            "revision": 1,
        }
        for one, severity in sorted(wanted.items())
        if one not in known
    ]
    if new:
        connection.execute(insert(review_case), new)
    return len(new) + sum(
        _follow(connection, row, wanted.get(row.post_id), hashes[row.post_id], seconds) for row in known.values()
    )


def _wanted(connection: Connection, post_ids: Sequence[int], active: Collection[str]) -> dict[int, int]:
    query = (
        select(finding.c.post_id, func.max(finding.c.severity))
        .select_from(
            finding.join(post, post.c.id == finding.c.post_id).outerjoin(account, account.c.id == post.c.account_id)
        )
        .where(
            finding.c.post_id.in_(bindparam("ids", expanding=True)),
            finding.c.severity >= OPENS_FROM.rank,
            finding.c.rule_id.in_(list(active)),
            func.coalesce(account.c.state, MatchState.OPEN) != MatchState.NOT_EMPLOYEE,
        )
        .group_by(finding.c.post_id)
    )
    return dict(connection.execute(query, {"ids": list(post_ids)}).all())


def _hashes(connection: Connection, post_ids: Collection[int]) -> dict[int, bytes]:
    query = select(post.c.id, post.c.text_hash).where(post.c.id.in_(bindparam("ids", expanding=True)))
    return dict(connection.execute(query, {"ids": list(post_ids)}).all())


def _follow(
    connection: Connection, row: Row[*tuple[Any, ...]], severity: int | None, text_hash: bytes, seconds: int
) -> bool:
    """Bring one known case in line; return whether it was opened again."""
    here = review_case.c.id == row.id
    changed_text = row.text_hash != text_hash
    if severity is None and not _was_decided(connection, row.id):
        connection.execute(delete(review_case).where(here))
        return False
    now = Severity.INFO.rank if severity is None else severity
    if changed_text:
        values = {"state": CaseState.OPEN, "severity": now, "opened_at": seconds, "text_hash": text_hash}
    elif now != row.severity and CaseState(row.state) in OPEN_STATES:
        values = {"severity": now}
    else:
        return False
    connection.execute(update(review_case).where(here).values(**values, revision=review_case.c.revision + 1))
    return bool(changed_text)


def _was_decided(connection: Connection, case_id: int) -> bool:
    return connection.execute(select(decision.c.id).where(decision.c.case_id == case_id).limit(1)).first() is not None

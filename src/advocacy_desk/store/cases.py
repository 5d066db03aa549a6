"""Opens cases for posts with findings, and keeps open ones in line with what the rules say now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.people import MatchState
from advocacy_desk.domain.posts import Media
from advocacy_desk.domain.review import CaseState
from advocacy_desk.store.review import OPEN_STATES, OPENS_FROM
from advocacy_desk.store.review_settings import settings
from advocacy_desk.store.review_tables import decision, review_case
from advocacy_desk.store.schema import account, finding, post

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Row

    from advocacy_desk.domain.review_settings import ReviewSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What an active rule asks of a case with one of its findings."""

    hours: int | None = None  # None: as the severity says
    needs_second: bool = False
    shows_author: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the findings of a post ask for."""

    severity: Severity
    hours: int | None
    needs_second: bool
    shows_author: bool

    def values(self) -> dict[str, object]:
        return {
            "severity": self.severity.rank,
            "needs_second": self.needs_second,
            "shows_author": self.shows_author,
        }


def open_cases(connection: Connection, post_ids: Sequence[int], active: Mapping[str, Handling], at: datetime) -> int:
    """Bring the cases of these posts in line with their findings; return how many were opened or opened again.

    A post with a finding of severity minor or more by an active rule has a case, unless its account is known to be
    no employee's. A case whose text or form of content changed is open again. A case that lost its findings goes where
    nobody has decided anything, and stays for a look otherwise.
    """
    kept = settings(connection)
    wanted = _wanted(connection, post_ids, active)
    known = {
        row.post_id: row
        for row in connection.execute(
            select(review_case).where(review_case.c.post_id.in_(bindparam("ids", expanding=True))),
            {"ids": list(post_ids)},
        )
    }
    contents = _contents(connection, {*wanted, *known})
    new = [
        {
            "post_id": one,
            "state": CaseState.OPEN,
            "revision": 1,
            "is_doubled": kept.is_doubled(one),
            **asked.values(),
            **_opened(kept, asked.severity, asked.hours, at),
            **contents[one],
        }
        for one, asked in sorted(wanted.items())
        if one not in known
    ]
    if new:
        connection.execute(insert(review_case), new)
    return len(new) + sum(
        _follow(connection, kept, row, wanted.get(row.post_id), contents[row.post_id], at) for row in known.values()
    )


def _opened(kept: ReviewSettings, severity: Severity, hours: int | None, at: datetime) -> dict[str, object]:
    return {"opened_at": int(at.timestamp()), "due_at": int(kept.due(severity, at, hours).timestamp())}


def _wanted(connection: Connection, post_ids: Sequence[int], active: Mapping[str, Handling]) -> dict[int, _Wanted]:
    query = (
        select(finding.c.post_id, finding.c.severity, finding.c.rule_id)
        .select_from(
            finding.join(post, post.c.id == finding.c.post_id).outerjoin(account, account.c.id == post.c.account_id)
        )
        .where(
            finding.c.post_id.in_(bindparam("ids", expanding=True)),
            finding.c.severity >= OPENS_FROM.rank,
            finding.c.rule_id.in_(list(active)),
            account.c.state.is_distinct_from(MatchState.NOT_EMPLOYEE),
        )
    )
    found: dict[int, list[tuple[int, Handling]]] = {}
    for row in connection.execute(query, {"ids": list(post_ids)}):
        found.setdefault(row.post_id, []).append((row.severity, active[row.rule_id]))
    return {one: _together(asked) for one, asked in found.items()}


def _together(asked: Sequence[tuple[int, Handling]]) -> _Wanted:
    return _Wanted(
        severity=list(Severity)[max(rank for rank, _handling in asked)],
        hours=min((one.hours for _rank, one in asked if one.hours is not None), default=None),
        needs_second=any(one.needs_second for _rank, one in asked),
        shows_author=any(one.shows_author for _rank, one in asked),
    )


def _contents(connection: Connection, post_ids: set[int]) -> dict[int, dict[str, object]]:
    """Return what a decision is bound to: the text, and the form of the content where the source tells it."""
    query = select(post.c.id, post.c.text_hash, post.c.media).where(post.c.id.in_(bindparam("ids", expanding=True)))
    return {
        row.id: {"text_hash": row.text_hash, "media": row.media}
        for row in connection.execute(query, {"ids": list(post_ids)})
    }


def _follow(
    connection: Connection,
    kept: ReviewSettings,
    row: Row[*tuple[Any, ...]],
    wanted: _Wanted | None,
    content: dict[str, object],
    at: datetime,
) -> bool:
    """Bring one known case in line; return whether it was opened again."""
    here = review_case.c.id == row.id
    if wanted is None and not _was_decided(connection, row.id):
        connection.execute(delete(review_case).where(here))
        return False
    now = wanted or _Wanted(severity=Severity.INFO, hours=None, needs_second=False, shows_author=False)
    changed = _is_changed(row, content)
    values = now.values()
    if changed:
        values |= {"state": CaseState.OPEN, "claimed_by": None, "claim_ends_at": None, **content}
        values |= _opened(kept, now.severity, now.hours, at)
    elif CaseState(row.state) not in OPEN_STATES or all(getattr(row, key) == value for key, value in values.items()):
        return False
    else:
        opened_at = datetime.fromtimestamp(row.opened_at, tz=UTC)
        values["due_at"] = int(kept.due(now.severity, opened_at, now.hours).timestamp())
    connection.execute(update(review_case).where(here).values(**values, revision=review_case.c.revision + 1))
    return changed


def _is_changed(row: Row[*tuple[Any, ...]], content: dict[str, object]) -> bool:
    """Whether the post is no longer what the case is about; what was unknown before, or is now, changes nothing."""
    told = {None, str(Media.UNKNOWN)}
    other_form = row.media not in told and content["media"] not in told and row.media != content["media"]
    return row.text_hash != content["text_hash"] or other_form


def _was_decided(connection: Connection, case_id: int) -> bool:
    return connection.execute(select(decision.c.id).where(decision.c.case_id == case_id).limit(1)).first() is not None

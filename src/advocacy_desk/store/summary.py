"""A few counts over the whole workspace: what needs attention, and what changed since a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from advocacy_desk.domain.findings import Severity
from advocacy_desk.domain.review import CLOSED, CaseState
from advocacy_desk.domain.summary import Attention, Since
from advocacy_desk.store.review_tables import decision, review_case
from advocacy_desk.store.schema import (
    account,
    audit_entry,
    employee,
    employee_tag,
    import_run,
    not_evaluated,
    post,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, FromClause

_STANDING = [str(state) for state in CaseState if state not in CLOSED]


def attention(connection: Connection) -> Attention:
    """Return what waits for a person, each figure from an index or a small table."""
    by_severity = connection.execute(
        select(review_case.c.severity, func.count())
        .where(review_case.c.state.in_(_STANDING))
        .group_by(review_case.c.severity)
    )
    counted: dict[int, int] = dict(by_severity.all())
    return Attention(
        posts=_count(connection, post),
        people=_count(connection, employee),
        imports=_count(connection, import_run),
        cases={severity: counted.get(severity.rank, 0) for severity in Severity},
        unmatched_accounts=_unmatched(connection),
        problems=int(connection.execute(select(func.coalesce(func.sum(import_run.c.problems), 0))).scalar_one()),
        unchecked=int(
            connection.execute(select(func.count()).select_from(post).where(post.c.policy_id.is_(None))).scalar_one()
        ),
        not_evaluated=int(connection.execute(select(func.count(func.distinct(not_evaluated.c.post_id)))).scalar_one()),
        influencers=int(
            connection.execute(
                select(func.count()).select_from(employee_tag).where(employee_tag.c.name == "internal influencer")
            ).scalar_one()
        ),
    )


def since(connection: Connection, moment: int) -> Since:
    """Return what happened after a moment (epoch seconds)."""
    posts, imports = connection.execute(
        select(func.coalesce(func.sum(import_run.c.new), 0), func.count())
        .where(import_run.c.imported_at > moment)
        .where(import_run.c.carries == "posts")
    ).one()
    return Since(
        new_posts=int(posts),
        imports=int(imports),
        opened_cases=_after(connection, review_case, "opened_at", moment),
        decisions=_after(connection, decision, "decided_at", moment),
        tags=int(
            connection.execute(
                select(func.count())
                .select_from(audit_entry)
                .where(audit_entry.c.at > moment, audit_entry.c.action == "tag")
            ).scalar_one()
        ),
    )


def _count(connection: Connection, table: FromClause) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _after(connection: Connection, table: FromClause, column: str, moment: int) -> int:
    query = select(func.count()).select_from(table).where(table.c[column] > moment)
    return int(connection.execute(query).scalar_one())


def _unmatched(connection: Connection) -> int:
    query = select(func.count()).select_from(account).where(account.c.state == "open")
    return int(connection.execute(query).scalar_one())

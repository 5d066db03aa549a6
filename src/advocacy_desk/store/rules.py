"""Which policies this workspace has been checked under, and the findings that hold."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import bindparam, delete, func, insert, select, update

from advocacy_desk.domain.findings import Finding, NotEvaluated, Severity, Span
from advocacy_desk.store.audit import canonical
from advocacy_desk.store.schema import finding, network, not_evaluated, policy_version, post, post_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import numpy.typing as npt
    from sqlalchemy import Connection, Row

EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class RuleState:
    """What a policy version remembers of a rule: enough to see whether it changed."""

    version: int
    hash: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """What rules look at, as the store has it. ``day`` is the day of publication."""

    post_id: int
    account_id: int | None
    text: str
    text_hash: bytes
    language: str | None
    network: str
    kind: str
    media: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Result:
    """What the rules said about one post; ``text_hash`` is that of the text they saw."""

    post_id: int
    text_hash: bytes
    findings: tuple[Finding, ...]
    not_evaluated: tuple[NotEvaluated, ...]


def remember_policy(connection: Connection, rules: Mapping[str, RuleState], at: datetime) -> int:
    """Return the id of the policy version with these evaluated rules, writing it down when it is seen first.

    A rule that moves from shadow to active makes a new version, too: its findings begin to open cases.
    """
    kept = canonical({key: [rule.version, rule.hash, rule.status] for key, rule in rules.items()})
    fingerprint = hashlib.sha256(kept.encode()).hexdigest()
    known = connection.execute(select(policy_version.c.id).where(policy_version.c.fingerprint == fingerprint)).scalar()
    if known is not None:
        return int(known)
    values = {"fingerprint": fingerprint, "rules": kept, "seen_at": int(at.timestamp())}
    return int(connection.execute(insert(policy_version).values(values).returning(policy_version.c.id)).scalar_one())


def rules_of(connection: Connection, policy_id: int) -> dict[str, RuleState]:
    """Return the rules of a policy version."""
    kept = connection.execute(select(policy_version.c.rules).where(policy_version.c.id == policy_id)).scalar_one()
    return {key: RuleState(*state) for key, state in json.loads(kept).items()}


def stale(connection: Connection, policy_id: int, *, everything: bool) -> dict[int | None, npt.NDArray[np.int64]]:
    """Return the posts that were not checked under a policy, by the policy under which they were.

    None: never, or their text changed since. Within a group posts of the same text lie side by side, in the order
    in which the text first appears, so that one batch holds them all.
    """
    query = select(post.c.policy_id, post.c.id, post.c.text_hash).order_by(post.c.id)
    if not everything:
        query = query.where(post.c.policy_id.is_(None) | (post.c.policy_id != policy_id))
    ids: dict[int | None, list[int]] = {}
    ranks: dict[int | None, list[int]] = {}
    first: dict[bytes, int] = {}
    for place, (under, one, text_hash) in enumerate(connection.execute(query)):
        group = None if everything else under
        ids.setdefault(group, []).append(one)
        ranks.setdefault(group, []).append(first.setdefault(text_hash, place))
    return {
        group: np.array(members, dtype=np.int64)[np.argsort(np.array(ranks[group]), kind="stable")]
        for group, members in ids.items()
    }


def texts(connection: Connection, ids: npt.NDArray[np.int64]) -> list[StoredText]:
    """Return what rules look at of these posts, in their order; posts that are gone are left out."""
    query = (
        select(
            post.c.id, post.c.account_id, post_text.c.text, post.c.text_hash, post.c.language,
            network.c.key, post.c.kind, post.c.media, post.c.day,
        )
        .select_from(post.join(post_text).join(network))
        .where(post.c.id.in_(bindparam("ids", expanding=True)))
    )  # fmt: skip
    rows = {row.id: row for row in connection.execute(query, {"ids": ids.tolist()})}
    return [_stored(rows[one]) for one in ids.tolist() if one in rows]


def _stored(row: Row[*tuple[Any, ...]]) -> StoredText:
    return StoredText(
        post_id=row.id,
        account_id=row.account_id,
        text=row.text,
        text_hash=row.text_hash,
        language=row.language,
        network=row.key,
        kind=row.kind,
        media=row.media,
        day=None if row.day is None else date.fromordinal(row.day + EPOCH),
    )


def save(connection: Connection, policy_id: int, results: Sequence[Result], only: Collection[str] | None) -> None:
    """Replace the findings of these posts, of all rules or of ``only`` some, and mark the posts as checked.

    A post whose text has changed since it was read stays unchecked, so the next check takes it up again.
    """
    ids = [result.post_id for result in results]
    for table in (finding, not_evaluated):
        old = delete(table).where(table.c.post_id.in_(bindparam("ids", expanding=True)))
        if only is not None:
            old = old.where(table.c.rule_id.in_(list(only)))
        connection.execute(old, {"ids": ids})
    found = [_finding_row(result.post_id, one) for result in results for one in result.findings]
    if found:
        connection.execute(insert(finding), found)
    open_questions = [
        {"post_id": result.post_id, "rule_id": one.rule_id, "rule_hash": one.rule_hash, "why": one.why}
        for result in results
        for one in result.not_evaluated
    ]
    if open_questions:
        connection.execute(insert(not_evaluated), open_questions)
    unchanged = (post.c.id == bindparam("post")) & (post.c.text_hash == bindparam("seen"))
    connection.execute(
        update(post).where(unchanged).values(policy_id=policy_id),
        [{"post": result.post_id, "seen": result.text_hash} for result in results],
    )


def last_post(connection: Connection) -> int:
    """Return the highest id of a post, 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(post.c.id), 0))).scalar_one())


def move_on(connection: Connection, before: int, policy_id: int, ids: range) -> None:
    """Mark those of the posts that are left under an older policy as checked: no changed rule has to look at them."""
    some = post.c.id.between(ids.start, ids.stop - 1) & (post.c.policy_id == before)
    connection.execute(update(post).where(some).values(policy_id=policy_id))


def posts_told_of(connection: Connection, rule_ids: Collection[str]) -> npt.NDArray[np.int64]:
    """Return the posts about which one of these rules says something, or could not say anything in time."""
    ids: list[int] = []
    for table in (finding, not_evaluated):
        ids += connection.execute(select(table.c.post_id).where(table.c.rule_id.in_(list(rule_ids)))).scalars()
    return np.array(ids, dtype=np.int64)


def _finding_row(post_id: int, one: Finding) -> dict[str, object]:
    return {
        "post_id": post_id,
        "rule_id": one.rule_id,
        "rule_version": one.rule_version,
        "rule_hash": one.rule_hash,
        "severity": one.severity.rank,
        "spans": json.dumps([[span.start, span.end, span.label] for span in one.spans], ensure_ascii=False),
        "fields": json.dumps(one.fields, ensure_ascii=False),
    }


def findings_of(connection: Connection, post_id: int) -> tuple[Finding, ...]:
    """Return the findings that hold for a post, most severe first."""
    query = select(finding).where(finding.c.post_id == post_id).order_by(finding.c.severity.desc(), finding.c.rule_id)
    return tuple(_finding(row) for row in connection.execute(query))


def _finding(row: Row[*tuple[Any, ...]]) -> Finding:
    return Finding(
        rule_id=row.rule_id,
        rule_version=row.rule_version,
        rule_hash=row.rule_hash,
        severity=list(Severity)[row.severity],
        spans=tuple(Span(start, end, label) for start, end, label in json.loads(row.spans)),
        fields=json.loads(row.fields),
    )


def hits(connection: Connection) -> dict[str, int]:
    """Return how many posts each rule finds something in."""
    query = select(finding.c.rule_id, func.count()).group_by(finding.c.rule_id).order_by(finding.c.rule_id)
    return dict(connection.execute(query).all())


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the workspace holds: posts, posts with findings, findings, and posts with rules that were not evaluated."""

    posts: int
    with_findings: int
    findings: int
    not_evaluated: int


def totals(connection: Connection) -> Totals:
    """Count what the workspace holds."""
    found, distinct = connection.execute(
        select(func.count(), func.count(func.distinct(finding.c.post_id))).select_from(finding)
    ).one()
    return Totals(
        posts=int(connection.execute(select(func.count()).select_from(post)).scalar_one()),
        with_findings=int(distinct),
        findings=int(found),
        not_evaluated=int(connection.execute(select(func.count()).select_from(not_evaluated)).scalar_one()),
    )


def chunks(ids: npt.NDArray[np.int64], size: int) -> Iterator[npt.NDArray[np.int64]]:
    """Cut an array of ids into pieces."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def last_check(connection: Connection) -> datetime | None:
    """Return when the newest policy was first applied here, None before the first check."""
    seen = connection.execute(select(func.max(policy_version.c.seen_at))).scalar_one()
    return None if seen is None else datetime.fromtimestamp(seen, tz=UTC)

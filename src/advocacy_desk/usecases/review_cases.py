"""Reading the review: the queue, one case with everything a reviewer needs, and how the rules have done."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk import policy as engine
from advocacy_desk.analysis.rule_quality import share
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.domain.findings import ExplainedFinding, Finding
from advocacy_desk.domain.review import Case, CaseState, RuleRecord, Verdict, dismissed_findings
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import literal, text
from advocacy_desk.store import Workspace, audit, case_queue, case_work, posts, review, review_settings, rules
from advocacy_desk.usecases import _fairness
from advocacy_desk.usecases.list_rules import active_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from advocacy_desk.domain.findings import Severity
    from advocacy_desk.domain.posts import Post
    from advocacy_desk.domain.review import CaseFilter, CaseRow
    from advocacy_desk.policy import Policy


def case_ids(workspace: Workspace, wanted: CaseFilter, *, now: datetime | None = None) -> npt.NDArray[np.int64]:
    """Return the ids of the cases that are wanted: overdue first, then the most severe, then the longest waiting."""
    with workspace.reading() as connection:
        return case_queue.ids(connection, wanted, now or datetime.now(tz=UTC))


def case_rows(workspace: Workspace, ids: Sequence[int], *, now: datetime | None = None) -> tuple[CaseRow, ...]:
    """Return the queue's rows of these cases in the order asked for, authors as far as reviewers see them."""
    with workspace.reading() as connection:
        shown = review_settings.settings(connection).show_author
        return case_queue.rows(connection, ids, now or datetime.now(tz=UTC), show_author=shown)


def case(
    workspace: Workspace, under: Policy, case_id: int, *, blind: bool = False, now: datetime | None = None
) -> Case | None:
    """Return one case with its post, explained findings of active rules and history; None where it is gone.

    The author is left out unless the settings or a rule of the case say otherwise (``open_author`` shows it).
    ``blind``: for a second opinion, without what was decided so far.
    """
    with workspace.reading() as connection:
        stored = review.one(connection, case_id)
        post = None if stored is None else posts.one(connection, stored.post_id)
        if stored is None or post is None:
            return None
        found = rules.findings_of(connection, stored.post_id)
        kept = review_settings.settings(connection)
        same = case_work.alike(connection, case_id)
    hidden = not (kept.show_author or stored.shows_author)
    return Case(
        id=stored.id,
        state=CaseState.OPEN if blind else stored.state,
        severity=stored.severity,
        opened_at=stored.opened_at,
        due_at=stored.due_at,
        revision=stored.revision,
        post=_without_author(post) if hidden else post,
        author_hidden=hidden,
        findings=explained(under, found),
        history=() if blind else stored.history,
        dismissed={} if blind else dismissed_findings(stored.history, stored.text_hash),
        needs_second=stored.needs_second or stored.severity in kept.two_people,
        assigned_to=stored.assigned_to,
        claimed_by=stored.claimant(now or datetime.now(tz=UTC)),
        claim_ends_at=stored.claim_ends_at,
        alike=0 if blind else max(0, len(same) - 1),
        blind=blind,
    )


def _without_author(post: Post) -> Post:
    """Leave out whose post it is, and its address, which tells it."""
    return replace(post, account="", employee=None, employee_id=None, url=None, external_id="")


def open_author(workspace: Workspace, case_id: int, *, by: str, now: datetime | None = None) -> Outcome[Post]:
    """Return the post of a case with its author, and write down in the audit trail who looked.

    Raises Refused where the case is gone, or where nobody says who looks.
    """
    with workspace.writing() as connection:
        who = _fairness.reviewer(connection, by)
        stored = review.one(connection, case_id)
        post = None if stored is None else posts.one(connection, stored.post_id)
        if post is None:
            raise Refused(text("There is no case {case}.", case=str(case_id)))
        subject, at = f"case:{case_id}", now or datetime.now(tz=UTC)
        audit.append(connection, actor=who.name, action="author.opened", subject=subject, details={}, at=at)
    return Outcome(post, Changes.NOTHING)


def explained(under: Policy, findings: Sequence[Finding]) -> tuple[ExplainedFinding, ...]:
    """Explain findings of active rules; one whose rule is gone since says so and keeps its place."""
    known = {rule.id: rule for rule in under.rules}
    shown = active_rules(under)
    return tuple(
        engine.explain(known[one.rule_id], one) if one.rule_id in known else _without_rule(one)
        for one in findings
        if one.rule_id in shown or one.rule_id not in known
    )


def _without_rule(one: Finding) -> ExplainedFinding:
    return ExplainedFinding(
        finding=one,
        title=literal(one.rule_id),
        message=text("This rule is no longer part of the policy."),
        why=literal(""),
        suggestion=literal(""),
        references=(),
    )


def open_by_severity(workspace: Workspace) -> dict[Severity, int]:
    """Return how many cases wait for a decision, by severity."""
    with workspace.reading() as connection:
        return review.count_by_severity(connection)


def by_state(workspace: Workspace) -> dict[CaseState, int]:
    """Return how many cases there are in every state."""
    with workspace.reading() as connection:
        return review.count_by_state(connection)


def rule_records(workspace: Workspace) -> tuple[RuleRecord, ...]:
    """Return for every rule with a hit or a decision how it has done, the most hits first."""
    with workspace.reading() as connection:
        hits = rules.hits(connection)
        verdicts = review.standing_verdicts(connection)
    upheld: dict[str, int] = {}
    dismissed: dict[str, int] = {}
    for verdict, about in verdicts:
        dismisses = verdict in {Verdict.APPROVE, Verdict.DISMISS}
        target = dismissed if dismisses else upheld if verdict is not Verdict.ESCALATE else {}
        for rule_id in about:
            target[rule_id] = target.get(rule_id, 0) + 1
    everything = {*hits, *upheld, *dismissed}
    records = [_record(one, hits.get(one, 0), upheld.get(one, 0), dismissed.get(one, 0)) for one in everything]
    return tuple(sorted(records, key=lambda record: (-record.hits, record.rule_id)))


def _record(rule_id: str, hits: int, upheld: int, dismissed: int) -> RuleRecord:
    decided = upheld + dismissed
    precision = share(upheld, decided)
    return RuleRecord(
        rule_id=rule_id,
        hits=hits,
        upheld=upheld,
        dismissed=dismissed,
        precision=None if precision is None else precision.value,
        low=None if precision is None else precision.low,
        high=None if precision is None else precision.high,
    )

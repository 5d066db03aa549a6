"""Reading the review: the queue, one case with everything a reviewer needs, and how the rules have done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advocacy_desk import policy as engine
from advocacy_desk.analysis.rule_quality import share
from advocacy_desk.domain.findings import ExplainedFinding, Finding
from advocacy_desk.domain.review import Case, RuleRecord, Verdict
from advocacy_desk.i18n import literal, text
from advocacy_desk.store import Workspace, posts, review, rules
from advocacy_desk.usecases.list_rules import active_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    from advocacy_desk.domain.findings import Severity
    from advocacy_desk.domain.review import CaseFilter, CaseRow, CaseState
    from advocacy_desk.policy import Policy


def case_ids(workspace: Workspace, wanted: CaseFilter) -> npt.NDArray[np.int64]:
    """Return the ids of the cases that are wanted: most severe first, among equals the longest waiting first."""
    with workspace.reading() as connection:
        return review.ids(connection, wanted)


def case_rows(workspace: Workspace, ids: Sequence[int]) -> tuple[CaseRow, ...]:
    """Return the queue's rows of these cases in the order asked for."""
    with workspace.reading() as connection:
        return review.rows(connection, ids)


def case(workspace: Workspace, under: Policy, case_id: int) -> Case | None:
    """Return one case with its post, explained findings of active rules and history; None where it is gone."""
    with workspace.reading() as connection:
        stored = review.one(connection, case_id)
        post = None if stored is None else posts.one(connection, stored.post_id)
        if stored is None or post is None:
            return None
        found = rules.findings_of(connection, stored.post_id)
    return Case(
        id=stored.id,
        state=stored.state,
        severity=stored.severity,
        opened_at=stored.opened_at,
        revision=stored.revision,
        post=post,
        findings=explained(under, found),
        history=stored.history,
    )


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
        target = dismissed if verdict is Verdict.APPROVE else upheld if verdict is not Verdict.ESCALATE else {}
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

"""Check posts against the rules: what is new, what changed, and what changed rules say about everything else."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.i18n import text
from advocacy_desk.policy import Policy, Rule, Subject
from advocacy_desk.store import Workspace, cases, people, rules
from advocacy_desk.usecases.list_people import today
from advocacy_desk.usecases.list_rules import active_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    from advocacy_desk.progress import Progress

BATCH = 4_000  # posts in one transaction: a fifth of a second, so others get their turn and cancelling is quick


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check did (``evaluated`` posts with at most ``rules_evaluated`` rules) and what the workspace holds now.

    ``not_evaluated`` counts pairs of post and rule that ran out of time: they are not "passed". ``by_rule`` and
    ``findings`` include shadow rules.
    """

    posts: int
    evaluated: int
    rules_evaluated: int
    with_findings: int
    findings: int
    by_rule: dict[str, int]
    not_evaluated: int
    opened: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Task:
    """Posts that need the same rules; ``only`` None: all of them, empty: none, the posts just move on."""

    ids: npt.NDArray[np.int64]
    only: frozenset[str] | None


def check_posts(
    workspace: Workspace, under: Policy, progress: Progress, *, everything: bool = False, now: datetime | None = None
) -> Outcome[CheckReport]:
    """Evaluate the posts whose text is new or changed with all rules, and the others with the rules that changed.

    Works in transactions of some thousand posts: cancelling keeps what was done, the next check goes on from there.
    """
    started = time.perf_counter()
    at = now or datetime.now(tz=UTC)
    progress.at(text("Looking for posts to check"))
    policy_id, tasks, authors = _plan(workspace, under, at, everything=everything)
    total = sum(len(task.ids) for task in tasks)
    evaluated = opened = done = 0
    used: set[str] = set()
    for task in tasks:
        for ids in rules.chunks(task.ids, BATCH):
            progress.at(text("Checking posts"), done, total)
            opened += _check_batch(workspace, under, policy_id, _Task(ids, task.only), authors, at)
            done += len(ids)
            if task.only is None or task.only:
                evaluated += len(ids)
                used |= task.only if task.only is not None else {rule.id for rule in _evaluated(under)}
    report = _report(workspace, evaluated, len(used), opened, started)
    return Outcome(report, Changes.FINDINGS | Changes.CASES if total else Changes.NOTHING)


def _evaluated(under: Policy) -> tuple[Rule, ...]:
    return tuple(rule for rule in under.rules if rule.is_evaluated)


def _plan(
    workspace: Workspace, under: Policy, at: datetime, *, everything: bool
) -> tuple[int, list[_Task], dict[int, dict[str, str]]]:
    live = {rule.id: rules.RuleState(rule.version, rule.hash, str(rule.status)) for rule in _evaluated(under)}
    with workspace.writing() as connection:
        policy_id = rules.remember_policy(connection, live, at)
    with workspace.reading() as connection:
        groups = rules.stale(connection, policy_id, everything=everything)
        tasks = [
            _Task(ids, None if before is None else _changed(rules.rules_of(connection, before), live))
            for before, ids in groups.items()
        ]
        authors = people.author_facts(connection, today())
    return policy_id, tasks, authors


def _changed(before: Mapping[str, rules.RuleState], live: Mapping[str, rules.RuleState]) -> frozenset[str]:
    """Return the rules whose findings under an older policy say nothing any more: changed, added, or taken out."""
    return frozenset(key for key in before.keys() | live.keys() if before.get(key) != live.get(key))


def _check_batch(
    workspace: Workspace,
    under: Policy,
    policy_id: int,
    task: _Task,
    authors: Mapping[int, Mapping[str, str]],
    at: datetime,
) -> int:
    with workspace.reading() as connection:
        found = rules.texts(connection, task.ids)
    subjects = [subject_of_post(one, authors) for one in found]
    known = {rule.id for rule in under.rules}
    only = None if task.only is None else task.only & known
    said = [((), ()) for _ in found] if only is not None and not only else under.engine(only).evaluate(subjects)
    results = [
        rules.Result(one.post_id, one.text_hash, findings, open_questions)
        for one, (findings, open_questions) in zip(found, said, strict=True)
    ]
    with workspace.writing() as connection:
        if task.only is not None and not task.only:
            rules.move_on(connection, policy_id, [one.post_id for one in found])
            return 0
        rules.save(connection, policy_id, results, task.only)
        return cases.open_cases(connection, [one.post_id for one in found], active_rules(under), at)


def subject_of_post(one: rules.StoredText, authors: Mapping[int, Mapping[str, str]]) -> Subject:
    """Return a stored post as the rules see it."""
    attached = ({"type": one.media, "alt_text": None},) if one.media in {"image", "video", "audio"} else ()
    return Subject(
        text=one.text,
        language=one.language,
        network=one.network,
        kind=one.kind,
        posted=one.day,
        author=authors.get(one.account_id, {}) if one.account_id is not None else {},
        attachments=attached,
    )


def _report(workspace: Workspace, evaluated: int, used: int, opened: int, started: float) -> CheckReport:
    with workspace.reading() as connection:
        totals = rules.totals(connection)
        by_rule = rules.hits(connection)
    return CheckReport(
        posts=totals.posts,
        evaluated=evaluated,
        rules_evaluated=used,
        with_findings=totals.with_findings,
        findings=totals.findings,
        by_rule=by_rule,
        not_evaluated=totals.not_evaluated,
        opened=opened,
        seconds=round(time.perf_counter() - started, 3),
    )

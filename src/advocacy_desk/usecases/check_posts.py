"""Check posts against the rules: what is new, what changed, and what changed rules say about everything else."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.i18n import text
from advocacy_desk.policy import Policy, Rule, Status, Subject, index_words
from advocacy_desk.store import Workspace, cases, people, rule_diff, rules
from advocacy_desk.usecases.escalate_overdue import escalate_overdue
from advocacy_desk.usecases.list_people import today

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    from advocacy_desk.domain.authors import Authors
    from advocacy_desk.progress import Progress

BATCH = 4_000  # posts in one transaction: a fifth of a second, so others get their turn and cancelling is quick
MOVED_TOGETHER = 50_000  # posts that are only marked as checked


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
    """Posts that need the same rules; ``only`` None: all of them.

    ``before`` is the policy under which they were checked; ``passed`` counts those of them that the index rules out and
    about which the changed rules say nothing so far: they just move on. ``told`` are those about which they did.
    """

    ids: npt.NDArray[np.int64]
    only: frozenset[str] | None
    before: int | None = None
    passed: int = 0
    told: frozenset[int] = frozenset()


def check_posts(
    workspace: Workspace, under: Policy, progress: Progress, *, everything: bool = False, now: datetime | None = None
) -> Outcome[CheckReport]:
    """Evaluate the posts whose text is new or changed with all rules, and the others with the rules that changed.

    Works in transactions of some thousand posts: cancelling keeps what was done, the next check goes on from there.
    Cases that nobody decided in time are passed on at its end.
    """
    started = time.perf_counter()
    at = now or datetime.now(tz=UTC)
    progress.at(text("Looking for posts to check"))
    policy_id, tasks, authors = _plan(workspace, under, at, everything=everything)
    total = sum(len(task.ids) + task.passed for task in tasks)
    evaluated = opened = done = 0
    used: set[str] = set()
    for task in tasks:
        for ids in rules.chunks(task.ids, BATCH):
            progress.at(text("Checking posts"), done, total)
            opened += _check_batch(workspace, under, policy_id, replace(task, ids=ids), authors, at)
            done += len(ids)
        if task.before is not None:
            _move_on(workspace, task.before, policy_id, progress)
            done += task.passed
        evaluated += len(task.ids) + task.passed
        used |= task.only if task.only is not None else {rule.id for rule in _evaluated(under)}
    escalate_overdue(workspace, now=at)
    report = _report(workspace, evaluated, len(used), opened, started)
    return Outcome(report, Changes.FINDINGS | Changes.CASES if total else Changes.NOTHING)


def _move_on(workspace: Workspace, before: int, policy_id: int, progress: Progress) -> None:
    with workspace.reading() as connection:
        end = rules.last_post(connection) + 1
    for start in range(0, end, MOVED_TOGETHER):
        progress.at(text("Checking posts"), start, end)
        with workspace.writing() as connection:
            rules.move_on(connection, before, policy_id, range(start, start + MOVED_TOGETHER))


def _evaluated(under: Policy) -> tuple[Rule, ...]:
    return tuple(rule for rule in under.rules if rule.is_evaluated)


def _plan(workspace: Workspace, under: Policy, at: datetime, *, everything: bool) -> tuple[int, list[_Task], Authors]:
    live = {rule.id: rules.RuleState(rule.version, rule.hash, str(rule.status)) for rule in _evaluated(under)}
    with workspace.writing() as connection:
        policy_id = rules.remember_policy(connection, live, at)
    with workspace.reading() as connection:
        groups = rules.stale(connection, policy_id, everything=everything)
        authors = people.author_facts(connection, today())
    return policy_id, [_task(workspace, under, before, ids, live) for before, ids in groups.items()], authors


def _task(
    workspace: Workspace,
    under: Policy,
    before: int | None,
    ids: npt.NDArray[np.int64],
    live: Mapping[str, rules.RuleState],
) -> _Task:
    """Return what is to be done about posts that were checked under an older policy: as little as possible."""
    if before is None:
        return _Task(ids, None)
    with workspace.reading() as connection:
        only = _changed(rules.rules_of(connection, before), live)
        told = rules.posts_told_of(connection, only)
    shown = posts_for(workspace, [under.by_id[key] for key in only & live.keys()])
    looked_at = ids if shown is None else ids[np.isin(ids, np.union1d(shown, told))]
    return _Task(looked_at, only, before, len(ids) - len(looked_at), frozenset(told.tolist()))


def posts_for(workspace: Workspace, asked: Iterable[Rule]) -> npt.NDArray[np.int64] | None:
    """Return the posts that the full-text index cannot rule out for all of the rules; None where it rules out none."""
    words: set[tuple[str, bool]] = set()
    for rule in asked:
        known = index_words(rule)
        if known is None:
            return None
        words.update((one.words, one.whole) for one in known)
    with workspace.reading() as connection:
        return rule_diff.posts_with_one_of(connection, words)


def _changed(before: Mapping[str, rules.RuleState], live: Mapping[str, rules.RuleState]) -> frozenset[str]:
    """Return the rules whose findings under an older policy say nothing any more: changed, added, or taken out."""
    return frozenset(key for key in before.keys() | live.keys() if before.get(key) != live.get(key))


def _check_batch(
    workspace: Workspace,
    under: Policy,
    policy_id: int,
    task: _Task,
    authors: Authors,
    at: datetime,
) -> int:
    with workspace.reading() as connection:
        found = rules.texts(connection, task.ids)
    subjects = [subject_of_post(one, authors) for one in found]
    said = under.engine(task.only).evaluate(subjects)
    results = [
        rules.Result(one.post_id, one.text_hash, findings, open_questions)
        for one, (findings, open_questions) in zip(found, said, strict=True)
        if task.before is None or findings or open_questions or one.post_id in task.told  # the others just move on
    ]
    if not results:
        return 0
    with workspace.writing() as connection:
        rules.save(connection, policy_id, results, task.only)
        return cases.open_cases(connection, [one.post_id for one in results], handling(under), at)


def handling(under: Policy) -> dict[str, cases.Handling]:
    """Return what each active rule asks of its cases: less time, a second person, to know the author."""
    return {
        rule.id: cases.Handling(
            hours=rule.review.sla_hours, needs_second=rule.review.four_eyes, shows_author=rule.depends_on_author
        )
        for rule in under.rules
        if rule.status is Status.ACTIVE
    }


def subject_of_post(one: rules.StoredText, authors: Authors) -> Subject:
    """Return a stored post as the rules see it."""
    attached = ({"type": one.media, "alt_text": None},) if one.media in {"image", "video", "audio"} else ()
    return Subject(
        text=one.text,
        language=one.language,
        network=one.network,
        kind=one.kind,
        posted=one.day,
        author=authors.of(one.account_id, one.day),
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

"""Rules that are themselves reviewed: what reviewers made of their hits, drift, and what they miss."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

from advocacy_desk.analysis.rule_quality import Share, draw, drifts, recall, share
from advocacy_desk.domain.review import Verdict
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, review, rule_life, rule_quality, rules
from advocacy_desk.usecases.list_rules import active_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from advocacy_desk.policy import Policy, Rule
    from advocacy_desk.store.review import Standing

LOOK_AGAIN_AFTER = timedelta(days=365)
_MOST_REASONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleQuality:
    """How a rule does. Unknown is None: no decision yet, no expectation, never looked at."""

    rule_id: str
    hits: int
    hit_rate: Share | None  # of all posts
    expected: float | None  # the most that its author expects
    drifts: bool
    precision: Share | None  # upheld of those decided; escalated ones count as neither
    reasons: tuple[tuple[str, int], ...]  # notes of those who dismissed its findings, the commonest first
    median_hours: float | None  # from the opening of a case to the decision that stands
    looked_at: datetime | None  # when somebody last set or confirmed its state, else when it was first applied
    look_again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What a blind sample says: the share of posts without finding that are in breach, and the recall of the rules."""

    sampled: int
    unflagged: int
    flagged: int
    missed: Share
    recall: Share | None  # None until a finding was decided, or where nothing was found on either side


def quality(workspace: Workspace, under: Policy, *, now: datetime | None = None) -> tuple[RuleQuality, ...]:
    """Return how every rule of a policy does, the most hits first."""
    at = now or datetime.now(tz=UTC)
    with workspace.reading() as connection:
        hits = rules.hits(connection)
        posts = rules.totals(connection).posts
        decided = review.standing(connection)
        looked = rule_quality.first_seen(connection)
        looked |= {key: change.at for key, change in rule_life.latest(connection).items()}
    by_rule: dict[str, list[Standing]] = defaultdict(list)
    for one in decided:
        for rule_id in one.rules:
            by_rule[rule_id].append(one)
    found = [_one(rule, hits.get(rule.id, 0), posts, by_rule[rule.id], looked.get(rule.id), at) for rule in under.rules]
    return tuple(sorted(found, key=lambda one: (-one.hits, one.rule_id)))


def _one(
    rule: Rule, hits: int, posts: int, decided: Sequence[Standing], looked_at: datetime | None, now: datetime
) -> RuleQuality:
    upheld, dismissed = _split(decided)
    times = [one.seconds for one in (*upheld, *dismissed) if one.seconds is not None]
    reasons = Counter(" ".join(one.note.split()) for one in dismissed if one.note.strip())
    return RuleQuality(
        rule_id=rule.id,
        hits=hits,
        hit_rate=share(hits, posts),
        expected=rule.expect.max_hit_rate,
        drifts=drifts(hits, posts, rule.expect.max_hit_rate),
        precision=share(len(upheld), len(upheld) + len(dismissed)),
        reasons=tuple(reasons.most_common(_MOST_REASONS)),
        median_hours=median(times) / 3600 if times else None,
        looked_at=looked_at,
        look_again=rule.is_evaluated and looked_at is not None and now - looked_at > LOOK_AGAIN_AFTER,
    )


def _split(decided: Sequence[Standing]) -> tuple[list[Standing], list[Standing]]:
    upheld = [one for one in decided if one.verdict in {Verdict.REJECT, Verdict.REQUEST_CHANGES}]
    return upheld, [one for one in decided if one.verdict in {Verdict.APPROVE, Verdict.DISMISS}]


def blind_sample(workspace: Workspace, under: Policy, size: int, seed: int) -> tuple[int, ...]:
    """Return random posts in which no rule found anything, for a person to look through; the seed repeats the draw."""
    with workspace.reading() as connection:
        _, passed = rule_quality.checked_posts(connection, active_rules(under))
    return draw(passed.tolist(), size, seed)


def judge_sample(workspace: Workspace, under: Policy, size: int, seed: int, in_breach: Collection[int]) -> Missed:
    """Return what the rules miss, from the posts of a blind sample that a person found to be in breach.

    Raises Refused where there is no sample, or where a post was not part of it: the workspace has changed since.
    """
    with workspace.reading() as connection:
        flagged, passed = rule_quality.checked_posts(connection, active_rules(under))
        decided = review.standing(connection)
    sample = draw(passed.tolist(), size, seed)
    missed = share(len(set(in_breach)), len(sample))
    if missed is None:
        raise Refused(text("There is no post without a finding to draw from. Please import and check posts first."))
    strange = sorted(set(in_breach) - set(sample))
    if strange:
        raise Refused(
            text(
                "Post {post} is not in this sample. Posts or rules may have changed since; please draw again.",
                post=str(strange[0]),
            )
        )
    upheld, dismissed = _split(decided)
    precision = share(len(upheld), len(upheld) + len(dismissed))
    return Missed(
        sampled=len(sample),
        unflagged=len(passed),
        flagged=len(flagged),
        missed=missed,
        recall=None if precision is None else recall(len(flagged), precision, len(passed), missed),
    )

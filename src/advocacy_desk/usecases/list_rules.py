"""The rules: the loaded policy, its examples put to the test, and a try-out on texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from advocacy_desk import policy as engine
from advocacy_desk.i18n import text
from advocacy_desk.policy import Failure, Policy, Rule, Status, Tried
from advocacy_desk.store import Workspace, rule_life
from advocacy_desk.store import rules as stored

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from advocacy_desk.domain.findings import ExplainedFinding
    from advocacy_desk.policy import Subject
    from advocacy_desk.progress import Progress


def policy(workspace: Workspace | None = None) -> Policy:
    """Return the policy in force: the shipped rules, each in the state that this workspace has put it into.

    Without a workspace the states are those of the files. Read and compiled once. Raises PackProblem.
    """
    if workspace is None:
        return _shipped()
    with workspace.reading() as connection:
        changes = rule_life.latest(connection)
    return _in_states(tuple(sorted((one.rule_id, one.version, one.status) for one in changes.values())))


@lru_cache(maxsize=1)
def _shipped() -> Policy:
    return engine.load_policy([engine.shipped_packs()])


@lru_cache(maxsize=8)
def _in_states(states: tuple[tuple[str, int, str], ...]) -> Policy:
    """Return the shipped policy in these states; “active” was said of one version and holds for that one only."""
    known = _shipped().by_id
    holding = {
        rule_id: Status(status)
        for rule_id, version, status in states
        if rule_id in known and (status != Status.ACTIVE or known[rule_id].version == version)
    }
    return _shipped().with_statuses(holding)


def active_rules(under: Policy) -> frozenset[str]:
    """Return the ids of the rules whose findings reviewers see; shadow rules are only counted."""
    return frozenset(rule.id for rule in under.rules if rule.status is Status.ACTIVE)


def hits(workspace: Workspace) -> dict[str, int]:
    """Return how many posts each rule finds something in."""
    with workspace.reading() as connection:
        return stored.hits(connection)


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a rule's own examples."""

    rule: Rule
    failures: tuple[Failure, ...]


def prove(rule: Rule) -> Proof:
    """Put one rule to the test of its own examples."""
    return Proof(rule, engine.run_examples(rule))


def prove_rules(under: Policy, progress: Progress, packs: Collection[str] = ()) -> tuple[Proof, ...]:
    """Put every rule, of some packs or of all, to the test of its own examples."""
    chosen = [rule for rule in under.rules if not packs or rule.pack in packs]
    tested: list[Proof] = []
    for place, rule in enumerate(chosen):
        progress.at(text("Testing rules"), place, len(chosen))
        tested.append(prove(rule))
    return tuple(tested)


def try_texts(under: Policy, subjects: Sequence[Subject]) -> tuple[Tried, ...]:
    """Return what the rules say about texts that are stored nowhere, most severe first."""
    return tuple(
        Tried(tuple(sorted(one.findings, key=_severe_first)), one.not_evaluated)
        for one in engine.try_texts(under, subjects)
    )


def _severe_first(one: ExplainedFinding) -> tuple[int, str]:
    return -one.finding.severity.rank, one.finding.rule_id

"""What another version of the rules would change on everything that is stored, before it becomes active."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from advocacy_desk import policy as engine
from advocacy_desk.i18n import text
from advocacy_desk.policy import Engine, Policy, Rule, Status
from advocacy_desk.store import Workspace, people, rule_diff, rules
from advocacy_desk.usecases.check_posts import BATCH, posts_for, subject_of_post
from advocacy_desk.usecases.list_people import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import numpy.typing as npt

    from advocacy_desk.domain.findings import Finding
    from advocacy_desk.progress import Progress

SHIPPED = "shipped"
_NEW = "\n"  # before the ids of the new side; no id in a file can begin so


class Change(StrEnum):
    """What becomes of a finding."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"  # other passages or another severity


@dataclass(frozen=True, slots=True)
class PostChange:
    """What becomes of one rule's finding in one post."""

    post_id: int
    rule_id: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesDiff:
    """What the new rules find that the old ones do not, and the other way round.

    ``rules`` are those that differ. ``evaluated`` counts the posts that had to be looked at: posts that the index
    rules out are not. ``not_evaluated`` counts pairs of post and rule that ran out of time on either side.
    """

    rules: tuple[str, ...]
    changes: tuple[PostChange, ...]
    posts: int
    evaluated: int
    not_evaluated: int
    seconds: float

    def count(self, change: Change) -> int:
        """Return how many findings are added, dropped or changed."""
        return sum(one.change is change for one in self.changes)


def load(place: str, workspace: Workspace | None = None) -> Policy:
    """Return the rules of a folder (a pack, or a folder of packs), or those in force for ``shipped``.

    Word lists and guards that are not there are taken from the folder above and from the shipped ones. Raises
    PackProblem.
    """
    if place == SHIPPED:
        from advocacy_desk.usecases.list_rules import policy  # noqa: PLC0415 - only where it is asked for

        return policy(workspace)
    folder = Path(place)
    return engine.load_policy([folder], shared=[engine.shipped_packs(), folder.resolve().parent])


def diff(workspace: Workspace, old: Policy, new: Policy, progress: Progress) -> RulesDiff:
    """Compare what two policies find in everything that is stored; writes nothing.

    A rule counts on the old side where it is evaluated, on the new side unless it is retired: that is what would hold
    once it becomes active. Only rules that differ are asked, and only about posts that can matter to them.
    """
    started = time.perf_counter()
    progress.at(text("Looking for rules that changed"))
    before = {rule.id: rule for rule in old.rules if rule.is_evaluated}
    after = {rule.id: rule for rule in new.rules if rule.status is not Status.RETIRED}
    changed = sorted(key for key in before.keys() | after.keys() if not _same(before.get(key), after.get(key)))
    asked = [before[key] for key in changed if key in before]
    asked += [replace(after[key], id=_NEW + key) for key in changed if key in after]
    both = Engine(asked)  # one engine for both sides: every text is read once
    with workspace.reading() as connection:
        posts = rule_diff.count(connection)
        authors = people.author_facts(connection, today())
    wanted = _candidates(workspace, asked)
    found: list[PostChange] = []
    unknown = done = 0
    for ids in rules.chunks(wanted, BATCH):
        progress.at(text("Comparing rules"), done, len(wanted))
        with workspace.reading() as connection:
            texts = rules.texts(connection, ids)
        said = both.evaluate([subject_of_post(one, authors) for one in texts])
        for one, (findings, open_questions) in zip(texts, said, strict=True):
            unknown += len(open_questions)
            found.extend(_changes(one.post_id, findings) if findings else ())
        done += len(ids)
    return RulesDiff(
        rules=tuple(changed),
        changes=tuple(sorted(found, key=lambda one: (one.post_id, one.rule_id))),
        posts=posts,
        evaluated=len(wanted),
        not_evaluated=unknown,
        seconds=round(time.perf_counter() - started, 3),
    )


def _same(old: Rule | None, new: Rule | None) -> bool:
    return old is not None and new is not None and old.hash == new.hash


def _candidates(workspace: Workspace, asked: Sequence[Rule]) -> npt.NDArray[np.int64]:
    """Return the posts that the index cannot rule out for all of the rules."""
    found = posts_for(workspace, asked)
    if found is not None:
        return found
    with workspace.reading() as connection:
        return rule_diff.every_post(connection)


def _changes(post_id: int, findings: Sequence[Finding]) -> Iterator[PostChange]:
    before = {one.rule_id: one for one in findings if not one.rule_id.startswith(_NEW)}
    after = {one.rule_id.removeprefix(_NEW): one for one in findings if one.rule_id.startswith(_NEW)}
    for key in before.keys() | after.keys():
        if key not in before:
            yield PostChange(post_id, key, Change.ADDED)
        elif key not in after:
            yield PostChange(post_id, key, Change.DROPPED)
        elif (before[key].spans, before[key].severity) != (after[key].spans, after[key].severity):
            yield PostChange(post_id, key, Change.CHANGED)

"""``author``: what is known about the author, such as team, position or role."""

from __future__ import annotations

from advocacy_desk.policy._contract import Condition, Library, RuleKind
from advocacy_desk.policy.authors import AUTHOR_OPTIONS, author_predicate
from advocacy_desk.policy.conditions import Fact
from advocacy_desk.policy.nodes import Node


def _read(node: Node, library: Library) -> Condition:  # noqa: ARG001 - facts need no shared file
    holds = author_predicate(node)
    return Fact(lambda reading: holds(reading.subject.author))


KIND = RuleKind(key="author", options=AUTHOR_OPTIONS, example="author: {attr: role, in: [spokesperson]}", read=_read)

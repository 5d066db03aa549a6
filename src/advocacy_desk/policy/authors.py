"""Predicates on what is known about an author, in ``scope`` and as a condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from advocacy_desk.i18n import text
from advocacy_desk.policy.nodes import Node

Predicate = Callable[[Mapping[str, str]], bool]
AUTHOR_OPTIONS = {
    "attr": "what is asked: team, position, role, account, location ...",
    "is": "the one value that fits",
    "in": "the values that fit",
    "not_in": "every known value but these fits",
}


def author_predicate(node: Node) -> Predicate:
    """Read ``{attr: role, in: [ir]}``; an attribute that is not known fits nothing, not even ``not_in``."""
    found = node.fields(AUTHOR_OPTIONS, ("attr",))
    attribute = found["attr"].text()
    given = [key for key in ("is", "in", "not_in") if key in found]
    if len(given) != 1:
        raise node.problem(text("Please give exactly one of “is”, “in” and “not_in”."))
    values = frozenset(value.casefold() for value in found[given[0]].words())
    wanted = given[0] != "not_in"

    def holds(author: Mapping[str, str]) -> bool:
        value = author.get(attribute)
        return bool(value) and (str(value).casefold() in values) is wanted

    return holds


def author_choice(node: Node) -> Predicate:
    """Read ``{any: [...]}`` or ``{all: [...]}`` of author predicates, or a single one."""
    pairs = node.pairs()
    if "attr" in pairs:
        return author_predicate(node)
    found = node.fields(("any", "all"))
    if len(found) != 1:
        raise node.problem(text("Please give “any” or “all” with a list of attributes."))
    (key, items), *_ = found.items()
    predicates = [author_predicate(item) for item in items.items()]
    join = any if key == "any" else all
    return lambda author: join(predicate(author) for predicate in predicates)

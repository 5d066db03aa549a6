"""``language``: the language of the post; an unknown language never fits."""

from __future__ import annotations

from advocacy_desk.i18n import text
from advocacy_desk.policy._contract import Condition, Library, RuleKind
from advocacy_desk.policy.conditions import Fact
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading


def _read(node: Node, library: Library) -> Condition:  # noqa: ARG001 - facts need no shared file
    found = node.fields(OPTIONS)
    if len(found) != 1:
        raise node.problem(text("Please give either “is” or “not”."))
    wanted = "is" in found
    codes = frozenset(code.lower() for code in found["is" if wanted else "not"].words())

    def holds(reading: Reading) -> bool:
        language = reading.subject.known_language()
        return language is not None and (language in codes) is wanted

    return Fact(holds)


OPTIONS = {"is": "two-letter codes that fit", "not": "every known language but these fits"}

KIND = RuleKind(key="language", options=OPTIONS, example="language: {is: [de, en]}", read=_read)

r"""Regular expressions from rule files: refused where they could hang, and searched for only behind their anchors.

An anchor is a literal that every match must contain; the one pass over all words finds it, and the expression itself
runs on that post alone, under a time limit. Anchors are derived from the parse tree of Python's own ``re``, so patterns
are written in its syntax (``\p{L}`` and its like are understood as well).
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import _constants as code  # type: ignore[attr-defined]  # the only parser of re syntax there is
from re import _parser as parser  # type: ignore[attr-defined]  # as above
from typing import Any

import regex

from advocacy_desk.i18n import Text, text
from advocacy_desk.policy._contract import Needle, Trigger
from advocacy_desk.policy.folding import fold
from advocacy_desk.policy.triggers import frequency

TIMEOUT = 0.1  # seconds for one expression on one post
MOST_REPEATS = 1000
LONGEST_PATTERN = 2000
MOST_MARKS = 200
_TELLS_NOTHING = 0.3  # the share of texts that show a set of words from which it is not worth looking for
_PROPERTY = re.compile(r"\\[pP]\{\^?\w+(?:[=:]\w+)?\}")
_REPEATS = frozenset({code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT})


class PatternRefused(Exception):
    """A regular expression that cannot be used; ``message`` says why and what to write instead."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.message)
        self.message = message


def inspect(pattern: str) -> Trigger | None:
    """Return the trigger of an expression (None: it has no anchor); raises PatternRefused before it is compiled."""
    if len(pattern) > LONGEST_PATTERN:
        raise PatternRefused(text("This expression is longer than {most} characters.", most=LONGEST_PATTERN))
    try:
        tree = parsed(pattern)
    except (re.error, RecursionError, OverflowError) as problem:
        raise PatternRefused(text("This expression is not valid: {reason}.", reason=str(problem))) from None
    if tree.getwidth()[0] == 0:
        raise PatternRefused(
            text("This expression also matches nothing at all. Please require at least one character.")
        )
    _check_repeats(tree, 1, within_endless=False)
    anchors = _required(tree)
    return None if anchors is None else Trigger(_needles(anchors))


@lru_cache(maxsize=1024)
def parsed(pattern: str) -> Any:  # noqa: ANN401 - re's own tree
    """Return the parse tree of an expression, properties of letters taken for any letter; raises re.error."""
    return parser.parse(_PROPERTY.sub(r"\\w", pattern))


def needs(pattern: str) -> tuple[frozenset[Needle], ...]:
    """Return sets of needles of which every match shows one each, but for those that nearly every text shows."""
    found = sorted(_all_required(parsed(pattern)), key=_commonness)
    return tuple(_needles(one) for place, one in enumerate(found) if not place or _commonness(one) < _TELLS_NOTHING)


def _needles(literals: frozenset[str]) -> frozenset[Needle]:
    return frozenset(Needle(literal, left=False, right=False) for literal in literals)


def compiled(pattern: str, *, exact: bool) -> Any:  # noqa: ANN401 - regex has no type information
    """Compile an inspected expression; ``ß`` equals ``ss`` unless ``exact``. Raises PatternRefused."""
    flags = regex.VERSION0 if exact else regex.VERSION0 | regex.IGNORECASE | regex.FULLCASE
    try:
        return regex.compile(pattern, flags)
    except (regex.error, MemoryError, RecursionError, OverflowError) as problem:
        raise PatternRefused(text("This expression is not valid: {reason}.", reason=str(problem))) from None


def _check_repeats(tree: Any, times: int, *, within_endless: bool) -> None:  # noqa: ANN401 - re's own tree
    for operation, argument in tree:
        if operation in _REPEATS:
            low, high, body = argument
            endless = high is code.MAXREPEAT
            if within_endless and high != low:
                raise PatternRefused(
                    text(
                        "A repetition inside a repetition, such as (a+)+, can take for ever. Please use “near” for"
                        " distances between words, or a fixed number of repetitions outside."
                    )
                )
            total = times * (low if endless else high)
            if total > MOST_REPEATS:
                raise PatternRefused(text("This expression repeats more than {most} times.", most=MOST_REPEATS))
            _check_repeats(body, max(1, total), within_endless=within_endless or endless)
        else:
            for inner in _inner(operation, argument):
                _check_repeats(inner, times, within_endless=within_endless)


def _inner(operation: Any, argument: Any) -> list[Any]:  # noqa: ANN401 - re's own tree
    """Return the expressions inside one that is no repetition."""
    if operation is code.BRANCH:
        return list(argument[1])
    if operation is code.SUBPATTERN:
        return [argument[3]]
    if operation in {code.ASSERT, code.ASSERT_NOT}:
        return [argument[1]]
    if operation is code.ATOMIC_GROUP:
        return [argument]
    if operation is code.GROUPREF_EXISTS:
        return [part for part in argument[1:] if part is not None]
    return []


def _required(tree: Any) -> frozenset[str] | None:  # noqa: ANN401 - re's own tree
    """Return the rarest set of folded literals of which every match contains one; None where there is none."""
    return min(_all_required(tree), key=_commonness, default=None)


def _all_required(tree: Any) -> list[frozenset[str]]:  # noqa: ANN401 - re's own tree
    """Return all sets of folded literals of which every match contains one each."""
    found: list[frozenset[str]] = []
    run = ""
    for operation, argument in [*tree, (None, None)]:
        if operation is code.LITERAL:
            run += chr(argument)
        elif operation is not code.AT:  # \b and its like stand between characters and do not end a run
            found.extend(frozenset({piece}) for piece in fold(run).split() if _tells(piece))
            run = ""
            found.extend(_required_inside(operation, argument))
    return found


def _tells(literal: str) -> bool:
    return len(literal) > 1 or not literal.isalnum()


def _required_inside(operation: Any, argument: Any) -> list[frozenset[str]]:  # noqa: ANN401 - re's own tree
    if operation is code.BRANCH:
        parts = [_required(branch) for branch in argument[1]]
        known = [part for part in parts if part is not None]
        return [frozenset().union(*known)] if len(known) == len(parts) else []
    if operation is code.SUBPATTERN:
        return _all_required(argument[3])
    if operation is code.ATOMIC_GROUP:
        return _all_required(argument)
    if operation in _REPEATS and argument[0] > 0:
        return _all_required(argument[2])
    return []


def _commonness(literals: frozenset[str]) -> float:
    return frequency(Trigger(_needles(literals)))

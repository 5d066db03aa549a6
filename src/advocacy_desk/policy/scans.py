r"""Expressions for RE2 that are found in every text in which a rule's own expression is found, and in few others.

RE2 reads many texts at once in linear time, but knows neither Unicode words nor all of the syntax. So a rule's
expression is translated into a wider one: assertions are left out, ``\w`` takes every letter beyond ASCII, and where
something cannot be told there is no scan. What is found is confirmed by the expression itself.
"""

from __future__ import annotations

import re
from re import _constants as code  # type: ignore[attr-defined]  # the tree comes from re's own parser
from typing import Any

from advocacy_desk.policy.patterns import parsed

ANYTHING = r"[^\x00]*?"  # within one text: texts are divided by NUL
_LONGEST = 4000  # of a translated expression
_MOST_REPEATS = 200
_SPACES = r"\s\v\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
_INSIDE = {  # a category within a class, as RE2 writes it, never narrower
    code.CATEGORY_DIGIT: r"\p{Nd}",
    code.CATEGORY_WORD: r"\w\x{80}-\x{10ffff}",
    code.CATEGORY_SPACE: _SPACES,
}
_EXCLUDED = {code.CATEGORY_DIGIT: "0-9", code.CATEGORY_WORD: r"\w", code.CATEGORY_SPACE: r"\s"}  # never wider
_SHARP_S = "(?:ss|ß|ẞ)"
_REPEATS = frozenset({code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT})


class _Unknown(Exception):
    """Something that cannot be told to RE2."""


def wider(pattern: str, *, exact: bool) -> str:
    """Return the scan of an expression that was inspected, empty where there is none."""
    tree = parsed(pattern)
    if tree.state.flags & ~re.UNICODE:
        return ""
    try:
        scan = _sequence(tree)
    except _Unknown:
        return ""
    return ("" if exact else "(?i)") + scan if 0 < len(scan) <= _LONGEST else ""


def _sequence(tree: Any) -> str:  # noqa: ANN401 - re's own tree
    parts: list[str] = []
    for operation, argument in tree:
        part = _one(operation, argument)
        if part in {"s", "S"} and parts and parts[-1] in {"s", "S"}:  # regex takes ss for ß
            part, parts[-1] = _SHARP_S, ""
        parts.append(part)
    return "".join(parts)


def _one(operation: Any, argument: Any) -> str:  # noqa: ANN401 - one line for each sort of node
    if operation is code.LITERAL:
        return _literal(chr(argument))
    if operation is code.NOT_LITERAL:
        return _without([(code.LITERAL, argument)])
    if operation is code.ANY:
        return r"[^\x00]"
    if operation is code.IN:
        return _class(argument)
    if operation in {code.AT, code.ASSERT, code.ASSERT_NOT}:
        return ""
    if operation is code.BRANCH:
        return f"(?:{'|'.join(_sequence(branch) for branch in argument[1])})"
    if operation is code.SUBPATTERN and not argument[1] and not argument[2]:
        return f"(?:{_sequence(argument[3])})"
    if operation is code.ATOMIC_GROUP:
        return f"(?:{_sequence(argument)})"
    if operation in _REPEATS:
        return _repeated(*argument)
    raise _Unknown


def _literal(sign: str) -> str:
    if sign in "ßẞ":
        return _SHARP_S
    if len(sign.casefold()) > 1 or sign == "\0":
        raise _Unknown
    return re.escape(sign) if sign.isascii() else f"\\x{{{ord(sign):x}}}"


def _repeated(low: int, high: Any, body: Any) -> str:  # noqa: ANN401 - re's own tree
    """Return a repetition; where it could become large, one without an end."""
    inner = _sequence(body)
    if not inner:
        return ""
    if low > _MOST_REPEATS:
        raise _Unknown
    if high is code.MAXREPEAT or high > _MOST_REPEATS:
        return f"(?:{inner}){{{low},}}"
    return f"(?:{inner}){{{low},{high}}}"


def _class(items: Any) -> str:  # noqa: ANN401 - re's own tree
    if items and items[0][0] is code.NEGATE:
        return _without(items[1:])
    parts = []
    for operation, argument in items:
        if operation is code.LITERAL:
            parts.append(f"\\x{{{argument:x}}}")
        elif operation is code.RANGE:
            parts.append(f"\\x{{{argument[0]:x}}}-\\x{{{argument[1]:x}}}")
        elif operation is code.CATEGORY and argument in _INSIDE:
            parts.append(_INSIDE[argument])
        else:  # \W, \S, \D
            return _without([]) if len(items) > 1 else _without([(code.CATEGORY, _opposite(argument))])
    return f"[{''.join(parts)}]"


def _opposite(category: Any) -> Any:  # noqa: ANN401 - re's own tree
    return {
        code.CATEGORY_NOT_DIGIT: code.CATEGORY_DIGIT,
        code.CATEGORY_NOT_WORD: code.CATEGORY_WORD,
        code.CATEGORY_NOT_SPACE: code.CATEGORY_SPACE,
    }[category]


def _without(items: Any) -> str:  # noqa: ANN401 - re's own tree
    """Return a class of everything but some signs; letters are left in, whose cases are the expression's matter."""
    parts = []
    for operation, argument in items:
        if operation is code.LITERAL and argument < 128 and not chr(argument).isalpha():
            parts.append(f"\\x{{{argument:x}}}")
        elif operation is code.CATEGORY and argument in _EXCLUDED:
            parts.append(_EXCLUDED[argument])
    return f"[^\\x00{''.join(parts)}]"

"""Slack's markup as people see it: ``<@U1>`` is a name, ``<https://a|words>`` words and an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def shown(words: str, names: Mapping[str, str]) -> str | None:
    """Return a message as text; ``names`` are handles by the id of a member. None where nothing is left."""
    text = _MARK.sub(lambda mark: _one(mark[1], mark[2] or "", names), words)
    for escaped, sign in _ESCAPED:
        text = text.replace(escaped, sign)
    return text.strip() or None


def _one(target: str, label: str, names: Mapping[str, str]) -> str:
    sign, rest = target[:1], target[1:]
    if sign == "@":
        return "@" + (names.get(rest) or label.lstrip("@") or rest)
    if sign == "#":
        return "#" + (label.lstrip("#") or rest)
    if sign == "!":
        return label or "@" + rest.partition("^")[0]
    if target.startswith("mailto:"):
        return label or target.removeprefix("mailto:")
    bare = re.sub(r"^https?://|/$", "", target)
    return target if not label or re.sub(r"^https?://|/$", "", label) == bare else f"{label} ({target})"


def first_link(words: str) -> str | None:
    """Return the first web address that a message links to."""
    targets = (mark[1] for mark in _MARK.finditer(words))
    return next((target for target in targets if target.startswith(("http://", "https://"))), None)

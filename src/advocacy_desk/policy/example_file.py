"""Reads the examples (``tests``) of a rule, and subjects from plain mappings such as a line of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.rule import Example
from advocacy_desk.policy.subject import Subject

_FIELDS = ("text", "lang", "network", "kind", "posted", "author", "attachments", "marks", "why", "todo")
_FLAGS = {"true": True, "false": False, "null": None, "~": None}


def read_examples(node: Node) -> tuple[Example, ...]:
    """Read ``match`` and ``no_match``; both must be there: a rule proves what it finds and what it leaves alone."""
    found = node.fields(("match", "no_match"), ("match", "no_match"))
    return tuple(_example(item, matches=key == "match") for key, list_ in found.items() for item in list_.items())


def _example(node: Node, *, matches: bool) -> Example:
    found = node.fields(_FIELDS, ("text",))
    subject = Subject(
        text=str(found["text"].data()),
        language=found["lang"].text() if "lang" in found else None,
        network=found["network"].text() if "network" in found else None,
        kind=found["kind"].text() if "kind" in found else "post",
        posted=found["posted"].day() if "posted" in found else None,
        author={key: value.text() for key, value in found["author"].pairs().items()} if "author" in found else {},
        attachments=tuple(_attachment(item) for item in found["attachments"].items()) if "attachments" in found else (),
    )
    return Example(
        subject=subject,
        matches=matches,
        marks=found["marks"].words() if "marks" in found else (),
        why=found["why"].text() if "why" in found else "",
        todo="todo" in found and found["todo"].flag(),
        line=node.line,
    )


def _attachment(node: Node) -> Mapping[str, str | bool | None]:
    values = {key: str(value.data()) for key, value in node.pairs().items()}
    return {key: _FLAGS.get(value, value) for key, value in values.items()}


def subject_of(record: Mapping[str, object]) -> Subject:
    """Return the subject that a mapping describes by the keys of an example (``text``, ``lang``, ``posted``, ...).

    Raises Refused where there is no text or the day is no ISO date.
    """
    words = record.get("text")
    if not isinstance(words, str):
        raise Refused(text("Every line needs a “text”."))
    posted = record.get("posted")
    try:
        day = date.fromisoformat(str(posted)[:10]) if posted else None
    except ValueError:
        raise Refused(text("“{posted}” is no date. Please write it as 2026-09-27.", posted=str(posted))) from None
    author = record.get("author")
    attachments = record.get("attachments")
    return Subject(
        text=words,
        language=_optional(record.get("lang") or record.get("language")),
        network=_optional(record.get("network")),
        kind=_optional(record.get("kind")) or "post",
        posted=day,
        author={str(key): str(value) for key, value in author.items()} if isinstance(author, Mapping) else {},
        attachments=tuple(item for item in attachments if isinstance(item, Mapping))
        if isinstance(attachments, list)
        else (),
    )


def _optional(value: object) -> str | None:
    return str(value) if value else None

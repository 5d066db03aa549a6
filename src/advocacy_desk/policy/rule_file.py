"""Reads one rule or guard from its YAML file; every mistake is a PackProblem with file and line."""

from __future__ import annotations

import hashlib
import json
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from advocacy_desk.domain.findings import Severity
from advocacy_desk.i18n import LANGUAGES, Text, text, verbatim
from advocacy_desk.policy._contract import Condition
from advocacy_desk.policy.authors import author_choice
from advocacy_desk.policy.engine import ENGINE_VERSION, cost_of
from advocacy_desk.policy.example_file import read_examples
from advocacy_desk.policy.heirs import EXTENDS, HEIR_FIELDS, MINUS, OWN_FIELDS, PLUS, Bases, ChangedWords, missing
from advocacy_desk.policy.lexicons import ALWAYS, Period
from advocacy_desk.policy.nodes import Node, parse, read_file
from advocacy_desk.policy.rule import Action, Example, Expectation, Logic, Review, Rule, Scope, Status
from advocacy_desk.policy.sources import ConditionReader, SharedFiles
from advocacy_desk.policy.subject import PARTS, TEXT

SCHEMA = 1
_ID = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)+")
_REQUIRED = (
    "schema", "id", "version", "status", "category", "severity", "action", "title", "message", "rationale", "suggest",
    "when", "tests",
)  # fmt: skip
RULE_FIELDS = (
    *_REQUIRED, *HEIR_FIELDS, "owner", "scope", "valid", "require", "unless", "guards", "swap", "mask", "review",
    "expect", "refs",
)  # fmt: skip
_GUARD_FIELDS = ("schema", "id", "version", "title", "when", "applies_to_categories", "refs", "tests")
# What can change a result; texts, examples and notes may be mended without evaluating every post again.
_HASHED = (
    "id",
    "version",
    "status",
    "severity",
    "scope",
    "valid",
    "when",
    "require",
    "unless",
    "guards",
    "mask",
    PLUS,
    MINUS,
)
_SCOPE_FIELDS = ("languages", "channels", "kinds", "parts", "authors", "not_authors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A shared exception: posts that it covers are never found by the rules that name it."""

    id: str
    title: Text
    condition: Condition
    categories: frozenset[str]
    examples: tuple[Example, ...]
    content: object  # canonical, for the hash of the rules that use it
    file: str


def _opened(path: Path, allowed: tuple[str, ...], required: tuple[str, ...]) -> dict[str, Node]:
    root = parse(read_file(path), str(path))
    found = root.fields(allowed, required)
    if found["schema"].whole() != SCHEMA:
        raise found["schema"].problem(
            text("This version of the program reads rules of schema {known} only.", known=SCHEMA)
        )
    if _ID.fullmatch(found["id"].text()) is None:
        raise found["id"].problem(text("An id has two or more parts in small letters, such as disclosure.own-product."))
    return found


def read_guard(path: Path, shared: SharedFiles) -> Guard:
    """Read a guard; raises PackProblem."""
    found = _opened(path, _GUARD_FIELDS, ("schema", "id", "title", "when", "applies_to_categories"))
    reader = ConditionReader(shared)
    condition = reader.condition(found["when"])
    return Guard(
        id=found["id"].text(),
        title=verbatim(found["title"].languages()),
        condition=condition,
        categories=frozenset(found["applies_to_categories"].words()),
        examples=read_examples(found["tests"]) if "tests" in found else (),
        content=[found["when"].data(), reader.used],
        file=str(path),
    )


def _rule_fields(path: Path, bases: Bases) -> dict[str, Node]:
    """Return what a rule says, together with what it takes over from the one that it extends."""
    root = parse(read_file(path), str(path))
    if EXTENDS not in root.pairs():
        return _opened(path, RULE_FIELDS, _REQUIRED)
    own = _opened(path, RULE_FIELDS, ("schema", "id"))
    for part in (own, found := {**bases.fields(own[EXTENDS], RULE_FIELDS), **own}):
        problem = missing(root, part, OWN_FIELDS if part is own else _REQUIRED)
        if problem is not None:
            raise problem
    return found


def read_rule(path: Path, shared: SharedFiles, guards: Mapping[str, Guard], pack: str, bases: Bases) -> Rule:
    """Read a rule; raises PackProblem."""
    found = _rule_fields(path, bases)
    words = ChangedWords(found)
    reader = ConditionReader(shared, words)
    logic = _logic(found, reader, guards)
    words.refuse_unused()
    scope = _scope(found["scope"]) if "scope" in found else Scope()
    labels = logic.when.labels
    severity = found["severity"].choice({item.value: item for item in Severity})
    return Rule(
        id=found["id"].text(),
        version=found["version"].whole(1),
        hash=_hash(found, reader, guards),
        status=found["status"].choice({item.value: item for item in Status}),
        owner=found["owner"].text() if "owner" in found else "",
        category=found["category"].text(),
        severity=severity,
        action=found["action"].choice({item.value: item for item in Action}),
        title=verbatim(found["title"].languages()),
        message=_template(found["message"], labels),
        why=verbatim(found["rationale"].languages()),
        suggestion=_template(found["suggest"], labels),
        references=found["refs"].words() if "refs" in found else (),
        pack=pack,
        languages=tuple(sorted(scope.languages)) or tuple(LANGUAGES),
        cost_class=cost_of(logic),
        scope=scope,
        valid=_valid(found["valid"]) if "valid" in found else ALWAYS,
        logic=logic,
        swap={key.casefold(): value.text() for key, value in found["swap"].pairs().items()} if "swap" in found else {},
        mask="mask" in found and found["mask"].flag(),
        review=_review(found["review"]) if "review" in found else Review(),
        expect=_expectation(found["expect"]) if "expect" in found else Expectation(),
        examples=read_examples(found["tests"]),
        file=str(path),
        guards=tuple(found["guards"].words()) if "guards" in found else (),
    )


def _logic(found: dict[str, Node], reader: ConditionReader, guards: Mapping[str, Guard]) -> Logic:
    category = found["category"].text()
    named = found["guards"].items() if "guards" in found else ()
    chosen = tuple(_guard(item, guards, category) for item in named)
    for guard in guards.values():
        if category in guard.categories and guard not in chosen:
            raise found["category"].problem(
                text(
                    "Rules of the category “{category}” must name the guard “{guard}” under “guards”.",
                    category=category,
                    guard=guard.id,
                )
            )
    return Logic(
        when=reader.condition(found["when"]),
        require=reader.condition(found["require"]) if "require" in found else None,
        unless=reader.condition(found["unless"]) if "unless" in found else None,
        guards=tuple(guard.condition for guard in chosen),
    )


def _guard(node: Node, guards: Mapping[str, Guard], category: str) -> Guard:
    guard = node.choice(guards)
    if category not in guard.categories:
        raise node.problem(
            text(
                "The guard “{guard}” is not made for the category “{category}”: it would let hard findings pass.",
                guard=guard.id,
                category=category,
            )
        )
    return guard


def _scope(node: Node) -> Scope:
    found = node.fields(_SCOPE_FIELDS)

    def values(key: str) -> frozenset[str]:
        return frozenset(found[key].words()) - {"*"} if key in found else frozenset()

    return Scope(
        languages=values("languages"),
        channels=values("channels"),
        kinds=values("kinds"),
        parts=_parts(found["parts"]) if "parts" in found else frozenset({TEXT}),
        authors=author_choice(found["authors"]) if "authors" in found else None,
        not_authors=author_choice(found["not_authors"]) if "not_authors" in found else None,
    )


def _parts(node: Node) -> frozenset[str]:
    return frozenset(item.choice({part: part for part in PARTS}) for item in node.items())


def _valid(node: Node) -> Period:
    found = node.fields(("from", "until"))
    return Period(
        found["from"].day() if "from" in found else None,
        found["until"].day() if "until" in found else None,
    )


def _review(node: Node) -> Review:
    found = node.fields(("queue", "sla_hours", "four_eyes", "sample_pass", "escalate_after_hours"))
    return Review(
        queue=found["queue"].text() if "queue" in found else "",
        sla_hours=found["sla_hours"].whole(1) if "sla_hours" in found else None,
        four_eyes="four_eyes" in found and found["four_eyes"].flag(),
        sample_pass=found["sample_pass"].share() if "sample_pass" in found else None,
        escalate_after_hours=found["escalate_after_hours"].whole(1) if "escalate_after_hours" in found else None,
    )


def _expectation(node: Node) -> Expectation:
    found = node.fields(("max_hit_rate", "min_precision"))
    return Expectation(
        max_hit_rate=found["max_hit_rate"].share() if "max_hit_rate" in found else None,
        min_precision=found["min_precision"].share() if "min_precision" in found else None,
    )


def _template(node: Node, labels: frozenset[str]) -> Text:
    """Read a text with ``{label}`` fields; each must be marked somewhere under ``when``."""
    for part in node.fields(LANGUAGES, LANGUAGES).values():
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(part.text()) if name is not None}
        except ValueError:
            raise part.problem(text("A curly bracket is open or closed here without its partner.")) from None
        for name in sorted(names - labels):
            raise part.problem(
                text(
                    "No condition under “when” marks “{name}” (as: {name}). Marked are: {known}.",
                    name=name,
                    known=", ".join(sorted(labels)) or "–",
                )
            )
    return verbatim(node.languages())


def _hash(found: dict[str, Node], reader: ConditionReader, guards: Mapping[str, Guard]) -> str:
    """Return the SHA-256 of everything that can change a result, including the shared files that are used."""
    content = {
        "engine": ENGINE_VERSION,
        "rule": {key: found[key].data() for key in _HASHED if key in found},
        "shared": reader.used,
        "guards": {name: guards[name].content for name in (found["guards"].words() if "guards" in found else ())},
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()

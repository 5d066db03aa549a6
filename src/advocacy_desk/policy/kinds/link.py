"""``link``: a web address in the text, by domain, path, parameters or because it hides its target."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass

from advocacy_desk.domain.findings import Span
from advocacy_desk.i18n import text
from advocacy_desk.policy._contract import (
    Bound,
    Condition,
    Library,
    Matches,
    Needle,
    Order,
    RuleKind,
    Trigger,
    Vocabulary,
)
from advocacy_desk.policy.conditions import label_of, named
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Link, Reading

# t.co and lnkd.in are missing on purpose: X and LinkedIn put every link behind them by themselves.
SHORTENERS = (
    "bit.ly", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "t1p.de", "rb.gy", "cutt.ly", "shorturl.at", "tiny.cc",
    "rebrand.ly", "bl.ink", "s.id", "v.gd", "kurzelinks.de", "buff.ly", "dlvr.it",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkTo(Condition):
    """Holds with the links that fit every given option; within an option any value does."""

    domains: tuple[str, ...]
    paths: tuple[str, ...]
    parameters: frozenset[str]
    label: str

    @property
    def labels(self) -> frozenset[str]:
        """The one name of the links."""
        return named(self.label)

    def bind(self, vocabulary: Vocabulary) -> Bound:  # noqa: ARG002 - links are cut out of the text as a whole
        """Use the fixed part of the domains, else the sign that every link has."""
        return Bound(match=self._match, trigger=self._trigger(), order=Order.DISTANCE, uses_patterns=True)

    def _match(self, reading: Reading) -> Matches | None:
        return tuple(Span(link.start, link.end, self.label) for link in reading.links if self._fits(link)) or None

    def _fits(self, link: Link) -> bool:
        if self.domains and not any(link.is_at(domain) for domain in self.domains):
            return False
        if self.paths and not any(fnmatch.fnmatchcase(link.path.lower(), path) for path in self.paths):
            return False
        return not self.parameters or not self.parameters.isdisjoint(link.parameters)

    def _trigger(self) -> Trigger:
        if not self.domains and self.parameters:
            return Trigger(frozenset(Needle(f"{name}=", left=False, right=False) for name in self.parameters))
        fixed = [max(domain.split("*"), key=len).strip(".") for domain in self.domains]
        if not fixed or not all(fixed):
            return Trigger(gates=(_has_address,))
        return Trigger(frozenset(Needle(part, left=False, right=False) for part in fixed))


def _has_address(plain: str) -> bool:
    return "/" in plain or "www." in plain


def _read(node: Node, library: Library) -> Condition:
    found = node.fields(OPTIONS)
    domains = [item.casefold() for item in found["domain"].words()] if "domain" in found else []
    if "file" in found:
        domains += [term.words.casefold() for term in library.lexicon(found["file"])]
    if "shortener" in found and found["shortener"].flag():
        domains += SHORTENERS
    paths = tuple(item.lower() for item in found["path"].words()) if "path" in found else ()
    parameters = frozenset(item.lower() for item in found["params"].words()) if "params" in found else frozenset()
    if not (domains or paths or parameters):
        raise node.problem(text("Please name a domain, a path, parameters or “shortener: true”."))
    for domain in domains:
        if "/" in domain or " " in domain:
            raise node.problem(
                text("“{domain}” is no domain. Please write it without https:// and without a path.", domain=domain)
            )
    return LinkTo(tuple(domains), paths, parameters, label_of(found))


OPTIONS = {
    "domain": "domains; those below them count, * stands for anything",
    "file": "the name of a list of domains in lexicons/",
    "path": "paths, with * for anything",
    "params": "names of parameters behind the question mark",
    "shortener": "true: the address hides its target",
    "as": "the name of the links, for the message",
}

KIND = RuleKind(key="link", options=OPTIONS, example='link: {domain: [shop.example], path: ["/buy*"]}', read=_read)

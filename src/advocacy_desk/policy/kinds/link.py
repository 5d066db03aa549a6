"""``link``: a web address in the text, by domain, path, parameters or because it hides its target."""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass
from functools import lru_cache, partial

from rapidfuzz.distance import OSA

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
from advocacy_desk.policy.disguises import HOMOGLYPHS
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Link, Reading, readable

# t.co and lnkd.in are missing on purpose: X and LinkedIn put every link behind them by themselves.
SHORTENERS = (
    "bit.ly", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "t1p.de", "rb.gy", "cutt.ly", "shorturl.at", "tiny.cc",
    "rebrand.ly", "bl.ink", "s.id", "v.gd", "kurzelinks.de", "buff.ly", "dlvr.it",
)  # fmt: skip


_HOST = re.compile(r"(?://|www\.)([^/\s]++)", re.IGNORECASE)  # a run is read once: linear in the text
_NUMBER = re.compile(r"(?:^|www\.)[\d\[]", re.IGNORECASE)
_NAME = re.compile(r"[\w.-]+")
_MOST_SLIPS = 1  # letters added, dropped, exchanged or swapped


@dataclass(frozen=True, slots=True)
class LinkTo(Condition):
    """Holds with the links that fit every given option; within an option any value does."""

    domains: tuple[str, ...]
    paths: tuple[str, ...]
    parameters: frozenset[str]
    label: str
    like: tuple[str, ...] = ()
    disguised: bool = False

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
        if self.like and not _passes_for_one_of(link.readable_domain, self.like):
            return False
        if self.disguised and not link.is_disguised:
            return False
        return not self.parameters or not self.parameters.isdisjoint(link.parameters)

    def _trigger(self) -> Trigger:
        if self.disguised:
            return Trigger(gates=(_has_disguise,))
        if self.like:
            return Trigger(gates=(partial(_has_lookalike, self.like),))
        if not self.domains and self.parameters:
            return Trigger(frozenset(Needle(f"{name}=", left=False, right=False) for name in self.parameters))
        fixed = [max(domain.split("*"), key=len).strip(".") for domain in self.domains]
        if not fixed or not all(fixed):
            return Trigger(gates=(_has_address,))
        return Trigger(frozenset(Needle(part, left=False, right=False) for part in fixed))


@lru_cache(maxsize=4096)
def _passes_for_one_of(found: str, domains: tuple[str, ...]) -> bool:
    """Whether an address is at none of the domains, but looks as if it were at one."""
    ours = any(found == domain or found.endswith("." + domain) for domain in domains)
    return not ours and any(_looks_like(found, domain) for domain in domains)


def _looks_like(found: str, domain: str) -> bool:
    """Whether it is one letter off, has look-alike letters, or carries the domain in front of another."""
    if f".{domain}." in f".{found}.":
        return True
    end = domain.count(".") + 1
    registered = ".".join(found.split(".")[-end:]).translate(HOMOGLYPHS)
    return OSA.distance(registered, domain, score_cutoff=_MOST_SLIPS) <= _MOST_SLIPS


def _has_disguise(plain: str) -> bool:
    """Whether something behind ``//`` or ``www.`` has an ``@``, a number in front, or letters beyond ASCII."""
    return "xn--" in plain or any(
        "@" in host or not host.isascii() or _NUMBER.search(host) is not None for host in _HOST.findall(plain)
    )


def _has_lookalike(domains: tuple[str, ...], plain: str) -> bool:
    """Whether what stands beside a slash, where the domain of every address stands, could pass for one of ours."""
    if "www." in plain.lower():
        return True
    if "/" not in plain:
        return False
    pieces = [piece for piece in plain.split("/") if piece and not piece.isspace()]
    beside = {piece.split(None, 1)[0] for piece in pieces} | {piece.rsplit(None, 1)[-1] for piece in pieces}
    return any(_could_pass(words, domains) for words in beside)


@lru_cache(maxsize=16_384)
def _could_pass(words: str, domains: tuple[str, ...]) -> bool:
    found = (one.strip(".-").casefold() for one in _NAME.findall(words))
    return any("." in one and _passes_for_one_of(readable(one), domains) for one in found)


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
    like = tuple(item.casefold() for item in found["like"].words()) if "like" in found else ()
    disguised = "disguised" in found and found["disguised"].flag()
    if not (domains or paths or parameters or like or disguised):
        raise node.problem(text("Please name a domain, a path, parameters, “shortener: true” or “disguised: true”."))
    for domain in (*domains, *like):
        if "/" in domain or " " in domain:
            raise node.problem(
                text("“{domain}” is no domain. Please write it without https:// and without a path.", domain=domain)
            )
    return LinkTo(tuple(domains), paths, parameters, label_of(found), like, disguised)


OPTIONS = {
    "domain": "domains; those below them count, * stands for anything",
    "file": "the name of a list of domains in lexicons/",
    "path": "paths, with * for anything",
    "params": "names of parameters behind the question mark",
    "shortener": "true: the address hides its target",
    "like": "domains that the address passes for without being there: a letter off, or with look-alike letters",
    "disguised": "true: an IP number, a name before an @, or letters that only look Latin instead of a plain domain",
    "as": "the name of the links, for the message",
}

KIND = RuleKind(key="link", options=OPTIONS, example='link: {domain: [shop.example], path: ["/buy*"]}', read=_read)

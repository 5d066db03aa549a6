"""One text while the rules look at it: the words that were seen, and what is worked out only when a rule asks."""

from __future__ import annotations

import fnmatch
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

from advocacy_desk.policy.folding import FoldedText
from advocacy_desk.policy.subject import Subject

Hits = dict[int, list[tuple[int, int]]]  # number of a needle -> its places in the folded text

_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Possessive, and begun only where a run begins: linear in the text, also in a megabyte of dots.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"“”»)]*+\s++(?=[^a-zäöüß0-9])|\n")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]+|(?<![\w@.-])(?:[a-z0-9-]++\.)+[a-z]{2,18}/[^\s<>\"“”]*", re.IGNORECASE
)
_LINK_TAIL = ".,;:!?)]}'…"
_TAG_OR_LINK = re.compile(r"[#@]\w|https?://|www\.|\W+$")
_IP = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*")
_FOREIGN_LETTER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN_LETTER = re.compile("[a-z]")
_MOST_TAIL_WORDS = 200
SMALLEST_HASHTAG_BLOCK = 2


@dataclass(frozen=True, slots=True)
class Link:
    """A web address in a text, with its place in the original."""

    start: int
    end: int
    domain: str
    path: str
    parameters: frozenset[str]
    has_user: bool = False

    @property
    def readable_domain(self) -> str:
        """The domain as a browser may show it: ``xn--`` labels as the letters that they stand for."""
        return readable(self.domain)

    @property
    def is_disguised(self) -> bool:
        """Whether the address hides who it belongs to: a number, a name before ``@``, Latin mixed with look-alikes."""
        if self.has_user or _IP.fullmatch(self.domain) is not None:
            return True
        return any(_mixed(label) for label in self.readable_domain.split("."))

    def is_at(self, domain: str) -> bool:
        """Whether the address is at a domain or below it; ``*`` stands for anything."""
        return self.domain == domain or self.domain.endswith("." + domain) or fnmatch.fnmatchcase(self.domain, domain)


def readable(domain: str) -> str:
    """Return a domain with its ``xn--`` labels as the letters that they stand for, else as it is."""
    if "xn--" not in domain:
        return domain
    try:
        return domain.encode("ascii").decode("idna")
    except UnicodeError:
        return domain


def _mixed(label: str) -> bool:
    """Whether a label mixes plain Latin letters with Greek or Cyrillic ones, as no honest name does."""
    return _FOREIGN_LETTER.search(label) is not None and _LATIN_LETTER.search(label) is not None


class Reading:
    """A text with its folded form and the places of the needles in it.

    ``subject`` is exchanged where several posts carry the same text. All places that are handed out are code points of
    the original text.
    """

    def __init__(self, subject: Subject, text: FoldedText | None = None, hits: Hits | None = None) -> None:
        self.subject = subject
        self.text = text or FoldedText(subject.text)
        self.hits: Hits = {} if hits is None else hits

    @cached_property
    def word_starts(self) -> list[int]:
        """Where each word begins; apostrophes belong to their word."""
        return [self.text.plain_span(*found.span())[0] for found in _WORD.finditer(self.text.plain)]

    @cached_property
    def sentence_ends(self) -> list[int]:
        """Where each sentence but the last ends."""
        return [self.text.plain_span(*found.span())[1] for found in _SENTENCE_END.finditer(self.text.plain)]

    def words_between(self, end: int, start: int) -> int:
        """Return how many words begin after ``end`` and before ``start``."""
        return bisect_left(self.word_starts, start) - bisect_left(self.word_starts, end)

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether two places lie in the same sentence."""
        return bisect_right(self.sentence_ends, one) == bisect_right(self.sentence_ends, other)

    @cached_property
    def hashtag_block(self) -> int:
        """Where the closing pile of hashtags begins (two or more, with mentions and links); the text's end if none."""
        plain = self.text.plain
        position, tags = len(plain), 0
        for _ in range(_MOST_TAIL_WORDS):
            trimmed = plain[:position].rstrip()
            start = max(trimmed.rfind(" "), trimmed.rfind("\n"), trimmed.rfind("\t"), trimmed.rfind("\r")) + 1
            word = trimmed[start:]
            if not word or _TAG_OR_LINK.match(word) is None:
                break
            tags += word.count("#")
            position = start
        if tags < SMALLEST_HASHTAG_BLOCK:
            return len(self.text.original)
        return self.text.plain_span(position, position + 1)[0]

    @cached_property
    def last_line(self) -> int:
        """Where the last line that is not empty begins."""
        return self.text.original.rstrip().rfind("\n") + 1

    @cached_property
    def first_character(self) -> int:
        """Where the text begins after leading space."""
        original = self.text.original
        return len(original) - len(original.lstrip())

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The web addresses in the text, with or without ``https://``."""
        return tuple(link for found in _LINK.finditer(self.text.plain) if (link := self._link(found)) is not None)

    def _link(self, found: re.Match[str]) -> Link | None:
        address = found.group().rstrip(_LINK_TAIL)
        try:
            parts = urlsplit(address if "://" in address else "https://" + address)
            domain = (parts.hostname or "").removeprefix("www.")
        except ValueError:  # such as half an IPv6 address
            return None
        if not domain:
            return None
        names = frozenset(name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True))
        start, end = self.text.plain_span(found.start(), found.start() + len(address))
        return Link(start, end, domain, parts.path or "/", names, parts.username is not None)

"""``count``: how many hashtags, mentions, emoji, links, capitals, exclamation marks or characters a post has."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from advocacy_desk.domain.findings import Span
from advocacy_desk.i18n import text
from advocacy_desk.policy._contract import (
    Bound,
    Condition,
    Gate,
    Library,
    Matches,
    Order,
    RuleKind,
    Trigger,
    Vocabulary,
)
from advocacy_desk.policy.conditions import label_of, named
from advocacy_desk.policy.nodes import Node
from advocacy_desk.policy.reading import Reading
from advocacy_desk.policy.scans import ANYTHING

_MOST_MARKS = 100
_MOST_SCANNED = 20  # RE2 writes a repetition out
_HASHTAG = re.compile(r"(?<!\w)#\w*[^\W\d_]\w*")
_MENTION = re.compile(r"(?<![\w@])@\w[\w.]*")
_EMOJI = re.compile("[\U0001f1e6-\U0001f1ff\U0001f300-\U0001f3fa\U0001f400-\U0001faff\u2600-\u27bf\u2b50\u2b55]")
_CAPITALS = re.compile(r"(?<![\w#@&])[A-ZÄÖÜẞ]{4,}(?!\w)")
_CAPITAL_RUN = re.compile("[A-ZÄÖÜẞ]{4,}+")
# How the UTF-8 form of every character of _EMOJI begins.
_EMOJI_BYTES = (b"\xf0\x9f", *(bytes((0xE2, second)) for second in (*range(0x98, 0x9F), 0xAD)))
_EXCLAMATION = re.compile("!")


def _found(pattern: re.Pattern[str]) -> Callable[[Reading], Matches]:
    def places(reading: Reading) -> Matches:
        return tuple(Span(*reading.text.plain_span(*one.span())) for one in pattern.finditer(reading.text.plain))

    return places


def _links(reading: Reading) -> Matches:
    return tuple(Span(link.start, link.end) for link in reading.links)


def _characters(reading: Reading) -> Matches:
    return tuple(Span(place, place + 1) for place in range(len(reading.text.original)))


def _most_emoji(plain: str) -> int:
    if plain.isascii():
        return 0
    raw = plain.encode("utf-8", "surrogatepass")
    return sum(raw.count(start) for start in _EMOJI_BYTES)


@dataclass(frozen=True, slots=True)
class _What:
    """One countable thing: its places, and a sign without which a text has none of it."""

    places: Callable[[Reading], Matches]
    sign: str = ""
    most: Callable[[str], int] = len  # never fewer than there are, cheaply
    scan: str = ""  # what every one of them contains, for RE2


_COUNTABLE = {
    "hashtags": _What(_found(_HASHTAG), "#"),
    "mentions": _What(_found(_MENTION), "@"),
    "emoji": _What(_found(_EMOJI), most=_most_emoji, scan=_EMOJI.pattern),
    "links": _What(_links, "."),
    "caps_words": _What(_found(_CAPITALS), most=lambda plain: len(_CAPITAL_RUN.findall(plain)), scan="[A-ZÄÖÜẞ]{4}"),
    "exclamation": _What(_found(_EXCLAMATION), "!"),
    "chars": _What(_characters),
}


@dataclass(frozen=True, slots=True)
class Count(Condition):
    """Holds where the number lies between ``low`` and ``high`` (None: open); marks what was counted."""

    what: _What
    low: int
    high: int | None
    label: str

    @property
    def labels(self) -> frozenset[str]:
        """The one name of what was counted."""
        return named(self.label)

    def bind(self, vocabulary: Vocabulary) -> Bound:  # noqa: ARG002 - counting needs no words
        """Gate the count by its sign where it has one."""
        one = re.escape(self.what.sign) or self.what.scan
        scan = f"{one}(?:{ANYTHING}{one}){{{self.low - 1}}}" if one and 0 < self.low <= _MOST_SCANNED else ""
        return Bound(match=self._match, trigger=self._trigger(), order=Order.DISTANCE, uses_patterns=True, scan=scan)

    def _match(self, reading: Reading) -> Matches | None:
        places = self.what.places(reading)
        if len(places) < self.low or (self.high is not None and len(places) > self.high):
            return None
        return tuple(Span(place.start, place.end, self.label) for place in places[:_MOST_MARKS])

    def _trigger(self) -> Trigger | None:
        sign, low = self.what.sign, self.low
        if not low:
            return None
        if not sign:
            most = self.what.most
            gate: Gate = lambda plain: most(plain) >= low  # noqa: E731 - one of two gates
        else:
            gate = lambda plain: plain.count(sign) >= low  # noqa: E731 - the other one
        return Trigger(gates=(gate,))


def _read(node: Node, library: Library) -> Condition:  # noqa: ARG001 - counting needs no shared file
    found = node.fields(OPTIONS, ("what",))
    if "min" not in found and "max" not in found:
        raise node.problem(text("Please give “min”, “max” or both."))
    low = found["min"].whole(1) if "min" in found else 0
    high = found["max"].whole() if "max" in found else None
    if high is not None and high < low:
        raise found["max"].problem(text("“max” is smaller than “min”. Please swap them."))
    return Count(found["what"].choice(_COUNTABLE), low, high, label_of(found))


OPTIONS = {
    "what": "hashtags, mentions, emoji, links, caps_words, exclamation or chars",
    "min": "at least so many",
    "max": "at most so many",
    "as": "the name of what was counted, for the message",
}

KIND = RuleKind(key="count", options=OPTIONS, example="count: {what: hashtags, min: 9, as: tags}", read=_read)

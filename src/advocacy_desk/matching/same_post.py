"""Is this the same post under another id? LinkedIn's files name one post by ``share``, ``ugcPost`` or ``activity``.

The author is settled before anything comes here. What is left are time and text. LinkedIn's newer ids carry the moment
at which they were made, to the millisecond: that moment also tells when a file gives no more than a day. A text that
a file does not carry contradicts nothing, but then the moments must agree closely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WITH_TEXT_S = 600  # uploads and planned posts get their second id minutes after the first
WITHOUT_TEXT_S = 10
COMPARED = 60  # characters without spaces: exports cut texts, and write line breaks in several ways
LEAST_COMPARED = 20  # a shorter beginning is everybody's
_CARRIES_TIME = 10**17  # ids of about 2010 are short and count up
_DAY_ONLY = (86_400, 43_200)  # a day without a time is noon UTC
_IGNORED = re.compile(r'[\s"…]+')


class TextSays(StrEnum):
    """How far the texts of two records agree."""

    SAME = "same"
    BEGINS = "begins"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One record of a post: ``key`` is the caller's, ``published_at`` seconds since 1970, ``day`` days since 1970."""

    key: int
    external_id: str
    published_at: int | None
    day: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePost:
    """Two records that are one post, and why: seconds between them (None: only the day is known), and their texts."""

    one: int
    other: int
    seconds: int | None
    text: TextSays


def moment(trace: Trace) -> int | None:
    """Return when a post was made, in seconds since 1970, from its id or its date; None where only a day is known."""
    number = trace.external_id.rpartition(":")[2]
    if number.isascii() and number.isdigit() and int(number) >= _CARRIES_TIME:
        return (int(number) >> 22) // 1000
    at = trace.published_at
    every, rest = _DAY_ONLY
    return None if at is None or at % every == rest else at


def texts(one: str, other: str) -> TextSays | None:
    """Return how far two texts agree, None where they contradict each other."""
    if not one.strip() or not other.strip():
        return TextSays.UNKNOWN
    first, second = _IGNORED.sub("", one), _IGNORED.sub("", other)
    if first == second:
        return TextSays.SAME
    length = min(len(first), len(second), COMPARED)
    return TextSays.BEGINS if length >= LEAST_COMPARED and first[:length] == second[:length] else None


def likeness(one: Trace, other: Trace) -> SamePost | None:
    """Return why two records of one author are the same post, None where that is not sure enough."""
    said = texts(one.text, other.text)
    if said is None:
        return None
    first, second = moment(one), moment(other)
    if first is not None and second is not None:
        seconds = abs(first - second)
        near = seconds <= (WITHOUT_TEXT_S if said is TextSays.UNKNOWN else WITH_TEXT_S)
        return SamePost(one=one.key, other=other.key, seconds=seconds, text=said) if near else None
    same_day = one.day is not None and one.day == other.day
    if same_day and said is not TextSays.UNKNOWN and len(_IGNORED.sub("", one.text)) >= LEAST_COMPARED:
        return SamePost(one=one.key, other=other.key, seconds=None, text=said)
    return None


def joined(pairs: Iterable[tuple[Trace, Trace]]) -> list[SamePost]:
    """Return the pairs that are one post each. Where two are equally near, none of them is: nobody knows which."""
    found = [same for one, other in pairs if (same := likeness(one, other)) is not None]
    by_one: defaultdict[int, list[int]] = defaultdict(list)
    by_other: defaultdict[int, list[int]] = defaultdict(list)
    for same in found:
        by_one[same.one].append(_distance(same))
        by_other[same.other].append(_distance(same))
    return [same for same in found if _nearest(same, by_one[same.one]) and _nearest(same, by_other[same.other])]


def _distance(same: SamePost) -> int:
    return WITH_TEXT_S + 1 if same.seconds is None else same.seconds


def _nearest(same: SamePost, distances: list[int]) -> bool:
    return _distance(same) == min(distances) and distances.count(_distance(same)) == 1

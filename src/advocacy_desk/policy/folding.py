"""Texts as they are compared: one spelling for everything that a person reads as the same.

``plain`` is the text in Unicode form NFKC (``Ａ`` is ``A``, ``A¨`` is ``Ä``, ``𝗔`` is ``A``) without zero-width
characters and soft hyphens, with straight apostrophes and ordinary hyphens. ``folded`` is ``plain`` without upper case
(``ß`` and ``ẞ`` are ``ss``) and with spaces for line breaks. Both remember where each character stood in the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_JAMO = range(0x1160, 0x1200)  # Korean vowels and finals compose with the syllable before them
_SAME_LENGTH = (("\u2019", "'"), ("\u2018", "'"), ("\u02bc", "'"), ("\u2010", "-"), ("\u2011", "-"))
LONGEST_WORD = 80
# Characters that become longer when folded, of those that NFKC leaves.
_GROWING = re.compile("[\u00df\u0130\u01f0\u0390\u03b0\u0587\u1e96-\u1e99\u1e9e\u1f50-\u1f57\u1f80-\u1ffc]")


class FoldedText:
    """A text in its original, plain and folded form; spans of the latter two are told in original code points."""

    __slots__ = ("_ends", "_growth", "_starts", "folded", "original", "plain")

    def __init__(self, original: str, forms: tuple[str, str] | None = None) -> None:
        """Work out the forms of a text; ``forms`` are plain and folded where they are known already.

        A plain form that is given has every character where the original has it.
        """
        self.original = original
        self._starts: list[int] | None = None
        self._ends: list[int] | None = None
        self._growth: _Growth | None = None
        if forms is not None:
            self.plain, self.folded = forms
            return
        if keeps_places(original):
            self.plain = original if original.isascii() else unify(original)
        else:
            self._normalise()
        self.folded = spaced(self.plain.casefold())

    def _normalise(self) -> None:
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for start, end, piece in _clusters(self.original):
            if piece is None:  # a run that stays as it is
                pieces.append(self.original[start:end])
                starts.extend(range(start, end))
                ends.extend(range(start + 1, end + 1))
            else:
                pieces.append(piece)
                starts.extend([start] * len(piece))
                ends.extend([end] * len(piece))
        self.plain = unify("".join(pieces))
        self._starts, self._ends = starts, ends

    def plain_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a not empty span of ``plain`` lies in the original."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a not empty span of ``folded`` lies in the original."""
        if self._starts is None and len(self.folded) == len(self.plain):
            return start, end
        return self.plain_span(*self.folded_to_plain(start, end))

    def marked_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the words around a span of ``folded`` lie in the original."""
        return self.folded_span(*self.whole_word(start, end))

    def whole_word(self, start: int, end: int) -> tuple[int, int]:
        """Widen a span of ``folded`` to the ends of the words that it lies in (at most ``LONGEST_WORD`` further)."""
        folded = self.folded
        first, last = max(0, start - LONGEST_WORD), min(len(folded), end + LONGEST_WORD)
        if in_word(folded[start]):
            while start > first and in_word(folded[start - 1]):
                start -= 1
        if in_word(folded[end - 1]):
            while end < last and in_word(folded[end]):
                end += 1
        return start, end

    def folded_to_plain(self, start: int, end: int) -> tuple[int, int]:
        """Return where a not empty span of ``folded`` lies in ``plain``."""
        grown = len(self.folded) - len(self.plain)
        if not grown:  # no character shrinks when folded, so equal lengths mean one to one
            return start, end
        if self.plain.count("ß") == grown:
            return self._before_sharp_s(start, grown), self._before_sharp_s(end - 1, grown) + 1
        if self._growth is None:
            self._growth = _Growth(self.plain)
        return self._growth.plain_index(start), self._growth.plain_index(end - 1) + 1

    def _before_sharp_s(self, folded_index: int, grown: int) -> int:
        """Return the character of the plain text from which a folded one came, where nothing but ß has grown."""
        count, place = self.plain.count, max(0, folded_index - grown)
        while (next_ := folded_index - count("ß", 0, place)) > place:
            place = next_
        return place if place + count("ß", 0, place) <= folded_index else place - 1  # the second s of an ß


class _Growth:
    """Where folding made a text longer (``ß`` became ``ss``): maps places in the folded text back."""

    __slots__ = ("_folded", "_lengths", "_plain")

    def __init__(self, plain: str) -> None:
        self._plain: list[int] = []
        self._folded: list[int] = []
        self._lengths: list[int] = []
        grown = 0
        for found in _GROWING.finditer(plain):
            self._plain.append(found.start())
            self._folded.append(found.start() + grown)
            self._lengths.append(len(found.group().casefold()))
            grown += self._lengths[-1] - 1

    def plain_index(self, folded_index: int) -> int:
        """Return the character of the plain text from which a folded one came."""
        last = bisect_right(self._folded, folded_index) - 1
        if last < 0:
            return folded_index
        inside = folded_index - self._folded[last]
        return self._plain[last] + max(0, inside - self._lengths[last] + 1)


def spaced(folded: str) -> str:
    """Return a text with a space for whatever ends a line, a cell or a text."""
    for end in ("\n", "\r", "\t", "\u2028", "\u2029", "\0"):
        folded = folded.replace(end, " ")
    return folded


def keeps_places(words: str) -> bool:
    """Whether the plain form of a text has every character at the same place."""
    return words.isascii() or (unicodedata.is_normalized("NFKC", words) and _INVISIBLE.search(words) is None)


def unify(plain: str) -> str:
    """Return a text with straight apostrophes and ordinary hyphens, each at its place."""
    for odd, ordinary in _SAME_LENGTH:
        plain = plain.replace(odd, ordinary)
    return plain


def _clusters(original: str) -> list[tuple[int, int, str | None]]:
    """Cut a text into runs that stay (None) and clusters (a character with its marks) that are written differently."""
    odd = {character for character in set(original) if not character.isascii() and _is_odd(character)}
    pieces: list[tuple[int, int, str | None]] = []
    position = 0
    places = [index for index, character in enumerate(original) if character in odd]
    for place in places:
        if place < position:
            continue
        start = place
        if start > position and _joins(original[start]):
            start -= 1  # a mark belongs to the character before it
        if start > position:
            pieces.append((position, start, None))
        end = place + 1
        while end < len(original) and (original[end] in odd and _joins(original[end])):
            end += 1
        visible = _INVISIBLE.sub("", original[start:end])
        pieces.append((start, end, unicodedata.normalize("NFKC", visible)))
        position = end
    pieces.append((position, len(original), None))
    return pieces


@lru_cache(maxsize=4096)
def _is_odd(character: str) -> bool:
    return (
        _INVISIBLE.match(character) is not None
        or _joins(character)
        or unicodedata.normalize("NFKC", character) != character
    )


def _joins(character: str) -> bool:
    return unicodedata.combining(character) != 0 or ord(character) in _JAMO


def fold(words: str) -> str:
    """Return the folded form of a term, as it is looked for in folded texts."""
    return FoldedText(words).folded


def in_word(character: str) -> bool:
    """Whether a character belongs to a word, so that a word does not end beside it."""
    return character.isalnum() or character == "_"

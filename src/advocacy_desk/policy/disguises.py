"""Words in disguise: letters of other alphabets, digits for letters, letters set apart.

Looking behind a disguise is asked for rule by rule (``fold: [homoglyph, leet, spaced]``): what hides an insult in one
post is an article number in another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# Small letters that look like Latin ones (and small forms of capitals that do), from Unicode UTS #39, confusables.txt.
HOMOGLYPHS = str.maketrans(
    "аеорсухіјѕквмнтһӏԁԛԝαοντρχικβεηυɑɡı",
    "aeopcyxijskbmhthldqwaovtpxikbehuagi",
)
_LEET = str.maketrans("0134578@$!", "oieastbasi")
_LEET_L = str.maketrans("0134578@$!", "oleastbasl")  # 1 and ! stand for l as well
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u04ff\u0500-\u052f\u0251\u0261\u0131]")
_SIGNS = re.compile(r"[0134578@$!]")
_END_MARK = re.compile(r"!(?!\w)")  # ends a sentence and stands for no letter
_APART = re.compile(r"(?<!\w)\w(?:[ .\-_*·]\w){2,60}(?!\w)")  # k l i m a, k-l-i-m-a

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """A text without one disguise; ``place`` tells where a span of it lies in the folded text."""

    words: str
    place: Callable[[int, int], Place]


def _as_is(start: int, end: int) -> Place:
    return start, end


def _homoglyph(folded: str) -> Iterator[View]:
    if not folded.isascii() and _FOREIGN.search(folded) is not None:
        yield View(folded.translate(HOMOGLYPHS), _as_is)


def _leet(folded: str) -> Iterator[View]:
    if _SIGNS.search(folded) is not None:
        words = _END_MARK.sub(" ", folded)
        yield View(words.translate(_LEET), _as_is)
        if "1" in words or "!" in words:
            yield View(words.translate(_LEET_L), _as_is)


def _spaced(folded: str) -> Iterator[View]:
    for found in _APART.finditer(folded):
        first = found.start()  # every second character is a letter

        def place(start: int, end: int, first: int = first) -> Place:
            return first + 2 * start, first + 2 * end - 1

        yield View(found.group()[::2], place)


DISGUISES: dict[str, Callable[[str], Iterator[View]]] = {"homoglyph": _homoglyph, "leet": _leet, "spaced": _spaced}

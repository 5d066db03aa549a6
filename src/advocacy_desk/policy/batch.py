"""Many texts side by side, so that one pass reads all of them: folded and plain, divided by NUL."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.policy.folding import FoldedText, keeps_places, spaced, unify

if TYPE_CHECKING:
    import numpy.typing as npt

_DIVIDER = "\0"
_HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs: no searcher reads them


class Batch:
    """Texts in their joined forms. Wherever possible a character of a form stands where it stands in its text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        joined = _DIVIDER.join(texts)
        # What is well for all together is well for each; else each is asked.
        self._odd: dict[int, FoldedText] = (
            {}
            if keeps_places(joined)
            else {place: FoldedText(words) for place, words in enumerate(texts) if not keeps_places(words)}
        )
        self._plains = (
            [self._odd[place].plain if place in self._odd else words for place, words in enumerate(texts)]
            if self._odd
            else texts
        )
        folded = [words.casefold() for words in self._plains]
        self.starts = _starts(folded)
        self.folded = _whole(unify(spaced(_DIVIDER.join(folded))))

    @cached_property
    def _bounds(self) -> list[int]:
        return [*self.starts.tolist(), len(self.folded) + 1]

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self._texts)

    @cached_property
    def plain(self) -> tuple[bytes, npt.NDArray[np.int64]]:
        """The plain texts in UTF-8, divided by NUL, and the byte at which each begins."""
        clean = (
            [words.replace(_DIVIDER, " ") for words in self._plains]
            if _DIVIDER in "".join(self._plains)
            else self._plains
        )
        joined = _whole(unify(_DIVIDER.join(clean))).encode()
        ends = np.flatnonzero(np.frombuffer(joined, dtype=np.uint8) == 0)
        return joined, np.concatenate((_FIRST, ends + 1))

    def each_folded(self) -> Iterator[str]:
        """Yield the folded form of every text."""
        for start, after in itertools.pairwise(self._bounds):
            yield self.folded[start : after - 1]

    def text(self, place: int) -> FoldedText:
        """Return one of the texts with its forms."""
        if place in self._odd:
            return self._odd[place]
        start, end = self._bounds[place], self._bounds[place + 1] - 1
        words = self._texts[place]
        return FoldedText(words, (words if words.isascii() else unify(words), self.folded[start:end]))


_FIRST = np.zeros(1, dtype=np.int64)


def _starts(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    return np.concatenate((_FIRST, np.cumsum(lengths + 1)[:-1]))


def _whole(words: str) -> str:
    """Return a text that can be encoded: a half of a pair becomes the sign for what cannot be read."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return _HALVES.sub("\ufffd", words)
    return words

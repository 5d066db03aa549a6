"""All literals of a policy in one automaton: a single pass over many folded texts tells which were seen, and where."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

from advocacy_desk.policy._contract import Needle
from advocacy_desk.policy.disguises import DISGUISES
from advocacy_desk.policy.folding import in_word
from advocacy_desk.policy.reading import Hits

if TYPE_CHECKING:
    import numpy.typing as npt

    from advocacy_desk.policy.batch import Batch

MOST_PLACES = 2000  # of one needle in one text; a post that repeats a word more often is told by the first ones
_TABLED = 0x3000  # code points whose nature is looked up in a table; those behind it are asked one by one


@dataclass(frozen=True, slots=True)
class Seen:
    """Where needles were seen in a batch: parallel arrays, in order of the texts.

    ``number`` of the needle, ``text`` in the batch, ``start`` and ``end`` in the folded form of that text.
    """

    number: npt.NDArray[np.int64]
    text: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]

    def by_text(self, wanted: Iterable[int]) -> Iterator[tuple[int, Hits]]:
        """Yield those of the wanted texts in which something was seen, with number of needle -> its places."""
        kept = np.isin(self.text, np.fromiter(wanted, dtype=np.int64))
        rows = zip(*(column[kept].tolist() for column in _columns(self)), strict=True)
        for text, group in itertools.groupby(rows, key=lambda row: row[1]):
            hits: Hits = {}
            for number, _, start, end in group:
                places = hits.setdefault(number, [])
                if len(places) < MOST_PLACES:
                    places.append((start, end))
            yield text, hits


class _Automaton:
    """The literals of needles that are looked for in the same form of a text."""

    def __init__(self, numbers: Mapping[Needle, int]) -> None:
        by_literal: dict[str, list[tuple[int, bool, bool]]] = {}
        for needle, number in numbers.items():
            first, last = needle.literal[0], needle.literal[-1]
            left = needle.left and (in_word(first) or first in "#@")
            right = needle.right and in_word(last)
            by_literal.setdefault(needle.literal, []).append((number, left, right))
        users = list(by_literal.values())
        self._counts = np.array([len(one) for one in users], dtype=np.int64)
        self._first = np.concatenate(([0], np.cumsum(self._counts)[:-1]))
        self._shared = bool((self._counts > 1).any())
        self._number, left_, right_ = (np.array(column) for column in zip(*itertools.chain(*users), strict=True))
        self._left, self._right = left_.astype(bool), right_.astype(bool)
        self._search = AhoCorasick(list(by_literal), implementation=Implementation.ContiguousNFA)

    def find(self, words: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return numbers of needles, starts and ends of their places, in order of the ends."""
        found = self._search.find_matches_as_indexes(words, overlapping=True)
        flat = np.fromiter(itertools.chain.from_iterable(found), dtype=np.int64, count=3 * len(found))
        literal, start, end = flat[::3], flat[1::3], flat[2::3]
        user = self._first[literal]
        if self._shared:
            counts = self._counts[literal]
            start, end = np.repeat(start, counts), np.repeat(end, counts)
            user = np.repeat(user + counts - np.cumsum(counts), counts) + np.arange(len(start))
        # A word at either end has a neighbour that is none.
        signs = np.frombuffer(f" {words} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kept = ~(self._left[user] & _are_in_words(signs[start]))
        kept &= ~(self._right[user] & _are_in_words(signs[end + 1]))
        return self._number[user[kept]], start[kept], end[kept]


@cache
def _table() -> npt.NDArray[np.bool_]:
    return np.array([in_word(chr(sign)) for sign in range(_TABLED)])


def _are_in_words(signs: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    found = _table()[np.minimum(signs, _TABLED - 1)]
    for place in np.flatnonzero(signs >= _TABLED).tolist():
        found[place] = in_word(chr(signs[place]))
    return found


class Words:
    """Numbers the needles of the rules, then finds all of them in one pass (and one for every disguise in use)."""

    def __init__(self) -> None:
        self._numbers: dict[Needle, int] = {}
        self._open: _Automaton | None = None
        self._disguised: dict[str, _Automaton] = {}

    def __len__(self) -> int:
        """Return how many needles are numbered."""
        return len(self._numbers)

    def number(self, needle: Needle) -> int:
        """Return the needle's number, the same for equal needles; to be called before the first search."""
        return self._numbers.setdefault(needle, len(self._numbers))

    def close(self) -> None:
        """Build the automata from the needles numbered so far."""
        by_disguise: dict[str, dict[Needle, int]] = {}
        for needle, number in self._numbers.items():
            by_disguise.setdefault(needle.disguise, {})[needle] = number
        automata = {disguise: _Automaton(numbers) for disguise, numbers in by_disguise.items()}
        self._open = automata.pop("", None)
        self._disguised = automata

    def find(self, batch: Batch) -> Seen:
        """Return where needles are seen in the texts of a batch."""
        number, start, end = _NOTHING if self._open is None else self._open.find(batch.folded)
        text = np.searchsorted(batch.starts, start, side="right") - 1
        offset = batch.starts[text]
        seen = Seen(number, text, start - offset, end - offset)
        return self._with_disguised(batch, seen) if self._disguised else seen

    def _with_disguised(self, batch: Batch, seen: Seen) -> Seen:
        rows: list[tuple[int, int, int, int]] = []
        for place, words in enumerate(batch.each_folded()):
            for disguise, automaton in self._disguised.items():
                for view in DISGUISES[disguise](words):
                    for number, start, end in zip(
                        *(column.tolist() for column in automaton.find(view.words)), strict=True
                    ):
                        rows.append((number, place, *view.place(start, end)))
        if not rows:
            return seen
        columns = [np.concatenate(pair) for pair in zip(_columns(seen), np.array(rows, dtype=np.int64).T, strict=True)]
        order = np.argsort(columns[1], kind="stable")
        return Seen(*(column[order] for column in columns))


_EMPTY = np.zeros(0, dtype=np.int64)
_NOTHING = (_EMPTY, _EMPTY, _EMPTY)


def _columns(seen: Seen) -> Sequence[npt.NDArray[np.int64]]:
    return seen.number, seen.text, seen.start, seen.end

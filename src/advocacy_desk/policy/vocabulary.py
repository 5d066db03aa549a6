"""All literals of a policy in one automaton: a single pass over a folded text tells which were seen, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ahocorasick_rs import AhoCorasick, Implementation

from advocacy_desk.policy._contract import Needle
from advocacy_desk.policy.disguises import DISGUISES
from advocacy_desk.policy.folding import in_word

MOST_PLACES = 2000  # of one needle in one text; a post that repeats a word more often is told by the first ones


_User = tuple[int, bool, bool]  # number of a needle, and whether a word must begin and end there
_Hits = dict[int, list[tuple[int, int]]]


class _Automaton:
    """The literals of needles that are looked for in the same form of a text."""

    def __init__(self, numbers: Mapping[Needle, int]) -> None:
        by_literal: dict[str, list[_User]] = {}
        for needle, number in numbers.items():
            first, last = needle.literal[0], needle.literal[-1]
            left = needle.left and (in_word(first) or first in "#@")
            right = needle.right and in_word(last)
            by_literal.setdefault(needle.literal, []).append((number, left, right))
        self._users = [tuple(users) for users in by_literal.values()]
        self._search = AhoCorasick(list(by_literal), implementation=Implementation.ContiguousNFA)

    def find(self, words: str, hits: _Hits, place: Callable[[int, int], tuple[int, int]] | None = None) -> None:
        """Add the places of all needles to ``hits``; ``place`` maps them back where ``words`` is another form."""
        users = self._users
        padded = f" {words} "  # so that a word at either end has a neighbour
        for index, start, end in self._search.find_matches_as_indexes(words, overlapping=True):
            before, after = padded[start], padded[end + 1]
            for number, left, right in users[index]:
                if left and (before.isalnum() or before == "_"):  # in_word, without the call
                    continue
                if right and (after.isalnum() or after == "_"):
                    continue
                where = (start, end) if place is None else place(start, end)
                places = hits.get(number)
                if places is None:
                    hits[number] = [where]
                elif len(places) < MOST_PLACES:
                    places.append(where)


class Words:
    """Numbers the needles of the rules, then finds all of them in one pass (and one for every disguise in use)."""

    def __init__(self) -> None:
        self._numbers: dict[Needle, int] = {}
        self._open: _Automaton | None = None
        self._disguised: dict[str, _Automaton] = {}

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

    def find(self, folded: str) -> _Hits:
        """Return number of needle -> its places (start, end) in a folded text, in order of the text."""
        hits: _Hits = {}
        if self._open is not None:
            self._open.find(folded, hits)
        for disguise, automaton in self._disguised.items():
            for view in DISGUISES[disguise](folded):
                automaton.find(view.words, hits, view.place)
        return hits

"""All literals of a policy in one automaton: a single pass over a folded text tells which were seen, and where."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick, Implementation

from advocacy_desk.policy._contract import Needle
from advocacy_desk.policy.folding import in_word

MOST_PLACES = 2000  # of one needle in one text; a post that repeats a word more often is told by the first ones


class Words:
    """Numbers the needles of the rules, then finds all of them in one pass."""

    def __init__(self) -> None:
        self._numbers: dict[Needle, int] = {}
        self._automaton: AhoCorasick | None = None
        self._users: list[tuple[tuple[int, bool, bool], ...]] = []

    def number(self, needle: Needle) -> int:
        """Return the needle's number, the same for equal needles; to be called before the first search."""
        return self._numbers.setdefault(needle, len(self._numbers))

    def close(self) -> None:
        """Build the automaton from the needles numbered so far."""
        by_literal: dict[str, list[tuple[int, bool, bool]]] = {}
        for needle, number in self._numbers.items():
            first, last = needle.literal[0], needle.literal[-1]
            left = needle.left and (in_word(first) or first in "#@")
            right = needle.right and in_word(last)
            by_literal.setdefault(needle.literal, []).append((number, left, right))
        self._users = [tuple(users) for users in by_literal.values()]
        if by_literal:
            self._automaton = AhoCorasick(list(by_literal), implementation=Implementation.ContiguousNFA)

    def find(self, folded: str) -> dict[int, list[tuple[int, int]]]:
        """Return number of needle -> its places (start, end) in a folded text, in order."""
        hits: dict[int, list[tuple[int, int]]] = {}
        if self._automaton is None:
            return hits
        users = self._users
        padded = f" {folded} "  # so that a word at either end has a neighbour
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            before, after = padded[start], padded[end + 1]
            for number, left, right in users[index]:
                if left and (before.isalnum() or before == "_"):  # in_word, without the call
                    continue
                if right and (after.isalnum() or after == "_"):
                    continue
                places = hits.get(number)
                if places is None:
                    hits[number] = [(start, end)]
                elif len(places) < MOST_PLACES:
                    places.append((start, end))
        return hits

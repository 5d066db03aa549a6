"""Which rules could hold on which texts of a batch, told by words and scans before any rule is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import re2

from advocacy_desk.policy._contract import Bound, Gate, Needle

if TYPE_CHECKING:
    from advocacy_desk.policy._contract import Vocabulary
    from advocacy_desk.policy.batch import Batch
    from advocacy_desk.policy.vocabulary import Seen

_MEMORY = 16 << 20  # bytes for the states of one scan


class Candidates:
    """The triggers of all rules, numbered by the rules' places."""

    def __init__(self, whens: Sequence[Bound], words: Vocabulary) -> None:
        self._rules = len(whens)
        self._always: list[int] = []
        self.attached: list[int] = []  # asked where something hangs on a post
        self._gates: dict[Gate, list[int]] = {}
        self._scans: dict[str, list[int]] = {}
        self._scanned: dict[int, str] = {}
        sets: list[tuple[int, int]] = []  # (needle, set)
        rule_of_set: list[int] = []
        for rule, when in enumerate(whens):
            for one in self._file(rule, when):
                sets.extend((words.number(needle), len(rule_of_set)) for needle in one)
                rule_of_set.append(rule)
        self._rule_of_set = np.array(rule_of_set, dtype=np.int64)
        self._wanted = np.bincount(self._rule_of_set, minlength=self._rules)
        self._needles, self._sets = np.array(sorted(sets), dtype=np.int64).reshape(-1, 2).T
        self._compiled = {scan: _compiled(scan) for scan in self._scans}

    def _file(self, rule: int, when: Bound) -> tuple[frozenset[Needle], ...]:
        """File a rule under what must be seen before it is asked; return the sets of words that must be seen."""
        if when.scan:
            self._scans.setdefault(when.scan, []).append(rule)
            self._scanned[rule] = when.scan
        sets = when.word_sets
        if sets:
            return sets
        trigger = when.trigger
        if trigger is None:
            self._always.append(rule)
            return ()
        if trigger.attached:
            self.attached.append(rule)
        for gate in trigger.gates:
            self._gates.setdefault(gate, []).append(rule)
        return (trigger.needles,) if trigger.needles else ()

    def find(self, batch: Batch, seen: Seen) -> dict[int, tuple[int, ...]]:
        """Return text -> the rules that could hold on it, in order; those for attachments are not among them."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        shown = {scan: self._shown(scan, batch) for scan in self._scans}
        for text, rule in self._by_words(seen):
            if rule not in self._scanned or text in shown[self._scanned[rule]]:
                found[text].add(rule)
        for rule in self._always:
            for text in self._open_to(rule, shown, len(batch)):
                found[text].add(rule)
        for gate, rules in self._gates.items():
            places = set().union(*(self._open_to(rule, shown, len(batch)) for rule in rules))
            for text in places:
                if gate(batch.text(text).plain):
                    found[text].update(rules)
        return {text: tuple(sorted(rules)) for text, rules in sorted(found.items())}

    def _open_to(self, rule: int, shown: dict[str, set[int]], texts: int) -> set[int] | range:
        return shown[self._scanned[rule]] if rule in self._scanned else range(texts)

    def _by_words(self, seen: Seen) -> Sequence[tuple[int, int]]:
        """Return (text, rule) where every set of words that the rule needs shows one."""
        if not len(self._needles) or not len(seen.number):
            return ()
        first = np.searchsorted(self._needles, seen.number, side="left")
        counts = np.searchsorted(self._needles, seen.number, side="right") - first
        places = np.repeat(first + counts - np.cumsum(counts), counts) + np.arange(counts.sum())
        total = len(self._rule_of_set)
        pairs = np.unique(np.repeat(seen.text, counts) * total + self._sets[places])
        texts, rules = pairs // total, self._rule_of_set[pairs % total]
        keys, shown = np.unique(texts * self._rules + rules, return_counts=True)
        kept = keys[shown == self._wanted[keys % self._rules]]
        return list(zip((kept // self._rules).tolist(), (kept % self._rules).tolist(), strict=True))

    def _shown(self, scan: str, batch: Batch) -> set[int]:
        """Return the texts in which a scan finds something; all of them where it cannot be compiled."""
        expression = self._compiled[scan]
        if expression is None:
            return set(range(len(batch)))
        joined, starts = batch.plain
        found: set[int] = set()
        position = 0
        while (match := expression.search(joined, position)) is not None:
            text = int(np.searchsorted(starts, match.start(), side="right")) - 1
            found.add(text)
            if text + 1 == len(starts):
                break
            position = int(starts[text + 1])
        return found


def _compiled(scan: str) -> Any:  # noqa: ANN401 - re2 has no type information
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        return re2.compile(scan.encode(), options)
    except re2.error:
        return None

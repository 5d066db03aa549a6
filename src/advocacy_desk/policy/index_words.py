"""Which words a full-text index can be asked for before a rule is, where that loses nothing."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy_desk.policy.rule import Rule
from advocacy_desk.policy.vocabulary import Words


@dataclass(frozen=True, slots=True, order=True)
class IndexWord:
    """A word or phrase in folded form; ``whole`` False: the last word may go on."""

    words: str
    whole: bool


def index_words(rule: Rule) -> frozenset[IndexWord] | None:
    """Return words of which every post shows one on which a rule can hold; None where an index cannot tell.

    An index of words finds beginnings of words. It cannot tell where a rule looks inside words, behind disguises,
    for a pattern without a fixed word, or for facts.
    """
    trigger = rule.logic.when.bind(Words()).trigger
    if trigger is None or not trigger.is_words:
        return None
    if any(not needle.left or needle.disguise or not _begins_a_word(needle.literal) for needle in trigger.needles):
        return None
    return frozenset(IndexWord(needle.literal, needle.right) for needle in trigger.needles)


def _begins_a_word(literal: str) -> bool:
    """Whether the index knows the whole literal as words: only letters and digits that it treats as such."""
    return any(sign.isalnum() for sign in literal) and all(
        sign.isalnum() or sign.isspace() or sign in "-'#@&.,:/+_" for sign in literal
    )

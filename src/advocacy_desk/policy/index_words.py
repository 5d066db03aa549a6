"""Which words a full-text index can be asked for before a rule is, where that loses nothing."""

from __future__ import annotations

from dataclasses import dataclass

from advocacy_desk.policy._contract import Needle, Trigger
from advocacy_desk.policy.rule import Rule
from advocacy_desk.policy.subject import HASHTAGS, TEXT
from advocacy_desk.policy.triggers import frequency
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
    if not rule.scope.parts <= {TEXT, HASHTAGS}:
        return None
    sets = [words for words in rule.logic.when.bind(Words()).word_sets if all(map(_is_indexed, words))]
    if not sets:
        return None
    rarest = min(sets, key=lambda words: frequency(Trigger(words)))
    return frozenset(IndexWord(needle.literal, needle.right) for needle in rarest)


def _is_indexed(needle: Needle) -> bool:
    return needle.left and not needle.disguise and _begins_a_word(needle.literal)


def _begins_a_word(literal: str) -> bool:
    """Whether the index knows the whole literal as words: only letters and digits that it treats as such."""
    return any(sign.isalnum() for sign in literal) and all(
        sign.isalnum() or sign.isspace() or sign in "-'#@&.,:/+_" for sign in literal
    )

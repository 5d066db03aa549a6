"""Which words must be seen before a rule is asked, and how common they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from advocacy_desk.policy._contract import Bound, CostClass, Gate, Needle, Trigger

# The commonest words of German and English posts, commonest first: enough to tell which triggers will be seen often.
_COMMON_WORDS = """
der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass
sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
man sein wurde wir unser unsere heute uns ich mein team danke neue neuen jahr gut viel immer schon alle wenn sehr
the of and to a in is you that it he was for on are as with his they i at be this have from or one had by but not
what all were we when your can said there use an each which she do how their if will up other about out many then
them these so some her would make like him into time has look two more go see no way could people my than first
been call who its now find our new day work great best today thanks year good promise sure
"""
_COMMON = tuple(_COMMON_WORDS.split())
_SEEN_OFTEN = 0.1
_RARE_WORD = 0.002


def any_of(triggers: Iterable[Trigger | None]) -> Trigger | None:
    """Return the trigger of a choice: whatever opens one of its parts; None where one part can always hold."""
    needles: set[Needle] = set()
    gates: list[Gate] = []
    attached = False
    for trigger in triggers:
        if trigger is None:
            return None
        needles |= trigger.needles
        gates.extend(trigger.gates)
        attached |= trigger.attached
    return Trigger(frozenset(needles), tuple(gates), attached)


def rarest(triggers: Iterable[Trigger | None]) -> Trigger | None:
    """Return the trigger of a conjunction: that of its part which is seen least often."""
    known = [trigger for trigger in triggers if trigger is not None]
    return min(known, key=frequency, default=None)


def frequency(trigger: Trigger) -> float:
    """Estimate the share of posts that pass a trigger, roughly, from 0 upwards; a gate counts as common."""
    return sum(_frequency(needle) for needle in trigger.needles) + 0.2 * (len(trigger.gates) + trigger.attached)


def is_common(trigger: Trigger | None) -> bool:
    """Whether so many posts pass a trigger that another cheap look pays; None passes every post."""
    return trigger is None or frequency(trigger) > _SEEN_OFTEN


@lru_cache(maxsize=50_000)
def _frequency(needle: Needle) -> float:
    literal = needle.literal
    share = _RARE_WORD if needle.left and needle.right else 0.3 * 0.25 ** max(0, len(literal) - 2)
    for rank, word in enumerate(_COMMON):
        if _would_hit(needle, word):
            share += 1 / (rank % 100 + 2)
    return min(1.0, share)


def _would_hit(needle: Needle, word: str) -> bool:
    if needle.left and needle.right:
        return word == needle.literal
    if needle.left:
        return word.startswith(needle.literal)
    if needle.right:
        return word.endswith(needle.literal)
    return needle.literal in word


def cost_class(bounds: Sequence[Bound]) -> CostClass:
    """Return how dear a rule is whose ``when`` comes first in ``bounds``."""
    if not any(bound.uses_patterns for bound in bounds):
        return CostClass.A
    trigger = bounds[0].trigger
    if trigger is None:
        return CostClass.D
    return CostClass.C if is_common(trigger) else CostClass.B

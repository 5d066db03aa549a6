"""A chart said in a sentence or two: for screen readers, and for people who want the gist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from advocacy_desk.charts._scales import step_words, written
from advocacy_desk.i18n import Text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advocacy_desk.charts._series import Series
    from advocacy_desk.domain.questions import Question
    from advocacy_desk.i18n import Language

SPOKEN = 4  # groups; the others are in the table


def over_time(title: Text, found: Sequence[Series], question: Question, language: Language, unit: str) -> str:
    """Say the lowest, the highest and the latest value of each group."""
    known = [one for one in found if one.is_known]
    if not known:
        return language.of(text("{title}: nothing is known for this period.", title=title))
    said = [_one(one, title, question, language, unit) for one in known[:SPOKEN]]
    return " ".join(said)


def _one(one: Series, title: Text, question: Question, language: Language, unit: str) -> str:
    name = title if question.by == "all" else text("{title}, {group}", title=title, group=one.label)
    places = np.flatnonzero(np.isfinite(one.values))
    low, high = places[np.argmin(one.values[places])], places[np.argmax(one.values[places])]

    def value(place: int) -> str:
        return written(float(one.values[place]), unit, language)

    return language.of(
        text(
            "{name}: lowest {low} ({when_low}), highest {high} ({when_high}), latest {last} ({when_last}).",
            name=name,
            low=value(low),
            when_low=step_words(question, int(low), language),
            high=value(high),
            when_high=step_words(question, int(high), language),
            last=value(places[-1]),
            when_last=step_words(question, int(places[-1]), language),
        )
    )

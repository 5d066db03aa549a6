"""Score the employees of a period, with the posts behind every point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.analysis.influence import WEIGHTS, Score, WhyNot, hidden, ranked, scores
from advocacy_desk.domain.consent import Purpose
from advocacy_desk.domain.tiers import default_tiers
from advocacy_desk.store import Workspace, consent, influence, score_settings
from advocacy_desk.usecases.list_people import today
from advocacy_desk.usecases.measure import Asked, question

__all__ = ["WEIGHTS", "Score", "ScoredPeople", "WhyNot", "score_people"]

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from advocacy_desk.domain.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPeople:
    """The scores of a period, the highest first, and who is trusted without being loud, the most so first.

    ``names``: person -> (number, e-mail or id, name).
    """

    period: Period
    scores: tuple[Score, ...]
    hidden: tuple[Score, ...]
    names: Mapping[int, tuple[str, str]]


def score_people(
    workspace: Workspace,
    first: date | None = None,
    last: date | None = None,
    weights: Mapping[str, float] | None = None,
    *,
    as_list: bool = False,
) -> ScoredPeople:
    """Score everybody who was employed in the period; without days, in all days with posts.

    ``weights`` are those of the workspace where none are given. ``as_list``: for a list by score, in which whoever
    did not agree to that has no figure.

    Raises Refused where the period ends before it begins.
    """
    period = question(workspace, Asked(first=first, last=last)).period
    with workspace.reading() as reading:
        signals = influence.signals(reading, period, today())
        names = influence.names(reading)
        weights = WEIGHTS | score_settings.weights(reading) if weights is None else weights
        agreed = consent.allowed(reading, Purpose.LEADERBOARD, today())
    found = scores(signals, default_tiers(), weights)
    if as_list:
        found = ranked(found, agreed)
    return ScoredPeople(period=period, scores=found, hidden=hidden(found), names=names)

"""Decide how the score weighs its parts, and how posts call the employer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.analysis.influence import WEIGHTS
from advocacy_desk.domain.changes import Changes, Outcome
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, audit, score_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

HEAVIEST = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSettings:
    """The weight of every part (points), and the names of the employer (empty: nobody said)."""

    weights: Mapping[str, float]
    employer: tuple[str, ...]


def score_settings_of(workspace: Workspace) -> ScoreSettings:
    """Return what holds in a workspace."""
    with workspace.reading() as reading:
        return ScoreSettings(
            weights=WEIGHTS | score_settings.weights(reading), employer=score_settings.employer(reading)
        )


def set_score_settings(
    workspace: Workspace,
    *,
    by: str,
    at: datetime,
    weights: Mapping[str, float] | None = None,
    employer: Sequence[str] | None = None,
) -> Outcome[ScoreSettings]:
    """Change weights and the employer's names; return what held before, so that it can be undone.

    What is not given stays. ``weights={}`` brings the usual ones back. Raises Refused for an unknown part, and for a
    weight that is no number from 0 to HEAVIEST.
    """
    before = score_settings_of(workspace)
    with workspace.writing() as writing:
        if weights is not None:
            _check(weights)
            kept = {**(before.weights if weights else {}), **weights}
            score_settings.set_weights(writing, {key: value for key, value in kept.items() if value != WEIGHTS[key]})
        if employer is not None:
            score_settings.set_employer(
                writing, tuple(dict.fromkeys(" ".join(one.split()) for one in employer if one.split()))
            )
        details = {"weights": weights, "employer": employer}
        audit.append(writing, actor=by, action="score.settings", subject="workspace", details=details, at=at)
    return Outcome(before, Changes.SETTINGS)


def _check(weights: Mapping[str, float]) -> None:
    for key, weight in weights.items():
        if key not in WEIGHTS:
            raise Refused(text("The score has no part “{key}”. Its parts: {parts}", key=key, parts=", ".join(WEIGHTS)))
        if not (math.isfinite(weight) and 0 <= weight <= HEAVIEST):
            raise Refused(text("A weight is a number from 0 to {most}.", most=f"{HEAVIEST:.0f}"))

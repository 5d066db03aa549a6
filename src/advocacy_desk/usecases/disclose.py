"""The one place that decides what a manager sees: figures, charts, exports, reports and the terminal all pass it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from advocacy_desk.analysis._contract import OTHER_TEAMS, UNMATCHED, Facts
from advocacy_desk.analysis.disclosure import Answer, isolates
from advocacy_desk.analysis.privacy import FEWEST, hidden_cells, masked
from advocacy_desk.analysis.small_groups import merge_small
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Text, plural, text
from advocacy_desk.store import Workspace, privacy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from advocacy_desk.analysis._contract import Metric
    from advocacy_desk.domain.questions import Question


class TooClose(Refused):
    """A question that, subtracted from what managers were answered before, would tell about a few people."""


def for_manager(
    workspace: Workspace, asked: Question, known: Facts, metrics: Iterable[Metric]
) -> tuple[tuple[Metric, pd.DataFrame], ...]:
    """Return result frames without what would tell about a few people (NaN, ``suppressed``), and log the answer.

    Small teams are shown together; active advocates are those of the last day, so that a difference to participation
    does not tell about who left. Raises TooClose where the answer and earlier ones set too few people apart.
    """
    metrics = tuple(metrics)
    with workspace.reading() as reading:
        smallest = privacy.smallest_group(reading)
        contributors = privacy.contributors(reading, asked, {name for one in metrics for name in one.needs})
        numbers, earlier = privacy.team_numbers(reading), privacy.answers(reading)
    steady = dataclasses.replace(known, activity=known.activity.assign(authors=known.activity["participants"]))
    shown = merge_small(steady, smallest) if asked.by == "team" else steady
    hidden = hidden_cells(shown, _follow(contributors, shown), smallest)
    answers = _answers(asked, hidden, numbers)
    if not answers <= earlier:
        _give(workspace, answers, smallest)
    return tuple((metric, masked(metric, metric.compute(shown), hidden)) for metric in metrics)


def _give(workspace: Workspace, answers: frozenset[Answer], smallest: int) -> None:
    """Log answers. One transaction, so that of two questions at once one sees the other."""
    with workspace.writing() as writing:
        if isolates(privacy.stints(writing), privacy.answers(writing), answers, smallest):
            raise TooClose(
                text(
                    "Together with what was shown before, this would tell about fewer than {count} people. "
                    "Please ask for whole months or quarters, for all teams, or for the same period as before.",
                    count=smallest,
                )
            )
        privacy.keep_answers(writing, answers)


def _follow(contributors: pd.DataFrame, shown: Facts) -> pd.DataFrame:
    """Merge contributors as the teams were merged."""
    alone = contributors["group"].isin(set(shown.activity["group"]))
    named = contributors.assign(group=contributors["group"].where(alone, OTHER_TEAMS))
    how = {name: "max" if name.endswith("_most") else "sum" for name in named.columns[2:]}
    return named.groupby(["period", "group"], as_index=False).agg(how)


def _answers(asked: Question, hidden: pd.DataFrame, numbers: dict[str, int]) -> frozenset[Answer]:
    """Return which teams and days the shown cells cover; what is hidden for every figure is not shown."""
    wanted = asked.teams or None
    named = {numbers[group] for group in hidden["group"].unique() if group in numbers}
    within = set(wanted or numbers.values())
    ends = {piece.first: piece.last for piece in asked.steps()}
    shown = hidden[~hidden.drop(columns=["period", "group"]).all(axis=1) & (hidden["group"] != UNMATCHED)]
    found = set()
    for period, group in zip(shown["period"], shown["group"], strict=True):
        teams = wanted
        if group == OTHER_TEAMS:
            teams = tuple(sorted(within - named))
        elif asked.by == "team":
            teams = (numbers[group],)
        first = period.date()
        found.add(Answer(privacy.day_number(first), privacy.day_number(ends[first]), teams and tuple(sorted(teams))))
    return frozenset(found)


def hidden_note(frames: Sequence[pd.DataFrame]) -> list[Text]:
    """Say how many values are hidden, and why; nothing where none is."""
    count = sum(int(frame["suppressed"].sum()) for frame in frames if "suppressed" in frame)
    if not count:
        return []
    return [
        plural(
            "{count} value is not shown: too few people, all or nobody, or mostly one person",
            "{count} values are not shown: too few people, all or nobody, or mostly one person",
            count,
        )
    ]


def smallest_group(workspace: Workspace) -> int:
    """Return how many people a cell must have at least that a manager sees."""
    with workspace.reading() as reading:
        return privacy.smallest_group(reading)


def set_smallest_group(workspace: Workspace, people: int) -> None:
    """Set how many people a cell must have at least. Raises Refused below the floor."""
    if people < FEWEST:
        raise Refused(text("Groups that managers see have at least {count} people.", count=FEWEST))
    with workspace.writing() as writing:
        privacy.set_smallest_group(writing, people)

"""Suggest people as internal influencers, with reasons and posts; accepting one makes a tag with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advocacy_desk.analysis.influence import WEIGHTS, scores
from advocacy_desk.analysis.suggestions import (
    UNPROMPTED_LINE,
    Clue,
    Suggestion,
    SuggestionKind,
    UnpromptedShare,
    suggestions,
    unprompted_share,
)
from advocacy_desk.domain.tiers import default_tiers
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import Language, text
from advocacy_desk.store import Workspace, influence, score_settings
from advocacy_desk.usecases import tag_person
from advocacy_desk.usecases._suggestion_words import explain_clue, explain_kind
from advocacy_desk.usecases.list_people import today
from advocacy_desk.usecases.measure import Asked, question

__all__ = [
    "CANDIDATE",
    "UNPROMPTED_LINE",
    "Clue",
    "Suggested",
    "Suggestion",
    "SuggestionKind",
    "UnpromptedShare",
    "accept_suggestion",
    "explain_clue",
    "explain_kind",
    "suggest_influencers",
]

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from advocacy_desk.domain.changes import Outcome
    from advocacy_desk.domain.people import Tagged
    from advocacy_desk.domain.period import Period

CANDIDATE = "candidate"
_LOOKED_AT = (CANDIDATE, "internal influencer")
_CITED = 20  # posts in the reason of a tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """Who is suggested for a period, and the share of unprompted posters. ``names``: person -> (number, name)."""

    period: Period
    suggestions: tuple[Suggestion, ...]
    unprompted: UnpromptedShare
    names: Mapping[int, tuple[str, str]]
    teams: Mapping[int, str | None]

    def of(self, person: int) -> tuple[Suggestion, ...]:
        """Return why a person is suggested; empty where the person is not."""
        return tuple(one for one in self.suggestions if one.person == person)


def suggest_influencers(workspace: Workspace, first: date | None = None, last: date | None = None) -> Suggested:
    """Look for people to suggest; without days, in all days with posts.

    Candidates and internal influencers are not suggested again, and whoever objected never is. Raises Refused where
    the period ends before it begins.
    """
    period = question(workspace, Asked(first=first, last=last)).period
    with workspace.reading() as reading:
        signals = influence.signals(reading, period, today())
        jobs, names = influence.jobs(reading, period), influence.names(reading)
        weights = WEIGHTS | score_settings.weights(reading)
        employer = score_settings.employer(reading)
        about = influence.about(reading, period, employer)
        authority = influence.authorities(reading)
        taken = influence.tagged(reading, _LOOKED_AT, today())
    found = scores(signals, default_tiers(), weights)
    return Suggested(
        period=period,
        suggestions=suggestions(found, signals, jobs, about, taken, authority),
        unprompted=unprompted_share(signals, jobs, about if employer else None),
        names=names,
        teams={person: job.team for person, job in jobs.items()},
    )


def accept_suggestion(
    workspace: Workspace, found: Suggested, person: int, language: Language, *, by: str, now: datetime | None = None
) -> Outcome[Tagged]:
    """Tag a suggested person as a candidate, with the reasons and posts as the tag's reason; ``untag`` undoes it.

    Raises Refused where the person is not suggested, or did not agree to tags.
    """
    why = found.of(person)
    if not why:
        raise Refused(text("This person is not suggested for this period."))
    reason = " · ".join(_told(one, found.period, language) for one in why)
    tagged = tag_person.tag(workspace, [person], CANDIDATE, by=by, reason=reason, now=now)
    if tagged.result.without_consent:
        raise Refused(text("This person has not agreed to tags. Please ask first, and write the answer down."))
    return tagged


def _told(suggestion: Suggestion, period: Period, language: Language) -> str:
    cited = ", ".join(str(post) for post in suggestion.posts[:_CITED])
    return language.of(
        text(
            "{kind}, {first} to {last}: {clues} (posts {posts})",
            kind=explain_kind(suggestion.kind),
            first=period.first,
            last=period.last,
            clues=", ".join(language.of(explain_clue(clue)) for clue in suggestion.clues),
            posts=cited if len(suggestion.posts) <= _CITED else f"{cited}, …",
        )
    )

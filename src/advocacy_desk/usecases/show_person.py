"""Everything about one person for one page: under 0.2 s with a million posts; impact and score come after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from advocacy_desk.domain.like_quota import quota
from advocacy_desk.domain.person_page import FollowerCount, Impact, Month, PersonPage, PostFigures
from advocacy_desk.domain.tiers import default_tiers
from advocacy_desk.errors import Refused
from advocacy_desk.i18n import text
from advocacy_desk.store import Workspace, activation, audit, consent, people, person_page, standing_out
from advocacy_desk.usecases.list_people import today

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from advocacy_desk.domain.tiers import TierSet

SHOWN = 25  # posts
_OWN_WORDS = ("post", "article")
_TAGGING = ("person.tagged", "person.untagged")


def show_person(workspace: Workspace, employee_id: int, tiers: TierSet | None = None) -> PersonPage:
    """Return the page of a person, with the tiers of a set. Raises Refused where there is none of that id."""
    tiers = tiers or default_tiers()
    day = today()
    with workspace.reading() as connection:
        who = people.person(connection, employee_id, tiers, day)
        if who is None:
            raise Refused(text("This person is not in the directory."))
        posts = person_page.figures(connection, employee_id)
        care = activation.care(connection)
        entries = audit.entries(connection, subject=f"employee:{employee_id}")
        return PersonPage(
            person=who,
            months=_months(posts),
            posts=posts[:SHOWN],
            openings=person_page.openings(connection, [one.id for one in posts[:SHOWN]]),
            quota=quota([(one.reactions, one.followers) for one in posts if one.kind in _OWN_WORDS]),
            followers=_followers(posts, tiers),
            former_handles=standing_out.former_handles(connection, employee_id),
            standings=consent.standings(connection, employee_id, day),
            said=consent.history(connection, employee_id),
            tag_history=tuple(one for one in entries if one.action in _TAGGING),
            activations=activation.activations(connection, employee_id),
            load=activation.load(connection, employee_id, day, care),
            care=care,
            authorities=standing_out.authorities(connection, employee_id),
            ratings=standing_out.ratings(connection, employee_id),
        )


def impact(workspace: Workspace, employee_id: int) -> Impact:
    """Return what a person's posts bring about, in four figures."""
    with workspace.reading() as connection:
        return person_page.impact(connection, employee_id)


def _months(posts: Sequence[PostFigures]) -> tuple[Month, ...]:
    """Sum the posts up by month, months without a post between two included: nothing is not unknown."""
    of: dict[int, list[PostFigures]] = {}
    for one in posts:
        if one.at is not None:
            of.setdefault(one.at.year * 12 + one.at.month - 1, []).append(one)
    if not of:
        return ()
    return tuple(_month(number, of.get(number, [])) for number in range(min(of), max(of) + 1))


def _month(number: int, posts: Sequence[PostFigures]) -> Month:
    return Month(
        first=date(number // 12, number % 12 + 1, 1),
        posts=len(posts),
        reactions=_sum(one.reactions for one in posts),
        impressions=_sum(one.impressions for one in posts),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _followers(posts: Sequence[PostFigures], tiers: TierSet) -> tuple[FollowerCount, ...]:
    """Return the followers that the last post of each month and account tells."""
    found: dict[tuple[int, int, int], FollowerCount] = {}
    for one in posts:
        if one.at is not None and one.followers is not None:
            found.setdefault(
                (one.account_id, one.at.year, one.at.month),
                FollowerCount(
                    account_id=one.account_id,
                    day=one.at.date(),
                    followers=one.followers,
                    tier=tiers.of(one.followers),
                ),
            )
    return tuple(found.values())

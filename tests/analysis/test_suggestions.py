"""Suggestions: each kind, its reasons and posts, who is never suggested, and the line of unprompted posters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.analysis.influence import scores
from advocacy_desk.analysis.suggestions import (
    Job,
    Suggestion,
    SuggestionKind,
    suggestions,
    unprompted_share,
)
from advocacy_desk.domain.tiers import default_tiers
from tests.analysis.test_influence import PERSONS, Written, drawn_posts, signals, weekly

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DESK = Job(scope="none", team="Werk", position=None)


def suggested(
    posts: Sequence[Written],
    *,
    objected: Iterable[int] = (),
    joined: dict[int, int] | None = None,
    jobs: dict[int, Job] | None = None,
    about: Iterable[int] = (),
    taken: Iterable[int] = (),
) -> tuple[Suggestion, ...]:
    of = signals(posts, objected=objected, joined=joined)
    given_jobs = dict.fromkeys(PERSONS, DESK) | (jobs or {})
    return suggestions(scores(of, default_tiers()), of, given_jobs, frozenset(about), frozenset(taken))


def of_kind(found: Iterable[Suggestion], kind: SuggestionKind) -> list[int]:
    return [one.person for one in found if one.kind is kind]


NAMED = [Written(200 + who, who, day=80, names=(1,)) for who in (2, 3, 4)]
HIDDEN = [*weekly(), Written(90, 1, day=30, kind="reply", names=(2,)), *weekly(2, 20, start=100), *NAMED]


def test_hidden_influencers_are_named_by_several_help_and_write_little() -> None:
    (one,) = [one for one in suggested(HIDDEN) if one.kind is SuggestionKind.HIDDEN]
    assert one.person == 1
    assert {clue.key: clue.count for clue in one.clues}["named_by"] == 3
    assert one.posts == (204, 203, 202, 90)  # the latest first
    assert of_kind(suggested([post for post in HIDDEN if post.post != 90]), SuggestionKind.HIDDEN) == []
    assert of_kind(suggested([post for post in HIDDEN if post.post != 204]), SuggestionKind.HIDDEN) == []


@pytest.mark.parametrize("way", ["objected", "taken"])
def test_who_objected_or_is_looked_at_already_is_not_suggested(way: str) -> None:
    found = suggested(HIDDEN, **{way: [1]})  # type: ignore[arg-type]  # either takes people
    assert 1 not in {one.person for one in found}


def test_creators_are_liked_as_usual_or_better_and_do_not_post_for_their_living() -> None:
    posts = [post for author in PERSONS for post in weekly(author, start=author * 100, reactions=author * 10)]
    assert of_kind(suggested(posts), SuggestionKind.CREATOR) == [5, 4, 3]
    jobs = {5: Job(scope="full", team="Werk", position=None), 4: Job(scope="none", team="Kommunikation", position=None)}
    assert of_kind(suggested(posts, jobs=jobs), SuggestionKind.CREATOR) == [3]
    jobs = {5: Job(scope="none", team=None, position="Social Media Manager")}
    assert of_kind(suggested(posts, jobs=jobs), SuggestionKind.CREATOR) == [4, 3]


def test_unprompted_posters_write_about_the_employer_in_own_words() -> None:
    posts = [*weekly(), *weekly(2, 3, start=100), Written(300, 3, kind="repost"), Written(301, 3, kind="repost")]
    found = suggested(posts, about=[1, 2, 3, 100, 300, 301])
    assert of_kind(found, SuggestionKind.UNPROMPTED) == [1]
    (one,) = [one for one in found if one.kind is SuggestionKind.UNPROMPTED]
    assert [(clue.key, clue.count) for clue in one.clues] == [("about", 3), ("weeks", 3)]
    assert one.posts == (3, 2, 1)


def test_hosts_turn_to_several_newcomers() -> None:
    posts = [Written(1, 1, day=20, names=(2, 3)), Written(2, 4, day=20, names=(2,)), Written(3, 5, day=20, names=(1,))]
    found = suggested(posts, joined={2: 5, 3: 10})
    assert of_kind(found, SuggestionKind.HOST) == [1]
    assert found[0].posts == (1,)


def test_the_share_of_unprompted_posters_is_one_of_people_whose_job_is_not_posting() -> None:
    posts = [*weekly(), *weekly(2, start=100), *weekly(3, start=200)]
    jobs = {3: Job(scope="part", team=None, position=None)}
    share = unprompted_share(signals(posts, objected=[5]), jobs, frozenset({1, 200}))
    assert (share.people, share.posters) == (3, 1)
    assert share.share == pytest.approx(1 / 3)
    assert share.low is not None
    assert share.high is not None
    assert share.low < 1 / 3 < share.high


def test_without_a_name_of_the_employer_the_share_is_unknown() -> None:
    share = unprompted_share(signals(weekly()), {}, None)
    assert (share.share, share.low) == (None, None)


def test_experts_are_listened_to_elsewhere_whether_they_post_or_not() -> None:
    of = signals(weekly(2), objected=[4])
    found = suggestions(scores(of, default_tiers()), of, {}, frozenset(), frozenset(), {2: 1, 3: 2, 4: 5})
    experts = [one for one in found if one.kind is SuggestionKind.EXPERT]
    assert [(one.person, len(one.posts)) for one in experts] == [(3, 0), (2, 5)]


@given(posts=drawn_posts, person=st.sampled_from(PERSONS))
def test_an_objection_takes_away_the_own_suggestions_and_adds_none(posts: list[Written], person: int) -> None:
    about = range(0, 50, 3)
    before = suggested(posts, joined={2: 3, 3: 5}, about=about)
    after = suggested(posts, joined={2: 3, 3: 5}, about=about, objected=[person])
    assert person not in {one.person for one in after}
    quiet = {SuggestionKind.UNPROMPTED, SuggestionKind.HOST}
    kept = {(one.person, one.kind) for one in before if one.person != person and one.kind in quiet}
    assert kept == {(one.person, one.kind) for one in after if one.kind in quiet}


@given(posts=drawn_posts)
def test_every_suggestion_names_the_posts_it_rests_on(posts: list[Written]) -> None:
    known = {post.post for post in posts}
    for one in suggested(posts, joined={2: 3, 3: 5}, about=range(0, 50, 2)):
        assert one.posts
        assert set(one.posts) <= known
        assert one.clues

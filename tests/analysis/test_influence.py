"""The score: what each part counts, what never lowers it, and what it must not depend on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.analysis.influence import (
    HASHTAGS,
    MENTIONS,
    NEW_TAG_DAYS,
    PEOPLE,
    POSTS,
    WEIGHTS,
    Part,
    Score,
    Signals,
    hidden,
    scores,
)
from advocacy_desk.domain.tiers import default_tiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

FIRST = 20_454  # 2026-01-01
LAST = FIRST + 90
PERSONS = (1, 2, 3, 4, 5)
OUTSIDER = -7


@dataclass(frozen=True)
class Written:
    """One post as tests write it; ``names`` are the people it mentions, ``tags`` its hashtags."""

    post: int
    author: int
    day: int = 0  # of the period
    kind: str = "post"
    reactions: int | None = 3
    comments: int | None = None
    followers: int | None = 500
    names: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()


def signals(posts: Sequence[Written], *, objected: Iterable[int] = (), joined: dict[int, int] | None = None) -> Signals:
    """Return the frames of a period in which PERSONS were employed all the time, or since ``joined``."""
    since = {person: FIRST + day for person, day in (joined or {}).items()}
    people = [(one, max(FIRST, since.get(one, FIRST)), LAST, since.get(one), one in set(objected)) for one in PERSONS]
    rows = [
        (one.post, one.author, FIRST + one.day, one.day, one.kind, one.reactions, one.comments, one.followers)
        for one in posts
    ]
    return Signals(
        first=FIRST,
        people=pl.DataFrame(people, schema=PEOPLE, orient="row"),
        posts=pl.DataFrame(rows, schema=POSTS, orient="row"),
        mentions=pl.DataFrame([(one.post, who) for one in posts for who in one.names], schema=MENTIONS, orient="row"),
        hashtags=pl.DataFrame([(one.post, tag) for one in posts for tag in one.tags], schema=HASHTAGS, orient="row"),
    )


def scored(of: Signals, weights: dict[str, float] | None = None) -> dict[int, Score]:
    return {score.person: score for score in scores(of, default_tiers(), weights or WEIGHTS)}


def part(posts: Sequence[Written], key: str, person: int = 1, joined: dict[int, int] | None = None) -> Part:
    found = scored(signals(posts, joined=joined))[person].part(key)
    assert found is not None
    return found


def weekly(author: int = 1, count: int = 5, start: int = 1, **values: int | None) -> list[Written]:
    return [Written(start + place, author, day=7 * place, **values) for place in range(count)]  # type: ignore[arg-type]  # numbers only


def test_the_points_add_up_and_name_their_posts() -> None:
    posts = [*weekly(), Written(50, 2, names=(1,)), Written(51, OUTSIDER, names=(1,)), Written(52, 2, names=(1,))]
    score = scored(signals(posts))[1]
    assert score.value == pytest.approx(sum(part.points or 0 for part in score.parts))
    assert [part.key for part in score.parts] == list(WEIGHTS)
    referenced = score.part("referenced")
    assert referenced is not None
    assert (referenced.count, referenced.posts) == (2, (50, 51, 52))


def test_consistency_is_counted_in_weeks_of_employment() -> None:
    assert part(weekly(count=7), "consistency").value == pytest.approx(7 / 14)
    late = [replace(one, day=one.day + 63) for one in weekly(count=4)]
    assert part(late, "consistency", joined={1: 56}).value == pytest.approx(4 / 6)


def test_naming_oneself_is_no_reference() -> None:
    assert part([replace(one, names=(1,)) for one in weekly()], "referenced").count == 0


def test_answers_help_and_newcomers_count_twice() -> None:
    assert part([Written(1, 1, kind="reply", names=(2, 3))], "helpfulness").count == 1
    assert part([Written(1, 1, names=(2,))], "helpfulness").count == 0
    joined = {2: 10}
    assert part([Written(1, 1, day=12, names=(2,))], "helpfulness", joined=joined).count == 1
    assert part([Written(1, 1, day=12, kind="comment", names=(2,))], "helpfulness", joined=joined).count == 2


def test_resonance_is_that_of_the_own_tier_and_unknown_among_few() -> None:
    peers = [post for author in (2, 3, 4) for post in weekly(author, start=author * 100, reactions=author * 10)]
    assert part([*weekly(reactions=30), *peers], "resonance").value == pytest.approx(0.5)
    assert part([*weekly(reactions=30, followers=50_000), *peers], "resonance").value is None
    silent = scored(signals([*weekly(reactions=None), *peers]))[1]
    assert silent.out_of == 80
    assert silent.value is not None


def test_a_hashtag_counts_for_whoever_began_it_when_others_take_it_up() -> None:
    later = [Written(10 + who, who, day=NEW_TAG_DAYS + who, tags=(9,)) for who in (2, 3, 4)]
    assert part([Written(1, 1, tags=(9,)), *later], "initiative").posts == (1,)
    assert part([Written(1, 1, tags=(9,)), *later[1:]], "initiative").count == 0
    early = replace(later[0], day=3)
    assert part([Written(1, 1, tags=(9,)), early, *later[1:]], "initiative").count == 0


def test_a_post_that_is_discussed_is_a_thread() -> None:
    assert part([Written(1, 1, comments=3), Written(2, 1, comments=2), Written(3, 1)], "initiative").posts == (1,)


def test_little_data_gives_no_score_and_says_what_is_missing() -> None:
    score = scored(signals(weekly(count=3)))[1]
    assert (score.value, score.why_not, score.missing_posts, score.missing_weeks) == (None, "not_enough_data", 2, 1)
    assert scored(signals([]))[1].missing_posts == 5


def test_an_objection_freezes_score_and_suggestions() -> None:
    posts = [
        *weekly(),
        *weekly(2, 20, start=100),
        *[Written(50 + who, who, kind="reply", names=(1,)) for who in (2, 3)],
    ]
    assert [one.person for one in hidden(tuple(scored(signals(posts)).values()))] == [1]
    frozen = scored(signals(posts, objected=[1]))
    assert (frozen[1].value, frozen[1].why_not, frozen[1].parts) == (None, "objected", ())
    assert hidden(tuple(frozen.values())) == ()


# --- properties ------------------------------------------------------------------------------------------------------

drawn_posts = st.lists(
    st.builds(
        Written,
        post=st.just(0),
        author=st.sampled_from((*PERSONS, OUTSIDER)),
        day=st.integers(0, 90),
        kind=st.sampled_from(("post", "reply", "repost")),
        reactions=st.none() | st.integers(0, 50),
        comments=st.none() | st.integers(0, 5),
        followers=st.none() | st.integers(0, 9_999),
        names=st.lists(st.sampled_from(PERSONS), max_size=2, unique=True).map(tuple),
        tags=st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple),
    ),
    min_size=8,
    max_size=40,
).map(lambda posts: [*weekly(start=1_000), *(replace(post, post=place) for place, post in enumerate(posts, start=1))])


def values(found: dict[int, Score]) -> dict[int, float | None]:
    return {person: score.value for person, score in found.items()}


@given(posts=drawn_posts, more=st.data())
def test_more_of_a_good_sign_never_lowers_the_score(posts: list[Written], more: st.DataObject) -> None:
    before = scored(signals(posts))[1].value
    assert before is not None
    day = more.draw(st.integers(0, 90))
    signs = {
        "a mention": [*posts, Written(5_000, more.draw(st.sampled_from((2, 3, OUTSIDER))), day, "repost", names=(1,))],
        "an answer": [*posts, Written(5_000, 1, day, "reply", names=(2,), followers=None)],
        "another week": [*posts, Written(5_000, 1, day, "reply", reactions=None, followers=None)],
        "reactions": [
            replace(post, reactions=post.reactions + 5) if post.author == 1 and post.reactions is not None else post
            for post in posts
        ],
        "comments": [replace(post, comments=(post.comments or 0) + 3) if post.author == 1 else post for post in posts],
    }
    after = {sign: scored(signals(changed))[1].value for sign, changed in signs.items()}
    assert {sign: value for sign, value in after.items() if value is None or value < before - 1e-9} == {}


@given(posts=drawn_posts, followers=st.integers(0, 9_999))
def test_followers_never_matter_within_a_tier_at_weight_zero(posts: list[Written], followers: int) -> None:
    posts = [replace(post, followers=post.followers or 0) for post in posts]
    changed = [replace(post, followers=followers) if post.author == 1 else post for post in posts]
    assert values(scored(signals(changed))) == values(scored(signals(posts)))


@given(posts=drawn_posts, order=st.permutations(PERSONS))
def test_who_somebody_is_changes_nothing(posts: list[Written], order: list[int]) -> None:
    new = dict(zip(PERSONS, order, strict=True)) | {OUTSIDER: OUTSIDER}
    swapped = [
        replace(post, author=new[post.author], names=tuple(new[who] for who in post.names), post=9_999 - post.post)
        for post in posts
    ]
    before, after = values(scored(signals(posts))), values(scored(signals(swapped)))
    assert {new[person]: value for person, value in before.items()} == pytest.approx(after)


@given(posts=drawn_posts, mixed=st.randoms())
def test_the_order_of_the_data_changes_nothing(posts: list[Written], mixed: Random) -> None:
    shuffled = list(posts)
    mixed.shuffle(shuffled)
    assert scored(signals(shuffled)) == scored(signals(posts))


@given(posts=drawn_posts, weight=st.floats(0, 100))
def test_a_weight_changes_the_points_of_its_part_alone(posts: list[Written], weight: float) -> None:
    before, after = scored(signals(posts))[1], scored(signals(posts), {**WEIGHTS, "consistency": weight})[1]
    assert [part.value for part in after.parts] == [part.value for part in before.parts]
    assert [part.points for part in after.parts[1:]] == [part.points for part in before.parts[1:]]

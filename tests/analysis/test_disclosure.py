"""Nobody who holds every permitted answer isolates a few people, whatever is subtracted or intersected."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.analysis.disclosure import Answer, Stint, isolates

TEAMS = (0, 1, 2)
DAYS = 20
FOR_EVER = 10**7


@st.composite
def companies(draw: st.DrawFn) -> tuple[Stint, ...]:
    """Up to twelve people who come, move once and leave."""
    stints = []
    for person in range(draw(st.integers(1, 12))):
        first, move, last = sorted(draw(st.tuples(*[st.integers(-3, DAYS + 3)] * 3)))
        stints.append(Stint(person, draw(st.sampled_from(TEAMS)), first, move))
        if last > move:
            gone = FOR_EVER if draw(st.booleans()) else last
            stints.append(Stint(person, draw(st.sampled_from(TEAMS)), move + 1, gone))
    return tuple(stints)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    first, last = sorted(draw(st.tuples(st.integers(0, DAYS), st.integers(0, DAYS))))
    return Answer(first, last, draw(st.sampled_from([None, (0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)])))


def permitted(company: tuple[Stint, ...], asked: list[set[Answer]], smallest: int) -> set[Answer]:
    """Ask one question after the other and return every answer that was given."""
    given_so_far: set[Answer] = set()
    for one in asked:
        if not isolates(company, given_so_far, one, smallest):
            given_so_far |= one
    return given_so_far


def combined(sets: set[frozenset[tuple[int, int]]]) -> set[frozenset[tuple[int, int]]]:
    """Return what follows from sets in two rounds of intersecting and subtracting."""
    for _ in range(2):
        pairs = list(product(sets, repeat=2))
        sets = sets | {one & other for one, other in pairs} | {one - other for one, other in pairs}
        if len(sets) > 400:
            break
    return sets - {frozenset()}


sequences = st.lists(st.sets(answers(), min_size=1, max_size=3), min_size=1, max_size=6)


@given(company=companies(), asked=sequences, smallest=st.integers(2, 4))
def test_no_sums_of_permitted_answers_set_few_people_apart(
    company: tuple[Stint, ...], asked: list[set[Answer]], smallest: int
) -> None:
    released = {
        frozenset(
            (one.person, day)
            for one in company
            if answer.covers(one.team)
            for day in range(max(one.first, answer.first), min(one.last, answer.last) + 1)
        )
        for answer in permitted(company, asked, smallest)
    }
    for found in combined(released):
        assert len({person for person, _day in found}) >= smallest


@given(company=companies(), asked=sequences, smallest=st.integers(2, 4))
def test_no_counts_of_people_on_the_same_days_set_few_people_apart(
    company: tuple[Stint, ...], asked: list[set[Answer]], smallest: int
) -> None:
    answered = permitted(company, asked, smallest)
    for period in {one[:2] for one in answered}:
        counted = {
            frozenset(
                (one.person, 0) for one in company if one.first <= answer.last <= one.last and answer.covers(one.team)
            )
            for answer in answered
            if answer[:2] == period
        }
        for found in combined(counted):
            assert len(found) >= smallest


@given(company=companies(), asked=sequences)
def test_the_same_question_is_always_answered_again(company: tuple[Stint, ...], asked: list[set[Answer]]) -> None:
    answered = permitted(company, asked, 3)
    assert not isolates(company, answered, answered, 99)


def crowd(team: int, people: range, first: int = 0, last: int = FOR_EVER) -> list[Stint]:
    return [Stint(person, team, first, last) for person in people]


TWENTY = [*crowd(1, range(10)), *crowd(2, range(10, 20)), *crowd(0, range(20, 22))]


@pytest.mark.parametrize(
    ("earlier", "asked", "refused"),
    [
        (Answer(0, 30, None), Answer(0, 30, (1,)), False),  # ten and the other twelve
        (Answer(0, 30, None), Answer(0, 30, (1, 2)), True),  # two without a team remain
        (Answer(0, 30, None), Answer(31, 60, (1, 2)), False),  # other days cannot be subtracted
        (Answer(0, 30, (1,)), Answer(0, 29, (1,)), False),  # the last day of all ten
        (Answer(0, 30, (0,)), Answer(0, 30, (0,)), False),  # was said before
    ],
)
def test_a_question_is_refused_for_the_people_that_it_sets_apart(
    earlier: Answer, asked: Answer, *, refused: bool
) -> None:
    assert isolates(TWENTY, {earlier}, {asked}, 5) is refused


def test_a_day_more_is_refused_where_one_person_joins_on_it() -> None:
    company = [*crowd(1, range(10)), Stint(99, 1, 30, FOR_EVER)]
    assert isolates(company, {Answer(0, 29, None)}, {Answer(0, 30, None)}, 5)
    assert not isolates(company, {Answer(0, 22, None)}, {Answer(0, 30, None)}, 5)

"""Two ids, one post: by author (settled before), time and text, and never by guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.matching.same_post import (
    WITH_TEXT_S,
    WITHOUT_TEXT_S,
    TextSays,
    Trace,
    joined,
    likeness,
    moment,
    texts,
)

AT = 1_772_616_600  # 2026-03-04 09:30 UTC
DAY = AT // 86_400
NOON = DAY * 86_400 + 43_200
WORDS = "Heute haben wir die neue Halle eröffnet, danke an alle."


def _id(kind: str, at: int) -> str:
    return f"{kind}:{(at * 1000) << 22}"


def _trace(key: int, external_id: str, *, text: str = WORDS, published_at: int | None = NOON, day: int = DAY) -> Trace:
    return Trace(key=key, external_id=external_id, published_at=published_at, day=day, text=text)


def test_the_moment_is_in_the_id_where_the_file_tells_only_the_day() -> None:
    assert moment(_trace(1, _id("activity", AT))) == AT
    assert moment(_trace(1, "share:109347586", published_at=AT)) == AT
    assert moment(_trace(1, "share:109347586")) is None


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (WORDS, WORDS.replace(" ", "\n"), TextSays.SAME),
        (WORDS, WORDS[:40] + "…", TextSays.BEGINS),
        (WORDS, "", TextSays.UNKNOWN),
        (WORDS, "Heute", None),
        (WORDS, "Gestern haben wir die alte Halle geschlossen.", None),
    ],
)
def test_texts_agree_whatever_an_export_does_to_spaces_and_ends(one: str, other: str, said: TextSays | None) -> None:
    assert texts(one, other) is said
    assert texts(other, one) is said


@pytest.mark.parametrize(
    ("apart", "text", "same"),
    [
        (WITH_TEXT_S, WORDS, True),
        (WITH_TEXT_S + 1, WORDS, False),
        (WITHOUT_TEXT_S, "", True),
        (WITHOUT_TEXT_S + 1, "", False),
        (0, "Etwas ganz anderes, von derselben Person geschrieben.", False),
    ],
)
def test_without_a_text_the_moments_must_agree_closely(apart: int, text: str, *, same: bool) -> None:
    found = likeness(_trace(1, _id("share", AT)), _trace(2, _id("activity", AT + apart), text=text))
    assert (found is not None) is same


def test_old_ids_without_a_moment_need_the_day_and_the_text() -> None:
    old = _trace(1, "share:109347586")
    found = likeness(old, _trace(2, "activity:109347599"))
    assert found is not None
    assert found.seconds is None
    assert likeness(old, _trace(2, "activity:109347599", text="")) is None
    assert likeness(old, _trace(2, "activity:109347599", day=DAY + 1)) is None


def test_of_two_equally_near_ones_nobody_knows_which() -> None:
    mine = _trace(1, _id("share", AT))
    near, nearer = _trace(2, _id("activity", AT + 40)), _trace(3, _id("activity", AT - 20))
    (same,) = joined([(mine, near), (mine, nearer)])
    assert (same.one, same.other, same.seconds) == (1, 3, 20)
    assert joined([(mine, near), (mine, _trace(3, _id("activity", AT - 40)))]) == []


@given(
    times=st.lists(st.integers(AT, AT + 2_000), min_size=1, max_size=8),
    others=st.lists(st.integers(AT, AT + 2_000), min_size=1, max_size=8),
    words=st.lists(
        st.sampled_from(["", WORDS, WORDS[:30] + "…", "Ein anderer Satz, der lang genug ist."]), min_size=16
    ),
)
def test_each_record_is_joined_once_at_most_and_in_either_order(
    times: list[int], others: list[int], words: list[str]
) -> None:
    ones = [_trace(key, _id("share", at), text=words[key]) for key, at in enumerate(times)]
    twos = [_trace(key, _id("activity", at), text=words[8 + key]) for key, at in enumerate(others)]
    found = {(same.one, same.other) for same in joined((one, two) for one in ones for two in twos)}
    assert len({one for one, _ in found}) == len({two for _, two in found}) == len(found)
    assert {(one, two) for two, one in ((s.one, s.other) for s in joined((b, a) for a in ones for b in twos))} == found

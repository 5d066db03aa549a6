"""What a reader takes for the same word is found as the same word, at the right place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.policy.folding import FoldedText, fold

ODD = st.sampled_from(list("aAßẞéÄöñﬁ①…’‐Ａ𝗔İΐǰᾳẚ가\u0308\u0301\u200b\u00ad\u200d\ufeff\n\t 👩🚀"))
TEXTS = st.text(st.one_of(ODD, st.characters(codec="utf-8")), max_size=60)


@given(TEXTS)
def test_every_folded_character_knows_its_place(words: str) -> None:
    folded = FoldedText(words)
    for start in range(len(folded.folded)):
        first, end = folded.folded_span(start, start + 1)
        assert 0 <= first < end <= len(words)


@given(TEXTS)
def test_every_plain_character_knows_its_place(words: str) -> None:
    folded = FoldedText(words)
    for start in range(len(folded.plain)):
        first, end = folded.plain_span(start, start + 1)
        assert 0 <= first < end <= len(words)


@given(TEXTS)
def test_places_come_in_order(words: str) -> None:
    folded = FoldedText(words)
    places = [folded.folded_span(start, start + 1)[0] for start in range(len(folded.folded))]
    assert places == sorted(places)


@given(st.text(st.sampled_from("abcÄäßẞéñ "), max_size=30))
def test_the_form_of_composition_does_not_matter(words: str) -> None:
    assert fold(unicodedata.normalize("NFD", words)) == fold(unicodedata.normalize("NFC", words))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("STRAẞE", "strasse"),
        ("Ärger", "A\u0308RGER"),
        ("Ａｃｍｅ", "acme"),
        ("𝗔𝗰𝗺𝗲", "acme"),
        ("Ren\u00addi\u200bte", "rendite"),
        ("we’re", "we're"),
        ("co2‑neutral", "CO₂-neutral"),
        ("ﬁx", "fix"),
        ("zwei\nZeilen", "zwei zeilen"),
        ("zwei\u00a0Wörter", "zwei wörter"),
    ],
)
def test_spellings_that_read_the_same_fold_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(TEXTS)
def test_folding_twice_changes_nothing_more_for_ordinary_texts(words: str) -> None:
    plain = FoldedText(words).plain
    assert len(FoldedText(plain).folded) >= len(plain) or plain != FoldedText(plain).plain

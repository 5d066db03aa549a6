"""Languages: py3langid's own probabilities, many texts at once, and unknown where it is not sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from advocacy_desk.intake import languages

GERMAN = "Heute haben wir die neue Halle eröffnet, danke an alle, die mitgeholfen haben."
ENGLISH = "Today we opened the new hall, thank you to everybody who helped to build it."


@pytest.fixture(scope="module")
def original() -> LanguageIdentifier:
    """Py3langid itself, asked one by one."""
    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(set(languages.labels()))
    return made


@given(
    texts=st.lists(st.text(max_size=60) | st.sampled_from([GERMAN, ENGLISH, "今日はとても良い天気です"]), max_size=20)
)
def test_many_texts_at_once_are_judged_as_each_by_itself(original: LanguageIdentifier, texts: list[str]) -> None:
    found = languages.probabilities(texts)
    assert found.shape == (len(texts), len(languages.labels()))
    for text, row in zip(texts, found, strict=True):
        code, certainty = original.classify(text)
        if text and certainty > 0.5:  # where there is a winner
            assert languages.labels()[int(row.argmax())] == code
            assert float(row.max()) == pytest.approx(certainty, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GERMAN, "de"),
        (ENGLISH, "en"),
        (GERMAN.upper(), "de"),
        ("Aujourd'hui nous avons ouvert la nouvelle halle, merci à tous.", "fr"),
        ("https://a.example/eine-adresse-die-deutsch-klingt #TeamNordlicht @lea 🚀", None),
        ("Guten Morgen", None),
        ("", None),
        ("12345 67890 12345 67890 12345", None),
        ("RT @lea: " + GERMAN, "de"),
    ],
)
def test_words_have_a_language_and_what_is_too_short_has_none(text: str, code: str | None) -> None:
    assert languages.recognise([text]) == [code]


def test_each_text_keeps_its_place_over_several_batches() -> None:
    texts = [GERMAN, "", ENGLISH] * (languages.AT_ONCE // 2)
    assert languages.recognise(texts) == ["de", None, "en"] * (languages.AT_ONCE // 2)


@given(texts=st.lists(st.text()))
def test_no_text_is_an_error(texts: list[str]) -> None:
    assert len(languages.recognise(texts)) == len(texts)

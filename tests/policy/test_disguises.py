"""Words and addresses in disguise: looked behind where a rule asks for it, and left alone elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.policy import Engine, Rule, Subject
from advocacy_desk.policy.disguises import DISGUISES
from advocacy_desk.policy.kinds.count import _COUNTABLE
from advocacy_desk.policy.reading import Reading
from tests.policy.conftest import RuleMaker


def marks(rule: Rule, words: str) -> list[str] | None:
    """Return the marked passages, None where the rule finds nothing."""
    ((findings, _),) = Engine([rule]).evaluate([Subject(text=words)])
    return [words[span.start : span.end] for span in findings[0].spans] if findings else None


@pytest.mark.parametrize(
    ("fold", "words", "mark"),
    [
        ("leet", "Was für ein 1d10t!", "1d10t"),
        ("leet", "so ein id!ot", "id!ot"),
        ("homoglyph", "Was für ein \u0456di\u043et", "\u0456di\u043et"),
        ("spaced", "Du I d i o t du", "I d i o t"),
        ("spaced", "Größe: i-d-i-o-t", "i-d-i-o-t"),
        ("leet", "ein Idiot ohne Verkleidung", "Idiot"),
    ],
)
def test_a_disguise_is_looked_behind_where_the_rule_asks(
    rule_with: RuleMaker, fold: str, words: str, mark: str
) -> None:
    rule = rule_with(f"terms: {{list: [idiot], fold: [{fold}], as: word}}")
    assert marks(rule, words) == [mark]


@pytest.mark.parametrize("words", ["1d10t", "\u0456di\u043et", "i d i o t"])
def test_a_disguise_is_left_alone_where_the_rule_does_not_ask(rule_with: RuleMaker, words: str) -> None:
    assert marks(rule_with("terms: {list: [idiot]}"), words) is None


@given(words=st.text(alphabet="ab1!@0 .-_\u0456\u03bf\u00df", max_size=40))
def test_every_view_maps_its_places_back_into_the_text(words: str) -> None:
    folded = words.casefold()
    for look in DISGUISES.values():
        for view in look(folded):
            first, last = view.place(0, len(view.words))
            assert 0 <= first < last <= len(folded)


def test_terms_may_ask_for_several_places(rule_with: RuleMaker) -> None:
    rule = rule_with("terms: {list: [alpha, beta], min: 3}")
    assert marks(rule, "alpha beta") is None
    assert marks(rule, "alpha beta alpha") == ["alpha", "beta", "alpha"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://firma.example/x", False),
        ("https://shop.firma.example", False),
        ("https://fima.example/x", True),
        ("https://frima.example/x", True),
        ("https://fi\u0433ma.example/x", True),
        ("https://firma.example.evil.test/", True),
        ("https://firmament.example/", False),
        ("https://xn--frma-l9d.example/", True),
        ("(fima.example/x)", True),
        ("siehe fima.example/x", True),
        ("www.fima.example", True),
        ("https://kim:1@fima.example:8080?x", True),
    ],
)
def test_an_address_that_passes_for_ours_is_told_from_ours(rule_with: RuleMaker, address: str, found: bool) -> None:  # noqa: FBT001 - a column of the table
    rule = rule_with("link: {like: [firma.example]}")
    assert (marks(rule, f"Hier: {address}") is not None) is found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://firma.example/x?y=1", False),
        ("https://m\u00fcnchen.example/", False),
        ("https://social.example/@kim/12", False),
        ("http://203.0.113.7/x", True),
        ("http://[2001:db8::1]/x", True),
        ("WWW.203.0.113.7/x", True),
        ("https://firma.example@evil.test/", True),
        ("https://f\u0456rma.example/", True),
    ],
)
def test_an_address_that_hides_its_owner_is_told(rule_with: RuleMaker, address: str, found: bool) -> None:  # noqa: FBT001 - a column of the table
    rule = rule_with("link: {disguised: true}")
    assert (marks(rule, f"Hier: {address}") is not None) is found


@given(words=st.text(alphabet="ABCDab \u2600\u27bf\u2b50\U0001f1e9\U0001f680\u00c4\u201e#", max_size=40))
def test_the_cheap_counts_are_never_too_low(words: str) -> None:
    subject = Subject(text=words)
    for what in ("emoji", "caps_words"):
        counted = _COUNTABLE[what]
        assert counted.most(words) >= len(counted.places(Reading(subject)))

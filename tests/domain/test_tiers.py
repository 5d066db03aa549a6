"""Tier sets are data: named, versioned, cited, in both languages."""

from __future__ import annotations

import pytest

from advocacy_desk.domain.tiers import default_tiers, tier_sets
from advocacy_desk.i18n import LANGUAGES


@pytest.mark.parametrize("key", tier_sets())
def test_a_tier_set_is_cited_in_every_language_and_covers_every_number(key: str) -> None:
    found = tier_sets()[key]
    assert found.version >= 1
    for words in (found.title, found.source, *(tier.title for tier in found.tiers)):
        assert words.ready is not None
        assert set(words.ready) == set(LANGUAGES)
    assert found.tiers[0].first == 0
    assert [tier.first for tier in found.tiers] == sorted({tier.first for tier in found.tiers})


@pytest.mark.parametrize(
    ("followers", "tier"),
    [(None, None), (0, "nano"), (9_999, "nano"), (10_000, "micro"), (99_999, "micro"), (100_000, "macro")],
)
def test_the_thresholds_are_those_of_the_source(followers: int | None, tier: str | None) -> None:
    assert default_tiers().of(followers) == tier

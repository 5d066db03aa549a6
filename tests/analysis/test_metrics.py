"""Each figure, computed by hand from its definition on a small case."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.analysis import all_metrics
from advocacy_desk.analysis._contract import (
    ACTIVITY_COLUMNS,
    EXTRA_COLUMNS,
    NO_TEAM,
    OTHER_TEAMS,
    RESULT_COLUMNS,
    UNMATCHED,
    Facts,
    Metric,
)
from advocacy_desk.analysis._intervals import wilson
from advocacy_desk.analysis.small_groups import merge_small
from advocacy_desk.i18n import Language

MARCH = pd.Timestamp("2026-03-01")
APRIL = pd.Timestamp("2026-04-01")
METRICS = all_metrics()
COLUMNS = {**ACTIVITY_COLUMNS, **EXTRA_COLUMNS}


def activity(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return activity rows; what is not given is 0 for counts and unknown for sums."""
    usual = {name: 0 if kind.startswith("int64") else np.nan for name, kind in COLUMNS.items()}
    frame = pd.DataFrame([{**usual, "period": MARCH, "group": "all", **row} for row in rows], columns=list(usual))
    kinds = {name: kind.split(":")[0] for name, kind in COLUMNS.items() if not kind.startswith("string")}
    return frame.astype(kinds)


def headcount(*rows: tuple[pd.Timestamp, str, int]) -> pd.DataFrame:
    """Return headcount rows."""
    return pd.DataFrame(list(rows), columns=["period", "group", "headcount"]).astype({"period": "datetime64[s]"})


def only(key: str, facts: Facts) -> pd.Series[Any]:
    """Return the only row of a metric."""
    frame = METRICS[key].compute(facts)
    assert len(frame) == 1
    return frame.iloc[0]


def test_participation_is_the_share_of_the_headcount_with_its_wilson_interval() -> None:
    # 24 of 80: 30 %; Wilson 95 % is 21 to 41 % (worked by hand from Wilson 1927)
    facts = Facts(
        activity=activity({"authors": 26, "participants": 24, "posts": 100, "unmatched_posts": 20}),
        headcount=headcount((MARCH, "all", 80)),
    )
    row = only("participation", facts)
    assert row["value"] == pytest.approx(0.30)
    assert (row["low"], row["high"]) == (pytest.approx(0.2106, abs=1e-4), pytest.approx(0.4077, abs=1e-4))
    assert row["n"] == 80
    assert row["known"] == pytest.approx(0.8)


def test_participation_is_unknown_where_nobody_is_known_to_be_employed() -> None:
    facts = Facts(activity=activity({"posts": 3, "unmatched_posts": 3}), headcount=headcount((MARCH, "all", 0)))
    row = only("participation", facts)
    assert math.isnan(row["value"])
    assert math.isnan(row["low"])


def test_participation_in_a_network_is_measured_against_everybody() -> None:
    facts = Facts(
        activity=activity({"group": "x", "participants": 3, "posts": 4}), headcount=headcount((MARCH, "all", 12))
    )
    assert only("participation", facts)["value"] == pytest.approx(0.25)


def test_posts_of_nobody_take_no_part_in_figures_about_people() -> None:
    facts = Facts(
        activity=activity(
            {"group": "Sales", "authors": 2, "participants": 2, "posts": 6},
            {"group": UNMATCHED, "posts": 9, "unmatched_posts": 9},
        ),
        headcount=headcount((MARCH, "Sales", 4)),
    )
    for key in ("participation", "active_advocates", "posts_per_advocate"):
        assert list(METRICS[key].compute(facts)["group"]) == ["Sales"], key
    assert list(METRICS["posts"].compute(facts)["value"]) == [6, 9]


def test_active_advocates_are_the_people_who_posted() -> None:
    facts = Facts(activity=activity({"authors": 7, "participants": 6, "posts": 20}), headcount=headcount())
    assert only("active_advocates", facts)["value"] == 7


def test_posts_per_advocate_leaves_out_posts_of_nobody() -> None:
    facts = Facts(activity=activity({"authors": 4, "posts": 15, "unmatched_posts": 5}), headcount=headcount())
    assert only("posts_per_advocate", facts)["value"] == pytest.approx(2.5)


def test_posts_per_advocate_is_unknown_without_advocates() -> None:
    facts = Facts(activity=activity({"posts": 5, "unmatched_posts": 5}), headcount=headcount())
    assert math.isnan(only("posts_per_advocate", facts)["value"])


@pytest.mark.parametrize(
    ("key", "column"),
    [
        ("impressions", "impressions"),
        ("measured_reach", "reach"),
        ("potential_reach", "potential_reach"),
        ("engagements", "engagements"),
        ("reactions", "reactions"),
        ("comments", "comments"),
        ("shares", "shares"),
        ("clicks", "clicks"),
    ],
)
def test_sums_say_how_many_posts_carry_them_and_stay_unknown_where_none_does(key: str, column: str) -> None:
    rows = activity(
        {"posts": 10, column: 500.0, f"{column}_posts": 4},
        {"posts": 10, "period": APRIL},
    )
    found = METRICS[key].compute(Facts(activity=rows, headcount=headcount()))
    assert found["value"].iloc[0] == 500
    assert (found["n"].iloc[0], found["known"].iloc[0]) == (4, pytest.approx(0.4))
    assert math.isnan(found["value"].iloc[1])
    assert found["known"].iloc[1] == 0


def test_engagement_rate_is_pooled_over_posts_that_carry_both() -> None:
    # 5 posts with 30 engagements on 1 000 impressions; other engagements do not count
    rated = {"rated_engagements": 30.0, "rated_impressions": 1000.0, "rated_posts": 5}
    facts = Facts(activity=activity({"posts": 20, "engagements": 99.0, **rated}), headcount=headcount())
    row = only("engagement_rate", facts)
    assert row["value"] == pytest.approx(0.03)
    assert (row["n"], row["known"]) == (5, pytest.approx(0.25))


def test_engagement_rate_shows_nothing_under_five_posts() -> None:
    rated = {"rated_engagements": 30.0, "rated_impressions": 1000.0, "rated_posts": 4}
    row = only("engagement_rate", Facts(activity=activity({"posts": 4, **rated}), headcount=headcount()))
    assert math.isnan(row["value"])
    assert row["n"] == 4


def test_a_headcount_of_nobody_is_unknown() -> None:
    facts = Facts(activity=activity(), headcount=headcount((MARCH, "all", 12), (APRIL, "all", 0)))
    found = METRICS["headcount"].compute(facts)["value"]
    assert found.iloc[0] == 12
    assert math.isnan(found.iloc[1])


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_wilson_interval_holds_the_share_and_lies_between_zero_and_one(successes: int, failures: int) -> None:
    n = successes + failures
    low, high = (edge.iloc[0] for edge in wilson(pd.Series([float(successes)]), pd.Series([float(n)])))
    if n == 0:
        assert math.isnan(low)
        assert math.isnan(high)
    else:
        assert 0 <= low <= successes / n <= high <= 1


@pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))
def test_every_metric_returns_its_columns_and_is_defined_in_both_languages(metric: Metric) -> None:
    facts = Facts(activity=activity({"posts": 1}), headcount=headcount((MARCH, "all", 3)))
    found = metric.compute(facts)
    assert list(found) == list(RESULT_COLUMNS)
    assert all(str(found[name].dtype) == "float64" for name in ("value", "low", "high", "n", "known"))
    said = metric.definition
    for words in (metric.title, said.numerator, said.window, said.deduplication, said.caveat):
        english, german = Language("en").of(words), Language("de").of(words)
        assert english
        assert german
        assert english != german
    assert said.source_fields
    assert said.reference
    assert metric.version >= 1


def test_every_metric_computes_on_nothing() -> None:
    for key, metric in METRICS.items():
        assert metric.compute(Facts(activity=activity(), headcount=headcount())).empty, key


# --- figures that read more than the usual columns


def test_the_like_quota_divides_by_followers_and_never_by_impressions() -> None:
    # 5 posts: 40 reactions on 2 000 followers at their times: 2 %
    liked = {"liked_reactions": 40.0, "liked_followers": 2000.0, "liked_reactions_posts": 5}
    facts = Facts(activity=activity({"posts": 10, "rated_impressions": 400.0, **liked}), headcount=headcount())
    row = only("like_quota", facts)
    assert row["value"] == pytest.approx(0.02)
    assert (row["n"], row["known"]) == (5, pytest.approx(0.5))
    few = Facts(activity=activity({"posts": 10, **liked, "liked_reactions_posts": 4}), headcount=headcount())
    assert math.isnan(only("like_quota", few)["value"])


@pytest.mark.parametrize(("key", "column"), [("amplification_rate", "shares"), ("clicks_per_share", "clicks")])
def test_rates_a_post_divide_by_the_posts_that_carry_the_figure(key: str, column: str) -> None:
    # 12 on the 8 posts that carry it; the other 2 are unknown, not 0
    facts = Facts(activity=activity({"posts": 10, column: 12.0, f"{column}_posts": 8}), headcount=headcount())
    row = only(key, facts)
    assert row["value"] == pytest.approx(1.5)
    assert (row["n"], row["known"]) == (8, pytest.approx(0.8))


def test_engaged_participation_counts_whose_posts_drew_an_answer() -> None:
    # 6 of 20 employees posted, 4 of them were answered: 20 %
    counted = {"participants": 6, "heard": 4, "posts": 9, "engagements_posts": 9}
    row = only("engaged_participation", Facts(activity=activity(counted), headcount=headcount((MARCH, "all", 20))))
    assert row["value"] == pytest.approx(0.2)
    assert row["low"] < 0.2 < row["high"]
    silent = Facts(activity=activity({"posts": 9, "participants": 6}), headcount=headcount((MARCH, "all", 20)))
    assert math.isnan(only("engaged_participation", silent)["value"])  # no source says whether anybody answered


def test_compliance_is_the_share_of_checked_posts_without_a_finding() -> None:
    # 40 of 50 posts were checked, 4 of them break a rule: 36 / 40
    counted = {"posts": 50, "checked": 40.0, "checked_posts": 40, "faulty": 4.0, "faulty_posts": 4}
    row = only("compliance_rate", Facts(activity=activity(counted), headcount=headcount()))
    assert row["value"] == pytest.approx(0.9)
    assert (row["n"], row["known"]) == (40, pytest.approx(0.8))
    unchecked = Facts(activity=activity({"posts": 50}), headcount=headcount())
    assert math.isnan(only("compliance_rate", unchecked)["value"])


def test_share_of_voice_adds_up_to_one_in_every_step() -> None:
    rows = activity({"group": "a", "posts": 3}, {"group": "b", "posts": 1}, {"group": "a", "posts": 5, "period": APRIL})
    found = METRICS["share_of_voice"].compute(Facts(activity=rows, headcount=headcount()))
    assert list(found["value"]) == pytest.approx([0.75, 0.25, 1.0])


def _posting(*posts: int) -> Facts:
    people = pd.DataFrame({"period": [MARCH] * len(posts), "group": "all", "posts": posts})
    rows = activity({"authors": len(posts), "posts": sum(posts)})
    return Facts(activity=rows, headcount=headcount(), people=people)


def test_concentration_is_the_gini_coefficient_of_posts() -> None:
    # 1, 1, 2, 4: the 16 ordered pairs differ by 20 together, 1.25 on average; half of it relative to the mean 2
    assert only("concentration", _posting(4, 1, 2, 1))["value"] == pytest.approx(0.3125)
    assert only("concentration", _posting(3, 3, 3))["value"] == pytest.approx(0)


def test_the_concentration_curve_begins_with_the_most_active() -> None:
    # of ten people the first wrote 11 of 20 posts, the others one each: 10 % wrote 55 %, 50 % wrote 75 %
    found = METRICS["concentration_curve"].compute(_posting(11, *[1] * 9)).set_index("group")["value"]
    assert found["10"] == pytest.approx(0.55)
    assert found["50"] == pytest.approx(0.75)
    assert found["5"] == pytest.approx(0.275)
    assert found["100"] == pytest.approx(1)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=12))
def test_the_gini_coefficient_is_half_the_relative_mean_difference(posts: list[int]) -> None:
    differences = [abs(one - other) for one in posts for other in posts]
    expected = sum(differences) / len(posts) / (2 * sum(posts))
    assert only("concentration", _posting(*posts))["value"] == pytest.approx(expected, abs=1e-12)


def test_the_same_data_counts_differently_in_every_product() -> None:
    # 200 employed that day, 160 of today's, 80 with an account; 24 posted, 18 of them were answered
    counted = {"participants": 24, "heard": 18, "posts": 60, "engagements_posts": 60}
    bases = pd.DataFrame({"period": [MARCH], "enrolled": [80], "current": [160]})
    facts = Facts(activity=activity(counted), headcount=headcount((MARCH, "all", 200)), bases=bases)
    found = METRICS["participation_as_counted"].compute(facts).set_index("group")["value"]
    expected = {"advocacy-desk": 0.12, "kpi-depot": 0.12, "haiilo": 0.15, "bloomberry": 0.30, "dynamic-signal": 0.30}
    assert {key: found[key] for key in expected} == pytest.approx(expected)
    assert found[["dsmn8", "sociuu", "ambassify"]].isna().all()  # logins and invitations are in no export


# --- small groups


def _teams(**people: int) -> Facts:
    rows = [{"group": name.replace("_", " "), "participants": 1, "authors": 1, "posts": 2} for name in people]
    counts = [(MARCH, name.replace("_", " "), number) for name, number in people.items()]
    return Facts(activity=activity(*rows), headcount=headcount(*counts))


def test_small_teams_are_shown_together() -> None:
    merged = merge_small(_teams(Big=20, Small=3, Tiny=2), 5)
    assert list(merged.headcount["group"]) == ["Big", OTHER_TEAMS]
    assert list(merged.headcount["headcount"]) == [20, 5]
    assert list(merged.activity["posts"]) == [2, 4]


def test_a_lone_small_team_takes_the_next_larger_one_along() -> None:
    merged = merge_small(_teams(Big=20, Middle=6, Tiny=2), 5)
    assert dict(zip(merged.headcount["group"], merged.headcount["headcount"], strict=True)) == {
        "Big": 20,
        OTHER_TEAMS: 8,
    }


def test_large_teams_stay_as_they_are() -> None:
    facts = _teams(Big=20, Middle=6)
    assert merge_small(facts, 5) is facts


def test_people_without_a_team_are_a_group_like_any_other_and_posts_of_nobody_stay_apart() -> None:
    rows = [{"group": NO_TEAM, "posts": 1}, {"group": "Big", "posts": 1}, {"group": UNMATCHED, "posts": 7}]
    facts = Facts(activity=activity(*rows), headcount=headcount((MARCH, "Big", 9), (MARCH, NO_TEAM, 1)))
    merged = merge_small(facts, 5)
    assert list(merged.activity["group"]) == [OTHER_TEAMS, UNMATCHED]
    assert list(merged.headcount["headcount"]) == [10]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8), st.integers(1, 6))
def test_merging_keeps_every_total_and_leaves_no_small_team_alone(people: list[int], smallest: int) -> None:
    facts = _teams(**{f"Team_{number}": count for number, count in enumerate(people)})
    merged = merge_small(facts, smallest)
    assert merged.headcount["headcount"].sum() == sum(people)
    assert merged.activity["posts"].sum() == facts.activity["posts"].sum()
    apart = merged.headcount[merged.headcount["group"] != OTHER_TEAMS]["headcount"]
    assert (apart[apart > 0] >= smallest).all()
    together = merged.headcount[merged.headcount["group"] == OTHER_TEAMS]["headcount"]
    assert together.empty or apart.empty or together.iloc[0] >= smallest


def test_coverage_is_the_share_of_posts_that_carry_a_figure() -> None:
    # 3 of 12 posts carry impressions, 9 of 12 any engagement; a month without posts is unknown, not 0 %
    counted = {"posts": 12, "impressions_posts": 3, "engagements_posts": 9}
    facts = Facts(activity=activity(counted, {"period": APRIL}), headcount=headcount((MARCH, "all", 5)))
    for key, expected in (("impressions_coverage", 0.25), ("engagements_coverage", 0.75)):
        march, april = METRICS[key].compute(facts)["value"]
        assert march == pytest.approx(expected)
        assert math.isnan(april)

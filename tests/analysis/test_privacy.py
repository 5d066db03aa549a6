"""What managers do not see: cells of few people, and cells that follow from those beside them."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from advocacy_desk.analysis import all_metrics
from advocacy_desk.analysis._contract import (
    ACTIVITY_COLUMNS,
    CONTRIBUTED,
    EXTRA_COLUMNS,
    EXTRA_FIGURES,
    UNMATCHED,
    Facts,
)
from advocacy_desk.analysis.privacy import FEWEST_AUTHORS, MOST_OF_ONE, hidden_cells, masked

COLUMNS = {**ACTIVITY_COLUMNS, **EXTRA_COLUMNS}
FIGURES = (*CONTRIBUTED, *EXTRA_FIGURES)
MARCH = pd.Timestamp("2026-03-01")


def case(*rows: dict[str, Any]) -> tuple[Facts, pd.DataFrame]:
    """Return facts and contributors: by default 20 people, 8 take part, 8 authors share all sums of 80 evenly."""
    usual = {name: 0 if kind.startswith("int64") else np.nan for name, kind in COLUMNS.items()}
    activity = [
        {**usual, "period": MARCH, "group": row["group"], "participants": row.get("participants", 8), "posts": 80}
        for row in rows
    ]
    heads = [
        {"period": MARCH, "group": row["group"], "headcount": row.get("people", 20)}
        for row in rows
        if row["group"] != UNMATCHED
    ]
    contributors = [
        {
            "period": MARCH,
            "group": row["group"],
            **{f"{name}_people": row.get(f"{name}_people", row.get("authors", 8.0)) for name in FIGURES},
            **{f"{name}_most": row.get(f"{name}_most", 10.0) for name in FIGURES},
            **{f"{name}_sum": row.get(f"{name}_sum", 80.0) for name in FIGURES},
        }
        for row in rows
    ]
    return Facts(activity=pd.DataFrame(activity), headcount=pd.DataFrame(heads)), pd.DataFrame(contributors)


def hidden(*rows: dict[str, Any], figure: str = "posts") -> set[str]:
    """Return the groups that are hidden for a figure."""
    found = hidden_cells(*case(*rows), smallest=5)
    return set(found.loc[found[figure], "group"])


def test_a_cell_of_enough_people_who_share_the_posts_is_shown() -> None:
    assert hidden({"group": "all"}) == set()


def test_few_people_all_and_nobody_are_hidden() -> None:
    assert hidden({"group": "all", "people": 4, "participants": 2}) == {"all"}
    assert hidden({"group": "all", "participants": 0, "authors": 0.0}) == {"all"}
    assert hidden({"group": "all", "participants": 20}) == {"all"}


def test_a_sum_of_few_authors_or_mostly_of_one_is_hidden() -> None:
    assert hidden({"group": "all", "authors": 2.0}) == {"all"}
    assert hidden({"group": "all", "posts_most": 61.0}) == {"all"}


def test_a_figure_that_one_source_carries_is_hidden_alone() -> None:
    one_export = {"group": "all", "reach_people": 1.0}
    assert hidden(one_export, figure="reach") == {"all"}
    assert hidden(one_export, figure="posts") == set()


def test_a_figure_that_no_source_carries_is_unknown_and_not_hidden() -> None:
    assert hidden({"group": "all", "reach_people": 0.0, "reach_sum": 0.0}, figure="reach") == set()


def test_the_next_smallest_team_goes_with_a_hidden_one() -> None:
    rows = [{"group": "A", "people": 40}, {"group": "B", "people": 3, "participants": 1}, {"group": "C", "people": 12}]
    assert hidden(*rows) == {"B", "C"}


def test_two_hidden_teams_that_are_together_enough_hide_each_other() -> None:
    rows = [
        {"group": "A", "people": 40},
        {"group": "B", "people": 3, "participants": 1},
        {"group": "C", "people": 4, "participants": 1},
    ]
    assert hidden(*rows) == {"B", "C"}


def test_of_unmatched_accounts_only_the_number_of_posts_is_shown() -> None:
    rows: list[dict[str, Any]] = [{"group": "A"}, {"group": UNMATCHED, "participants": 0}]
    assert hidden(*rows) == set()
    assert hidden(*rows, figure="reach") == {UNMATCHED}


def test_hidden_values_are_nan_and_say_so() -> None:
    facts, contributors = case(
        {"group": "A", "people": 40}, {"group": "B", "people": 9, "participants": 9}, {"group": "C", "people": 12}
    )
    metric = all_metrics()["participation"]
    found = masked(metric, metric.compute(facts), hidden_cells(facts, contributors, 5)).set_index("group")
    assert dict(found["suppressed"]) == {"A": False, "B": True, "C": True}
    assert found.loc["B", ["value", "low", "high", "n", "known"]].isna().all()
    assert found.loc["A", "value"] == 8 / 40


def test_what_is_not_for_managers_and_what_is_spread_in_a_hidden_whole_is_hidden() -> None:
    metrics = all_metrics()
    facts, contributors = case({"group": "all"})
    seen = hidden_cells(facts, contributors, 5)
    engaged = metrics["engaged_participation"]
    assert masked(engaged, engaged.compute(facts), seen)["suppressed"].all()
    assert not masked(metrics["participation"], metrics["participation"].compute(facts), seen)["suppressed"].any()
    curve = metrics["concentration_curve"]
    posting = pd.DataFrame({"period": [MARCH] * 8, "group": "all", "posts": [10] * 8})
    spread = curve.compute(dataclasses.replace(facts, people=posting))
    assert not masked(curve, spread, seen)["suppressed"].any()
    few = hidden_cells(*case({"group": "all", "people": 4, "participants": 2}), smallest=5)
    assert masked(curve, spread, few)["value"].isna().all()


def test_where_the_number_of_posts_is_hidden_no_other_figure_tells_it() -> None:
    facts, contributors = case({"group": "all", "posts_most": 79.0})
    unseen = hidden_cells(facts, contributors, 5)
    assert not unseen["reach"].any()
    for metric in all_metrics().values():
        assert masked(metric, metric.compute(facts), unseen)["suppressed"].all(), metric.key


rows = st.lists(
    st.fixed_dictionaries(
        {
            "people": st.integers(0, 30),
            "participants": st.integers(0, 30),
            "authors": st.integers(0, 10).map(float),
            "posts_most": st.integers(1, 80).map(float),
        }
    ).map(lambda row: {**row, "participants": min(row["participants"], row["people"])}),
    min_size=1,
    max_size=8,
)


@given(rows=rows)
def test_neither_a_shown_cell_nor_the_rest_of_a_total_tells_about_few(rows: list[dict[str, Any]]) -> None:
    named = [{"group": f"T{place}", **row} for place, row in enumerate(rows)]
    unseen = hidden(*named)
    cells = [[row] for row in named if row["group"] not in unseen]
    rest = [row for row in named if row["group"] in unseen]
    if rest and cells:
        cells.append(rest)
    for together in cells:
        people, taking_part = (sum(row[name] for row in together) for name in ("people", "participants"))
        assert people >= 5
        assert 0 < taking_part < people
        assert sum(row["authors"] for row in together) >= FEWEST_AUTHORS
        assert max(row["posts_most"] for row in together) <= MOST_OF_ONE * 80 * len(together)

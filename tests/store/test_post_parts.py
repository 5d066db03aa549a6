"""Posts grouped by what they are: media kind, language, followers, local hour, hashtag; and figures read on demand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text as sql

from advocacy_desk.analysis import all_metrics
from advocacy_desk.domain.period import CalendarStep, Period
from advocacy_desk.domain.questions import Question
from advocacy_desk.store import facts
from advocacy_desk.store._post_parts import clock_changes
from tests.builders import a_post, a_table, imported

if TYPE_CHECKING:
    from pathlib import Path

    from advocacy_desk.store import Workspace


def asked(by: str) -> Question:
    """Return a question about the whole of March 2026, in which the clocks change on the 29th."""
    return Question(period=Period(date(2026, 3, 1), date(2026, 3, 31)), step=CalendarStep.MONTH, by=by, whole=True)


@pytest.fixture
def march(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Five posts; two say the same hour of the same weekday before and after the clocks change."""
    imported(
        workspace,
        a_table(
            tmp_path / "posts.csv",
            a_post(1, created_at="2026-03-24T08:30:00Z", followers="900", text="Heute in der Halle #Werk #Team"),
            a_post(2, created_at="2026-03-31T07:30:00Z", followers="1001", text="Noch ein Tag in der Halle #werk"),
            a_post(3, created_at="2026-03-29T00:59:00Z", followers="50000", text="Nachtschicht in der Halle"),
            a_post(4, created_at="2026-03-29T01:01:00Z", followers="", text="Kurz danach in der Halle", likes=""),
            a_post(5, created_at="2026-03-02T11:00:00Z", followers="100001", text="Mittag in der Halle"),
        ),
    )
    return workspace


def counted(workspace: Workspace, by: str) -> dict[str, int]:
    """Return posts by group."""
    with workspace.reading() as reading:
        frame = facts.facts(reading, asked(by)).activity
    return dict(zip(frame["group"], frame["posts"], strict=True))


def test_hours_are_local_before_and_after_the_clocks_change(march: Workspace) -> None:
    # 08:30 UTC in winter and 07:30 UTC in summer are both 09:30; 00:59 UTC is 01:59, two minutes later it is 03:01
    assert counted(march, "hour") == {"1 12": 1, "2 09": 2, "7 01": 1, "7 03": 1}


def test_clocks_change_twice_a_year_to_the_second() -> None:
    changes = clock_changes(Period(date(2026, 1, 1), date(2026, 12, 31)))
    assert [(until, offset) for until, offset in changes[:-1]] == [(1774746000, 3600), (1792890000, 7200)]
    assert changes[-1][1] == 3600
    assert len(clock_changes(Period(date(2026, 1, 1), date(2026, 2, 1)))) == 1


def test_followers_fall_into_the_bands_of_the_benchmarks(march: Workspace) -> None:
    assert counted(march, "followers") == {"to-1000": 1, "to-10000": 1, "to-100000": 1, "above": 1, "unknown": 1}


def test_a_post_counts_for_each_of_its_hashtags(march: Workspace) -> None:
    assert counted(march, "hashtag") == {"werk": 2, "team": 1}


def test_every_post_has_a_media_kind_and_a_language(march: Workspace) -> None:
    for by in ("media", "language"):
        assert sum(counted(march, by).values()) == 5


def test_a_rule_counts_the_posts_in_which_it_finds_something(march: Workspace) -> None:
    with march.writing() as connection:
        connection.execute(
            sql(
                "INSERT INTO finding (post_id, rule_id, rule_version, rule_hash, severity, spans, fields) "
                "SELECT id, 'a.rule', 1, 'h', 2, '[]', '{}' FROM post WHERE external_id IN ('p1', 'p3')"
            )
        )
    assert counted(march, "rule") == {"a.rule": 2}


def test_figures_are_read_where_a_metric_needs_them(march: Workspace) -> None:
    quota = all_metrics()["like_quota"]
    with march.reading() as reading:
        usual = facts.facts(reading, asked("all"))
        found = facts.facts(reading, asked("all"), quota.needs)
    assert "liked_reactions" not in usual.activity
    assert usual.people is None
    row = found.activity.iloc[0]
    assert (row["liked_reactions"], row["liked_followers"], row["liked_reactions_posts"]) == (28, 151_902, 4)


def test_people_are_counted_without_names(march: Workspace) -> None:
    with march.writing() as connection:
        connection.execute(sql("INSERT INTO employee (id, name) VALUES (1, 'Kim Nordlicht')"))
        connection.execute(sql("INSERT INTO membership (employee_id, valid_from) VALUES (1, 0)"))
        connection.execute(sql("UPDATE account SET employee_id = 1, state = 'accepted'"))
    with march.reading() as reading:
        people = facts.facts(reading, asked("all"), ("people",)).people
    assert people is not None
    assert people[["group", "posts"]].to_numpy().tolist() == [["all", 5]]
    assert "person" not in people


def test_what_others_divide_by_is_counted_for_the_last_day_and_for_today(march: Workspace) -> None:
    with march.writing() as connection:
        for number, until in ((1, None), (2, 20_000), (3, None)):  # the second left in 2024
            connection.execute(sql("INSERT INTO employee (id, name) VALUES (:id, 'N.')"), {"id": number})
            connection.execute(
                sql("INSERT INTO membership (employee_id, valid_from, valid_to) VALUES (:id, 0, :until)"),
                {"id": number, "until": until},
            )
        connection.execute(sql("UPDATE account SET employee_id = 1, state = 'accepted'"))
    with march.reading() as reading:
        found = facts.facts(reading, asked("all"), ("bases",)).bases
    assert found is not None
    assert found[["enrolled", "current"]].to_numpy().tolist() == [[1, 2]]

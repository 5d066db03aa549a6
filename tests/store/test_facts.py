"""What the database counts is what a plain recount says, and the figures behave as their columns promise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert

from advocacy_desk.analysis._contract import (
    ACTIVITY_COLUMNS,
    ALL,
    HEADCOUNT_COLUMNS,
    NO_TEAM,
    UNMATCHED,
    Facts,
)
from advocacy_desk.domain.period import CalendarStep, Period
from advocacy_desk.domain.questions import Question
from advocacy_desk.store import facts
from advocacy_desk.store.schema import account, employee, import_run, membership, metadata, network, post, team

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from sqlalchemy import Connection

EPOCH = date(1970, 1, 1)
FIRST = date(2026, 1, 1)
NETWORKS = ("linkedin", "x")
TEAMS = ("Alpha", "Beta")
METRICS = ("followers", "impressions", "reach", "reactions", "comments", "shares", "clicks")


@dataclass
class World:
    """A tiny company: memberships (employee, team or None, from, to or None), accounts, posts."""

    memberships: list[tuple[int, int | None, int, int | None]] = field(default_factory=list)
    accounts: list[tuple[int, int | None, str]] = field(default_factory=list)  # network, employee, state
    posts: list[dict[str, Any]] = field(default_factory=list)  # account or None, network, day, metrics

    def employed(self, number: int | None, day: int) -> tuple[int, int | None] | None:
        """Return (employee, team) of the account ``number`` on a day, None for nobody."""
        if number is None or self.accounts[number][2] != "accepted":
            return None
        for person, group, start, end in self.memberships:
            if person == self.accounts[number][1] and start <= day and (end is None or day < end):
                return person, group
        return None


def _day(number: int) -> int:
    return (FIRST - EPOCH).days + number


@st.composite
def worlds(draw: st.DrawFn) -> World:
    world = World()
    groups = st.sampled_from([0, 1, None])
    for person in range(draw(st.integers(0, 4))):
        start = draw(st.integers(-20, 60))
        move = draw(st.none() | st.integers(start + 1, 90))
        world.memberships.append((person, draw(groups), _day(start), None if move is None else _day(move)))
        if move is not None and draw(st.booleans()):
            world.memberships.append((person, draw(groups), _day(move), None))
    people = st.none() | st.integers(0, 3)
    known = {row[0] for row in world.memberships}
    for _ in range(draw(st.integers(1, 5))):
        proposed = draw(people)
        state = draw(st.sampled_from(["accepted", "accepted", "open", "not_employee"]))
        owner = proposed if proposed in known and state == "accepted" else None
        world.accounts.append((draw(st.integers(0, 1)), owner, state))
    values = st.none() | st.integers(0, 50)
    for _ in range(draw(st.integers(0, 25))):
        number = draw(st.none() | st.integers(0, len(world.accounts) - 1))
        where = draw(st.integers(0, 1)) if number is None else world.accounts[number][0]
        metrics = {name: draw(values) for name in METRICS}
        world.posts.append({"account": number, "network": where, "day": _day(draw(st.integers(-5, 100))), **metrics})
    return world


@st.composite
def questions(draw: st.DrawFn) -> Question:
    first = FIRST + timedelta(days=draw(st.integers(-10, 60)))
    return Question(
        period=Period(first, first + timedelta(days=draw(st.integers(0, 60)))),
        step=draw(st.sampled_from(list(CalendarStep))),
        by=draw(st.sampled_from(["all", "team", "network"])),
        teams=draw(st.sampled_from([(), (1,), (2,), (1, 2)])),
        networks=draw(st.sampled_from([(), ("x",), ("x", "linkedin")])),
        whole=draw(st.booleans()),
    )


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection)
        yield connection
    engine.dispose()


def fill(connection: Connection, world: World) -> None:
    """Put a world into the tables, in place of what was there."""
    for table in (post, account, membership, employee, team, network, import_run):
        connection.execute(table.delete())
    connection.execute(insert(network), [{"id": n + 1, "key": key, "label": key} for n, key in enumerate(NETWORKS)])
    connection.execute(insert(team), [{"id": n + 1, "name": name} for n, name in enumerate(TEAMS)])
    run = {"id": 1, "file": "f", "sha256": "s", "format": "x", "format_version": 1, "carries": "posts"}
    counts = {"imported_at": 0, "records": 0, "new": 0, "updated": 0, "unchanged": 0, "left_out": "{}", "problems": 0}
    connection.execute(insert(import_run), [{**run, **counts}])
    for person in sorted({row[0] for row in world.memberships}):
        connection.execute(insert(employee).values(id=person + 1, name=f"Person {person}"))
    for person, group, start, end in world.memberships:
        of_team = None if group is None else group + 1
        dated = {"employee_id": person + 1, "team_id": of_team, "valid_from": start, "valid_to": end}
        connection.execute(insert(membership).values(**dated))
    for number, (where, owner, state) in enumerate(world.accounts):
        named = {"id": number + 1, "handle": f"h{number}", "handle_key": f"h{number}", "state": state}
        person_id = None if owner is None else owner + 1
        connection.execute(insert(account).values(network_id=where + 1, employee_id=person_id, **named))
    for number, row in enumerate(world.posts):
        of_account = None if row["account"] is None else row["account"] + 1
        fixed = {
            "kind": "post",
            "media": "status",
            "text_hash": b"h",
            "import_id": 1,
            "first_import_id": 1,
            "record": number,
        }
        when = {"published_at": row["day"] * 86_400, "day": row["day"]}
        keys = {"network_id": row["network"] + 1, "external_id": str(number), "account_id": of_account}
        connection.execute(insert(post).values(**keys, **when, **fixed, **{name: row[name] for name in METRICS}))


# --- the same, counted plainly


def _group(question: Question, who: tuple[int, int | None] | None, where: int) -> str:
    if question.by == "network":
        return NETWORKS[where]
    if question.by == "all":
        return ALL
    if who is None:
        return UNMATCHED
    return NO_TEAM if who[1] is None else TEAMS[who[1]]


def _in_teams(question: Question, group: int | None) -> bool:
    return not question.teams or (group is not None and group + 1 in question.teams)


def recount(world: World, question: Question) -> tuple[dict[Any, dict[str, float]], dict[Any, int]]:
    """Return the activity and the headcount, post by post and person by person."""
    activity: dict[Any, dict[str, Any]] = {}
    headcount: dict[Any, int] = {}
    for piece in question.steps():
        last = (piece.last - EPOCH).days
        present = {
            person: group
            for person, group, start, end in world.memberships
            if start <= last and (end is None or last < end) and _in_teams(question, group)
        }
        for group in present.values():
            key = (piece.first, ALL if question.by != "team" else _group(question, (0, group), 0))
            headcount[key] = headcount.get(key, 0) + 1
        for row in world.posts:
            _count(activity, world, question, piece, row, present)
    plain = {
        key: {name: len(value) if isinstance(value, set) else value for name, value in row.items()}
        for key, row in activity.items()
    }
    return plain, headcount


def _count(
    activity: dict[Any, dict[str, Any]],
    world: World,
    question: Question,
    piece: Period,
    row: dict[str, Any],
    present: dict[int, int | None],
) -> None:
    if not piece.first <= EPOCH + timedelta(days=row["day"]) <= piece.last:
        return
    if row["account"] is not None and world.accounts[row["account"]][2] == "not_employee":
        return
    if question.networks and NETWORKS[row["network"]] not in question.networks:
        return
    who = world.employed(row["account"], row["day"])
    if who is not None and who[0] in present:
        then = (who[0], present[who[0]])
        _of(activity, piece, _group(question, then, row["network"]))["participants"].add(who[0])
    if question.teams and (who is None or not _in_teams(question, who[1])):
        return
    into = _of(activity, piece, _group(question, who, row["network"]))
    into["posts"] += 1
    into["unmatched_posts"] += who is None
    if who is not None:
        into["authors"].add(who[0])
    parts = [row[name] for name in ("reactions", "comments", "shares", "clicks") if row[name] is not None]
    _add(into, "impressions", row["impressions"])
    _add(into, "reach", row["reach"])
    _add(into, "potential_reach", row["followers"])
    _add(into, "engagements", sum(parts) if parts else None)
    if parts and row["impressions"]:
        into["rated_posts"] += 1
        into["rated_engagements"] = np.nansum([into["rated_engagements"], sum(parts)])
        into["rated_impressions"] = np.nansum([into["rated_impressions"], row["impressions"]])


def _of(activity: dict[Any, dict[str, Any]], piece: Period, group: str) -> dict[str, Any]:
    fresh: dict[str, Any] = {name: 0 for name, kind in ACTIVITY_COLUMNS.items() if kind.startswith("int64")}
    fresh |= {name: np.nan for name, kind in ACTIVITY_COLUMNS.items() if kind.startswith("float64")}
    fresh |= {"authors": set(), "participants": set()}
    return activity.setdefault((piece.first, group), fresh)


def _add(into: dict[str, Any], name: str, value: int | None) -> None:
    if value is not None:
        into[name] = np.nansum([into[name], value])
        into[f"{name}_posts"] += 1


# --- the tests


def _rows(frame: pd.DataFrame) -> dict[Any, dict[Any, float]]:
    return {(row.pop("period").date(), row.pop("group")): row for row in frame.to_dict("records")}


@given(world=worlds(), question=questions())
def test_the_database_counts_what_a_plain_recount_counts_in_the_promised_columns(
    database: Connection, world: World, question: Question
) -> None:
    fill(database, world)
    found = facts.facts(database, question)
    _has_its_shape(found, question)
    activity, headcount = recount(world, question)
    counted = _rows(found.activity)
    for key, expected in activity.items():
        assert counted[key] == pytest.approx(expected, nan_ok=True), key
    silent = {key: row for key, row in counted.items() if key not in activity}
    assert all(row["posts"] == 0 and np.isnan(row["impressions"]) for row in silent.values())
    people = {key: row["headcount"] for key, row in _rows(found.headcount).items() if row["headcount"]}
    assert people == headcount


def _has_its_shape(found: Facts, question: Question) -> None:
    assert list(found.activity) == list(ACTIVITY_COLUMNS)
    assert list(found.headcount) == list(HEADCOUNT_COLUMNS)
    for frame in (found.activity, found.headcount):
        assert not frame.duplicated(["period", "group"]).any()
        assert (frame.groupby("group").size() == len(question.steps())).all()
        for name, meaning in {**ACTIVITY_COLUMNS, **HEADCOUNT_COLUMNS}.items():
            if name in frame and not meaning.startswith("string"):
                assert str(frame[name].dtype) == meaning.split(":")[0], name
    heads = {key: row["headcount"] for key, row in _rows(found.headcount).items()}
    for (period, group), row in _rows(found.activity).items():
        assert row["participants"] <= heads.get((period, ALL if question.by == "network" else group), 0)


def _moved() -> World:
    """Somebody moves from Alpha to Beta on 11 January and posts before and after."""
    middle = _day(10)
    world = World(memberships=[(0, 0, _day(-100), middle), (0, 1, middle, None)], accounts=[(0, 0, "accepted")])
    for day in (3, 20):
        world.posts.append({"account": 0, "network": 0, "day": _day(day), **dict.fromkeys(METRICS)})
    return world


def _january(**asked: Any) -> Question:  # noqa: ANN401 - the fields of Question
    return Question(period=Period(FIRST, date(2026, 1, 31)), step=CalendarStep.MONTH, **asked)


def test_a_post_counts_for_the_team_of_its_day_and_a_person_for_the_team_of_the_last_day(database: Connection) -> None:
    fill(database, _moved())
    counted = facts.facts(database, _january(by="team"))
    activity = _rows(counted.activity)
    assert activity[FIRST, "Alpha"]["posts"] == activity[FIRST, "Beta"]["posts"] == 1
    assert activity[FIRST, "Alpha"]["participants"] == 0
    assert activity[FIRST, "Beta"]["participants"] == 1
    assert [(row.group, row.headcount) for row in counted.headcount.itertuples()] == [("Beta", 1)]


def test_who_left_still_counts_in_the_month_before(database: Connection) -> None:
    world = World(memberships=[(0, 0, _day(-100), _day(31))], accounts=[(0, 0, "accepted")])
    fill(database, world)
    months = Question(period=Period(FIRST, date(2026, 2, 28)), step=CalendarStep.MONTH)
    assert list(facts.facts(database, months).headcount["headcount"]) == [1, 0]


def test_an_empty_workspace_has_no_people_and_no_posts(database: Connection) -> None:
    fill(database, World())
    nothing = facts.facts(database, _january())
    assert isinstance(nothing, Facts)
    assert list(nothing.headcount["headcount"]) == [0]
    assert list(nothing.activity["posts"]) == [0]
    assert facts.choices(database).extent is None


def test_choices_name_teams_networks_and_the_days_with_posts(database: Connection) -> None:
    fill(database, _moved())
    known = facts.choices(database)
    assert known.extent == Period(FIRST + timedelta(days=3), FIRST + timedelta(days=20))
    assert known.teams == ((1, "Alpha"), (2, "Beta"))
    assert known.networks == (("linkedin", "linkedin"), ("x", "x"))

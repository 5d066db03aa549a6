"""What metrics are computed from, aggregated by the database: activity and headcount per step and group.

A person belongs to the team of the day on which a post was published; the headcount is that of a step's last day.
One statement scans the posts of the period once; everything after it works on a row per step, group and person.
Relies on the directory keeping at most one membership per person and day.
"""

from __future__ import annotations

import functools
import operator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sqlalchemy import and_, case, func, literal_column, null, or_, select, union_all

from advocacy_desk.analysis._contract import (
    ACTIVITY_COLUMNS,
    ALL,
    HEADCOUNT_COLUMNS,
    NO_TEAM,
    UNMATCHED,
    Facts,
)
from advocacy_desk.domain.period import Period
from advocacy_desk.store.schema import account, finding, membership, network, post, team

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import CTE, ColumnElement, Select, Subquery

    from advocacy_desk.domain.questions import Question
    from advocacy_desk.store import Reading

EPOCH = date(1970, 1, 1)
COUNTS = tuple(name for name, meaning in ACTIVITY_COLUMNS.items() if meaning.startswith("int64"))
SUMS = tuple(name for name, meaning in ACTIVITY_COLUMNS.items() if meaning.startswith("float64"))

_NO_TEAM_ID = 0  # team ids begin at 1
_UNMATCHED_ID = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a question can be about: teams (id, name), networks (key, label), and the days that posts cover."""

    teams: tuple[tuple[int, str], ...]
    networks: tuple[tuple[str, str], ...]
    extent: Period | None


def facts(reading: Reading, question: Question) -> Facts:
    """Return the frames of ACTIVITY_COLUMNS and HEADCOUNT_COLUMNS for a question, complete for every step and group."""
    steps = question.steps()
    lasts = [_number(piece.last) for piece in steps]
    starts = pd.Series([pd.Timestamp(piece.first) for piece in steps], dtype="datetime64[s]")
    people = _headcount(reading, question, lasts)
    seen = _activity(reading, question, lasts)
    names = group_names(reading, question)
    return Facts(
        activity=_labelled(_complete(seen, people, question, len(steps)), starts, names, ACTIVITY_COLUMNS),
        headcount=_labelled(people, starts, names if question.by == "team" else {0: ALL}, HEADCOUNT_COLUMNS),
    )


def choices(reading: Reading) -> Choices:
    """Return what there is to ask about."""
    edges = [
        reading.execute(select(post.c.day).where(post.c.day.is_not(None)).order_by(order).limit(1)).scalar()
        for order in (post.c.published_at, post.c.published_at.desc())
    ]
    days = [EPOCH + timedelta(days=day) for day in edges if day is not None]
    return Choices(
        teams=tuple(
            (row.id, row.name) for row in reading.execute(select(team.c.id, team.c.name).order_by(team.c.name))
        ),
        networks=tuple(
            (row.key, row.label)
            for row in reading.execute(select(network.c.key, network.c.label).order_by(network.c.label))
        ),
        extent=Period(days[0], days[-1]) if days else None,
    )


def posts_by_rule(reading: Reading, period: Period, *, fewest_authors: int = 0) -> dict[str, int]:
    """Return for each rule how many posts of the period it finds something in, the most first.

    Rules that find something in posts of fewer than ``fewest_authors`` accounts are left out.
    """
    found = (
        select(finding.c.rule_id, func.count().label("posts"))
        .join(post, post.c.id == finding.c.post_id)
        .where(post.c.day.between(_number(period.first), _number(period.last)))
        .group_by(finding.c.rule_id)
        .having(func.count(post.c.account_id.distinct()) >= fewest_authors)
        .order_by(func.count().desc(), finding.c.rule_id)
    )
    return {row.rule_id: row.posts for row in reading.execute(found)}


def written(question: Question) -> CTE:
    """One row per step, group and person of a question: ``step``, ``person``, ``posts`` and the sums of figures."""
    return _written(question, [_number(piece.last) for piece in question.steps()])


def group_key(question: Question, of: CTE) -> ColumnElement[Any]:
    """Return what rows of ``written`` are grouped by, as a number of ``group_names``."""
    return _key(question, of.c.team_id, of.c.network_id, of.c.person)


def group_names(reading: Reading, question: Question) -> dict[int, str]:
    """Return the name of each group of a question by its number."""
    if question.by == "network":
        return {row.id: row.key for row in reading.execute(select(network.c.id, network.c.key))}
    if question.by == "team":
        teams = {row.id: row.name for row in reading.execute(select(team.c.id, team.c.name))}
        return {**teams, _NO_TEAM_ID: NO_TEAM, _UNMATCHED_ID: UNMATCHED}
    return {0: ALL}


def _number(day: date) -> int:
    return (day - EPOCH).days


def _bucket(day: ColumnElement[Any], lasts: Sequence[int], start: int = 0) -> ColumnElement[int]:
    """Number the first step whose last day is not before ``day``; one past the end for later days.

    Written as a balanced tree of comparisons: both databases take it, for calendar steps of any kind, and a post
    costs log2(steps) comparisons of integers.
    """
    if not lasts:
        return literal_column(str(start))
    middle = len(lasts) // 2
    return case(
        (day <= literal_column(str(lasts[middle])), _bucket(day, lasts[:middle], start)),
        else_=_bucket(day, lasts[middle + 1 :], start + middle + 1),
    )


# --- activity --------------------------------------------------------------------------------------------------------


def _activity(reading: Reading, question: Question, lasts: Sequence[int]) -> pd.DataFrame:
    """Return step, key, COUNTS and SUMS for the steps and groups in which anything happened."""
    written = _written(question, lasts)
    statement = union_all(_sums(written, question), _participants(written, question, lasts))
    columns = ["step", "key", *COUNTS, *SUMS]
    rows = pd.DataFrame(reading.execute(statement).all(), columns=columns)
    rows = rows.astype({"step": "int64", "key": "object", **dict.fromkeys([*COUNTS, *SUMS], "float64")})
    return rows.groupby(["step", "key"], dropna=False).sum(min_count=1).reset_index()


def _written(question: Question, lasts: Sequence[int]) -> CTE:
    """One row per step, group and person: what each published. Who was no employee on the day has no ``person``."""
    counted = _counted(question, lasts)
    keys = (counted.c.step, counted.c.person, counted.c.team_id, counted.c.network_id)
    rated = and_(counted.c.impressions > 0, counted.c.engagements.is_not(None))
    figures = {
        "impressions": counted.c.impressions,
        "reach": counted.c.reach,
        "potential_reach": counted.c.followers,
        "engagements": counted.c.engagements,
        "rated_engagements": case((rated, counted.c.engagements)),
        "rated_impressions": case((rated, counted.c.impressions)),
    }
    return (
        select(
            *keys,
            func.count().label("posts"),
            *[func.sum(figure).label(name) for name, figure in figures.items()],
            *[func.count(figures[name]).label(f"{name}_posts") for name in figures if not name.startswith("rated")],
            func.count(case((rated, 1))).label("rated_posts"),
        )
        .group_by(*keys)
        .cte("written")
    )


def _counted(question: Question, lasts: Sequence[int]) -> Subquery:
    """One row per post of the period: its step, its author that day, what it is grouped by, its figures."""
    interactions = (post.c.reactions, post.c.comments, post.c.shares, post.c.clicks)
    total: ColumnElement[Any] = functools.reduce(operator.add, [func.coalesce(kind, 0) for kind in interactions])
    statement = (
        select(
            _bucket(post.c.day, lasts).label("step"),
            membership.c.employee_id.label("person"),
            (membership.c.team_id if _needs_team(question) else null()).label("team_id"),
            (post.c.network_id if question.by == "network" else null()).label("network_id"),
            post.c.impressions,
            post.c.reach,
            post.c.followers,
            case((func.coalesce(*interactions).is_not(None), total)).label("engagements"),
        )
        .select_from(post)
        .outerjoin(account, account.c.id == post.c.account_id)
        .outerjoin(
            membership,
            and_(
                membership.c.employee_id == account.c.employee_id,
                account.c.state == "accepted",
                membership.c.valid_from <= post.c.day,
                or_(membership.c.valid_to.is_(None), membership.c.valid_to > post.c.day),
            ),
        )
        .where(post.c.day.between(_number(question.period.first), _number(question.period.last)))
        .where(or_(account.c.state.is_(None), account.c.state != "not_employee"))
    )
    if question.networks:
        wanted = select(network.c.id).where(network.c.key.in_(question.networks))
        statement = statement.where(post.c.network_id.in_(wanted))
    return statement.subquery("counted")


def _needs_team(question: Question) -> bool:
    return question.by == "team" or bool(question.teams)


def _sums(written: CTE, question: Question) -> Select[Any]:
    person = written.c.person
    zero: ColumnElement[Any] = literal_column("0")
    columns: dict[str, ColumnElement[Any]] = {
        "authors": func.count(person.distinct()),
        "participants": zero,
        "unmatched_posts": func.sum(case((person.is_(None), written.c.posts), else_=0)),
    }
    statement = select(
        written.c.step,
        _key(question, written.c.team_id, written.c.network_id, person).label("key"),
        *[columns.get(name, func.sum(written.c.get(name, zero))).label(name) for name in (*COUNTS, *SUMS)],
    )
    if question.teams:
        statement = statement.where(written.c.team_id.in_(question.teams))
    return statement.group_by("step", "key")


def _participants(written: CTE, question: Question, lasts: Sequence[int]) -> Select[Any]:
    """Of the people of a step's last day, in the team of that day: those who published anything in the step."""
    there = and_(
        membership.c.employee_id == written.c.person,
        _bucket(membership.c.valid_from, lasts) <= written.c.step,
        or_(membership.c.valid_to.is_(None), _bucket(membership.c.valid_to, lasts) > written.c.step),
    )
    found = func.count(membership.c.employee_id.distinct())
    statement = select(
        written.c.step,
        _key(question, membership.c.team_id, written.c.network_id, membership.c.employee_id).label("key"),
        *[(found if name == "participants" else null()).label(name) for name in (*COUNTS, *SUMS)],
    ).select_from(written.join(membership, there))
    if question.teams:
        statement = statement.where(membership.c.team_id.in_(question.teams))
    return statement.group_by("step", "key")


def _key(
    question: Question, team_id: ColumnElement[Any], network_id: ColumnElement[Any], person: ColumnElement[Any]
) -> ColumnElement[Any]:
    """Return what a row is grouped by, as a number; ``group_names`` knows what it stands for."""
    if question.by == "network":
        return network_id
    if question.by == "team":
        return case((person.is_(None), _UNMATCHED_ID), else_=func.coalesce(team_id, _NO_TEAM_ID))
    return literal_column("0")


# --- headcount -------------------------------------------------------------------------------------------------------


def _headcount(reading: Reading, question: Question, lasts: Sequence[int]) -> pd.DataFrame:
    """Return step, key, headcount: who has come by a step's last day, minus who has gone."""
    key = func.coalesce(membership.c.team_id, _NO_TEAM_ID) if question.by == "team" else literal_column("0")
    moves = []
    for day, sign in ((membership.c.valid_from, 1), (membership.c.valid_to, -1)):
        move = select(_bucket(day, lasts).label("step"), key.label("key"), (func.count() * sign).label("headcount"))
        move = move.where(day.is_not(None))
        if question.teams:
            move = move.where(membership.c.team_id.in_(question.teams))
        moves.append(move.group_by("step", "key"))
    rows = pd.DataFrame(reading.execute(union_all(*moves)).all(), columns=["step", "key", "headcount"], dtype="int64")
    changes = rows.pivot_table(index="step", columns="key", values="headcount", aggfunc="sum", fill_value=0)
    counts = changes.reindex(range(len(lasts)), fill_value=0).cumsum()
    if question.by != "team" and counts.empty:
        counts = pd.DataFrame({0: 0}, index=range(len(lasts)))
    counts = counts.loc[:, (counts > 0).any() | (question.by != "team")]
    return counts.rename_axis(index="step").reset_index().melt(id_vars="step", var_name="key", value_name="headcount")


# --- shaping ---------------------------------------------------------------------------------------------------------


def _complete(seen: pd.DataFrame, people: pd.DataFrame, question: Question, steps: int) -> pd.DataFrame:
    """Add the steps and groups in which nothing was published: counts are 0, sums stay unknown."""
    keys = set(seen["key"])
    if question.by != "network":
        keys |= set(people["key"])
    grid = pd.MultiIndex.from_product([range(steps), sorted(keys)], names=["step", "key"])
    full = seen.set_index(["step", "key"]).reindex(grid).reset_index()
    full[list(COUNTS)] = full[list(COUNTS)].fillna(0).astype("int64")
    return full


def _labelled(
    frame: pd.DataFrame, starts: pd.Series[Any], names: dict[int, str], columns: dict[str, str]
) -> pd.DataFrame:
    """Replace step numbers by days and keys by names, sort groups by name with the nameless ones last."""
    named = frame.assign(
        period=starts.take(frame["step"].to_numpy(dtype="int64")).to_numpy(),
        group=frame["key"].map(names).astype("object"),
        nameless=np.where(frame["key"].to_numpy() <= 0, -frame["key"].to_numpy(), -1),
    )
    kinds = {name: meaning.split(":")[0] for name, meaning in columns.items() if not meaning.startswith("string")}
    return named.sort_values(["step", "nameless", "group"])[list(columns)].reset_index(drop=True).astype(kinds)

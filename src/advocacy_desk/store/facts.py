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
    BASES,
    EXTRA_COLUMNS,
    HEADCOUNT_COLUMNS,
    HEARD,
    NO_TEAM,
    PEOPLE,
    PEOPLE_COLUMNS,
    UNMATCHED,
    Facts,
)
from advocacy_desk.domain.period import Period
from advocacy_desk.domain.questions import OF_PEOPLE
from advocacy_desk.store._bases import bases
from advocacy_desk.store._post_parts import EXTRA_FIGURES, part, source
from advocacy_desk.store.schema import account, finding, membership, network, post, team

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import CTE, ColumnElement, Select, Subquery

    from advocacy_desk.domain.questions import Question
    from advocacy_desk.store import Reading

EPOCH = date(1970, 1, 1)

_NO_TEAM_ID = 0  # team ids begin at 1
_UNMATCHED_ID = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a question can be about: teams (id, name), networks (key, label), and the days that posts cover."""

    teams: tuple[tuple[int, str], ...]
    networks: tuple[tuple[str, str], ...]
    extent: Period | None


def facts(reading: Reading, question: Question, needs: Collection[str] = ()) -> Facts:
    """Return the frames of ACTIVITY_COLUMNS and HEADCOUNT_COLUMNS for a question, complete for every step and group.

    ``needs`` are those of the metrics that will be computed: what none asks for is not read.
    """
    steps = question.steps()
    lasts = [_number(piece.last) for piece in steps]
    starts = pd.Series([pd.Timestamp(piece.first) for piece in steps], dtype="datetime64[s]")
    people = _headcount(reading, question, lasts)
    columns = _columns(needs)
    seen = _activity(reading, question, lasts, columns)
    names = group_names(reading, question)
    return Facts(
        activity=_labelled(_complete(seen, people, question, len(steps)), starts, names, columns),
        headcount=_labelled(people, starts, names if question.by == "team" else {0: ALL}, HEADCOUNT_COLUMNS),
        people=_labelled(_people(reading, question, lasts), starts, names, PEOPLE_COLUMNS) if PEOPLE in needs else None,
        bases=bases(reading, question, lasts) if BASES in needs else None,
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


def written(question: Question, needs: Collection[str] = ()) -> CTE:
    """One row per step, group and person of a question: ``step``, ``person``, ``posts`` and the sums of figures."""
    return _written(question, [_number(piece.last) for piece in question.steps()], _columns(needs))


def group_key(question: Question, of: CTE) -> ColumnElement[Any]:
    """Return what rows of ``written`` are grouped by, as a number of ``group_names``."""
    return _key(question, of.c.team_id, of.c.part, of.c.person)


def group_names(reading: Reading, question: Question) -> dict[Any, str]:
    """Return the name of each group of a question by its number; other keys are names already."""
    if question.by == "network":
        return {row.id: row.key for row in reading.execute(select(network.c.id, network.c.key))}
    if question.by == "team":
        teams = {row.id: row.name for row in reading.execute(select(team.c.id, team.c.name))}
        return {**teams, _NO_TEAM_ID: NO_TEAM, _UNMATCHED_ID: UNMATCHED}
    if question.by == "hour":
        return {day * 24 + hour + 1: f"{day + 1} {hour:02}" for day in range(7) for hour in range(24)}
    return {0: ALL}


def _columns(needs: Collection[str]) -> dict[str, str]:
    """Return the columns of the activity: the usual ones, and those that metrics need."""
    wanted = {name for need in needs for name in (need, f"{need}_posts")}
    return {**ACTIVITY_COLUMNS, **{name: what for name, what in EXTRA_COLUMNS.items() if name in wanted}}


def _counts(columns: Collection[str]) -> list[str]:
    known = {**ACTIVITY_COLUMNS, **EXTRA_COLUMNS}
    return [name for name in columns if known[name].startswith("int64")]


def _figures(columns: Collection[str]) -> list[str]:
    """Return counts and sums, in the order in which statements name them."""
    known = {**ACTIVITY_COLUMNS, **EXTRA_COLUMNS}
    return [*_counts(columns), *[name for name in columns if known[name].startswith("float64")]]


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


def _activity(reading: Reading, question: Question, lasts: Sequence[int], columns: dict[str, str]) -> pd.DataFrame:
    """Return step, key and the figures of ``columns`` for the steps and groups in which anything happened."""
    written, figures = _written(question, lasts, columns), _figures(columns)
    statement = union_all(_sums(written, question, figures), _participants(written, question, lasts, figures))
    rows = pd.DataFrame(reading.execute(statement).all(), columns=["step", "key", *figures])
    rows = rows.astype({"step": "int64", "key": "object", **dict.fromkeys(figures, "float64")})
    return rows.groupby(["step", "key"], dropna=False).sum(min_count=1).reset_index()


def _written(question: Question, lasts: Sequence[int], columns: Collection[str]) -> CTE:
    """One row per step, group and person: what each published. Who was no employee on the day has no ``person``."""
    extra = [name for name in EXTRA_FIGURES if name in columns]
    counted = _counted(question, lasts, extra)
    keys = (counted.c.step, counted.c.person, counted.c.team_id, counted.c.part)
    rated = and_(counted.c.impressions > 0, counted.c.engagements.is_not(None))
    figures = {
        "impressions": counted.c.impressions,
        "reach": counted.c.reach,
        "potential_reach": counted.c.followers,
        "engagements": counted.c.engagements,
        "rated_engagements": case((rated, counted.c.engagements)),
        "rated_impressions": case((rated, counted.c.impressions)),
        **{name: counted.c[f"extra_{name}"] for name in extra},
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


def _counted(question: Question, lasts: Sequence[int], extra: Sequence[str]) -> Subquery:
    """One row per post of the period: its step, its author that day, what it is grouped by, its figures."""
    interactions = (post.c.reactions, post.c.comments, post.c.shares, post.c.clicks)
    days = _number(question.period.first), _number(question.period.last)
    parted = part(question)
    total: ColumnElement[Any] = functools.reduce(operator.add, [func.coalesce(kind, 0) for kind in interactions])
    statement = (
        select(
            _bucket(post.c.day, lasts).label("step"),
            membership.c.employee_id.label("person"),
            (membership.c.team_id if _needs_team(question) else null()).label("team_id"),
            (null() if parted is None else parted).label("part"),
            post.c.impressions,
            post.c.reach,
            post.c.followers,
            case((func.coalesce(*interactions).is_not(None), total)).label("engagements"),
            *[EXTRA_FIGURES[name].label(f"extra_{name}") for name in extra],
        )
        .select_from(source(question, *days))
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
        .where(post.c.day.between(*days))
        .where(or_(account.c.state.is_(None), account.c.state != "not_employee"))
    )
    if question.networks:
        wanted = select(network.c.id).where(network.c.key.in_(question.networks))
        statement = statement.where(post.c.network_id.in_(wanted))
    return statement.subquery("counted")


def _needs_team(question: Question) -> bool:
    return question.by == "team" or bool(question.teams)


def _people(reading: Reading, question: Question, lasts: Sequence[int]) -> pd.DataFrame:
    """Return step, key and posts, one row an employee who published in the step and group."""
    written = _written(question, lasts, ())
    key = _key(question, written.c.team_id, written.c.part, written.c.person).label("key")
    statement = select(written.c.step, key, func.sum(written.c.posts)).where(written.c.person.is_not(None))
    if question.teams:
        statement = statement.where(written.c.team_id.in_(question.teams))
    rows = reading.execute(statement.group_by("step", "key", written.c.person)).all()
    return pd.DataFrame(rows, columns=["step", "key", "posts"]).astype({"step": "int64", "posts": "int64"})


def _sums(written: CTE, question: Question, figures: Sequence[str]) -> Select[Any]:
    person = written.c.person
    zero: ColumnElement[Any] = literal_column("0")
    columns: dict[str, ColumnElement[Any]] = {
        "authors": func.count(person.distinct()),
        "participants": zero,
        HEARD: zero,
        "unmatched_posts": func.sum(case((person.is_(None), written.c.posts), else_=0)),
    }
    statement = select(
        written.c.step,
        _key(question, written.c.team_id, written.c.part, person).label("key"),
        *[columns.get(name, func.sum(written.c.get(name, zero))).label(name) for name in figures],
    )
    if question.teams:
        statement = statement.where(written.c.team_id.in_(question.teams))
    return statement.group_by("step", "key")


def _participants(written: CTE, question: Question, lasts: Sequence[int], figures: Sequence[str]) -> Select[Any]:
    """Of the people of a step's last day, in the team of that day: those who published anything in the step."""
    there = and_(
        membership.c.employee_id == written.c.person,
        _bucket(membership.c.valid_from, lasts) <= written.c.step,
        or_(membership.c.valid_to.is_(None), _bucket(membership.c.valid_to, lasts) > written.c.step),
    )
    found = {
        "participants": func.count(membership.c.employee_id.distinct()),
        HEARD: func.count(case((written.c.engagements > 0, membership.c.employee_id)).distinct()),
    }
    statement = select(
        written.c.step,
        _key(question, membership.c.team_id, written.c.part, membership.c.employee_id).label("key"),
        *[found.get(name, null()).label(name) for name in figures],
    ).select_from(written.join(membership, there))
    if question.teams:
        statement = statement.where(membership.c.team_id.in_(question.teams))
    return statement.group_by("step", "key")


def _key(
    question: Question, team_id: ColumnElement[Any], of_post: ColumnElement[Any], person: ColumnElement[Any]
) -> ColumnElement[Any]:
    """Return what a row is grouped by: a number that ``group_names`` knows, or a name."""
    if question.by not in OF_PEOPLE:
        return of_post
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
    if question.by in OF_PEOPLE:
        keys |= set(people["key"])
    grid = pd.MultiIndex.from_product([range(steps), sorted(keys)], names=["step", "key"])
    full = seen.set_index(["step", "key"]).reindex(grid).reset_index()
    counts = _counts(list(full.columns[2:]))
    full[counts] = full[counts].fillna(0).astype("int64")
    return full


def _labelled(
    frame: pd.DataFrame, starts: pd.Series[Any], names: dict[Any, str], columns: dict[str, str]
) -> pd.DataFrame:
    """Replace step numbers by days and keys by names, sort groups by name with the nameless ones last."""
    keys = frame["key"]
    numbers = pd.to_numeric(keys, errors="coerce").fillna(1).to_numpy()
    named = frame.assign(
        period=starts.take(frame["step"].to_numpy(dtype="int64")).to_numpy(),
        group=keys.map(lambda key: names.get(key, key)).astype("object"),
        nameless=np.where(numbers <= 0, -numbers, -1),
    )
    kinds = {name: meaning.split(":")[0] for name, meaning in columns.items() if not meaning.startswith("string")}
    return named.sort_values(["step", "nameless", "group"])[list(columns)].reset_index(drop=True).astype(kinds)

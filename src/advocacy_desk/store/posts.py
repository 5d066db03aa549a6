"""Reading posts: ids in any order for lists of a million, the rows of one page, and one post in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from sqlalchemy import Integer, and_, bindparam, exists, func, literal_column, or_, select
from sqlalchemy import text as sql

from advocacy_desk.domain.posts import Kind, Media, Metrics, Origin, OtherId, Post, PostFilter, PostOrder, PostRow
from advocacy_desk.intake import fold
from advocacy_desk.store.import_tables import post_alias
from advocacy_desk.store.review_tables import review_case
from advocacy_desk.store.schema import (
    account,
    employee,
    employee_tag,
    finding,
    hashtag,
    import_run,
    membership,
    network,
    post,
    post_hashtag,
    post_link,
    post_mention,
    post_text,
    team,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from sqlalchemy import ColumnElement, Connection, FromClause, Row

EPOCH = date(1970, 1, 1).toordinal()
EXCERPT = 200

MANY_HITS = 20_000  # from here on it is faster to sort everything and to pick the hits out of it
LAST = np.iinfo(np.int64).max

_VALUES: dict[PostOrder, ColumnElement[int | None]] = {
    PostOrder.IMPRESSIONS: post.c.impressions,
    PostOrder.REACTIONS: post.c.reactions,
    PostOrder.NETWORK: post.c.network_id,
    PostOrder.ACCOUNT: post.c.account_id,
}


def day_number(day: date) -> int:
    """Return a calendar day as the schema stores it: days since 1970-01-01."""
    return day.toordinal() - EPOCH


def ids(connection: Connection, wanted: PostFilter) -> npt.NDArray[np.int64]:
    """Return the ids of the posts that are wanted, in order, as an array of int64; unknown values come last.

    1 000 000 ids take 0.1 s in the order of publication, which has an index, and 0.5 s in the others, which are
    sorted here: SQLite needs ten times as long for that. Words with many hits are looked up apart, for the same reason.
    """
    hits = _hits(connection, wanted.words)
    if hits is None or len(hits) < MANY_HITS:
        return _ordered(connection, wanted, _conditions(wanted))
    everything = _ordered(connection, wanted, _conditions(replace(wanted, words="")))
    is_hit = np.zeros(int(max(hits.max(), everything.max(initial=0))) + 1, dtype=np.bool_)
    is_hit[hits] = True
    found: npt.NDArray[np.int64] = everything[is_hit[everything]]
    return found


def _hits(connection: Connection, words: str) -> npt.NDArray[np.int64] | None:
    """Return the ids of the posts that hold the words, in no order; None where no words are asked for."""
    query = match_query(words)
    if not query:
        return None
    found = sql("SELECT group_concat(rowid) FROM post_fts WHERE post_fts MATCH :words").bindparams(words=query)
    return _numbers(connection.execute(found).scalar_one())


def _ordered(
    connection: Connection, wanted: PostFilter, conditions: Sequence[ColumnElement[bool]]
) -> npt.NDArray[np.int64]:
    value = _VALUES.get(wanted.order)
    if value is not None:
        return _sorted_by_value(connection, wanted, value, conditions)
    published = post.c.published_at
    direction = published.desc().nulls_last() if wanted.descending else published.asc().nulls_last()
    tie = post.c.id.desc() if wanted.descending else post.c.id.asc()
    # SQLite aggregates in the order of the subquery, which it does in practice and does not promise; a test holds it
    # to that. One string crosses the driver instead of a row an id.
    ordered = select(post.c.id).where(*conditions).order_by(direction, tie).subquery()
    return _numbers(connection.execute(select(func.group_concat(ordered.c.id))).scalar_one())


def _sorted_by_value(
    connection: Connection,
    wanted: PostFilter,
    value: ColumnElement[int | None],
    conditions: Sequence[ColumnElement[bool]],
) -> npt.NDArray[np.int64]:
    both = select(func.group_concat(post.c.id), func.group_concat(func.coalesce(value, LAST))).where(*conditions)
    found, values = map(_numbers, connection.execute(both).one())
    if wanted.order is PostOrder.ACCOUNT:
        values = _ranks(connection, values)
    known = values != LAST
    sign = -1 if wanted.descending else 1
    order = np.lexsort((sign * found, np.where(known, sign * values, LAST)))
    return found[order]


def _ranks(connection: Connection, accounts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return for account ids their place in the alphabet of handles; LAST stays."""
    ordered = select(account.c.id).order_by(account.c.handle_key, account.c.id)
    alphabet = np.array(connection.execute(ordered).scalars().all(), dtype=np.int64)
    places = np.full(int(alphabet.max(initial=0)) + 1, LAST, dtype=np.int64)
    places[alphabet] = np.arange(len(alphabet))
    known = accounts != LAST
    return np.where(known, places[np.where(known, accounts, 0)], LAST)


def _numbers(joined: str | None) -> npt.NDArray[np.int64]:
    return np.fromstring(joined, dtype=np.int64, sep=",") if joined else np.empty(0, dtype=np.int64)


def count(connection: Connection, wanted: PostFilter) -> int:
    """Return how many posts are wanted."""
    return int(connection.execute(select(func.count()).select_from(post).where(*_conditions(wanted))).scalar_one())


def _conditions(wanted: PostFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    query = match_query(wanted.words)
    if query:
        hits = sql("SELECT rowid FROM post_fts WHERE post_fts MATCH :words").bindparams(bindparam("words", query))
        conditions.append(post.c.id.in_(hits.columns(literal_column("rowid", Integer))))
    if wanted.networks:
        conditions.append(post.c.network_id.in_(select(network.c.id).where(network.c.key.in_(wanted.networks))))
    if wanted.kinds:
        conditions.append(post.c.kind.in_([str(kind) for kind in wanted.kinds]))
    if wanted.account_id is not None:
        conditions.append(post.c.account_id == wanted.account_id)
    if wanted.import_id is not None:
        conditions.append(post.c.import_id == wanted.import_id)
    if wanted.from_day:
        conditions.append(post.c.day >= day_number(date.fromisoformat(wanted.from_day)))
    if wanted.to_day:
        conditions.append(post.c.day <= day_number(date.fromisoformat(wanted.to_day)))
    if wanted.only_with_findings:
        conditions.append(exists().where(finding.c.post_id == post.c.id))
    if wanted.hashtag:
        tagged = select(post_hashtag.c.post_id).join(hashtag).where(hashtag.c.tag == fold(wanted.hashtag.lstrip("#")))
        conditions.append(post.c.id.in_(tagged))
    return conditions + _people_conditions(wanted)


def _people_conditions(wanted: PostFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.employee_id is not None:
        own = select(account.c.id).where(account.c.employee_id == wanted.employee_id)
        conditions.append(post.c.account_id.in_(own))
    if wanted.tag:
        tagged = (
            select(account.c.id)
            .join(employee_tag, employee_tag.c.employee_id == account.c.employee_id)
            .where(employee_tag.c.name == wanted.tag)
        )
        conditions.append(post.c.account_id.in_(tagged))
    if wanted.teams:
        in_team = exists().where(
            account.c.id == post.c.account_id,
            membership.c.employee_id == account.c.employee_id,
            membership.c.team_id.in_(wanted.teams),
            _valid_on(post.c.day),
        )
        conditions.append(in_team)
    return conditions


def _valid_on(day: ColumnElement[int | None]) -> ColumnElement[bool]:
    return and_(membership.c.valid_from <= day, or_(membership.c.valid_to.is_(None), membership.c.valid_to > day))


def match_query(words: str) -> str:
    """Return the full-text query for what a person typed: every word as a beginning; quotes keep a phrase together."""
    parts = fold(words).split('"')
    terms: list[str] = []
    for place, part in enumerate(parts):
        if place % 2:
            phrase = " ".join(part.split())
            terms += [f'"{phrase}"'] if _has_word(phrase) else []
        else:
            terms += [f'"{word}"*' for word in part.split() if _has_word(word)]
    return " AND ".join(terms)


def _has_word(words: str) -> bool:
    return any(character.isalnum() for character in words)


_METRICS = ("impressions", "reach", "reactions", "comments", "shares", "clicks", "followers")


def _with_people() -> tuple[FromClause, list[ColumnElement[object]]]:
    """Return posts joined with account, employee and the team of that day, and the columns both views need."""
    joined = (
        post.join(network)
        .join(post_text)
        .outerjoin(account, account.c.id == post.c.account_id)
        .outerjoin(employee, employee.c.id == account.c.employee_id)
        .outerjoin(membership, and_(membership.c.employee_id == employee.c.id, _valid_on(post.c.day)))
        .outerjoin(team, team.c.id == membership.c.team_id)
    )
    columns = [
        post.c.id,
        post.c.published_at,
        network.c.key.label("network"),
        func.coalesce(account.c.handle, "").label("handle"),
        employee.c.name.label("employee"),
        team.c.name.label("team"),
        post.c.kind,
        post.c.media,
        *(post.c[name] for name in _METRICS),
    ]
    return joined, cast("list[ColumnElement[object]]", columns)


def rows(connection: Connection, wanted: Sequence[int]) -> tuple[PostRow, ...]:
    """Return the list rows of these posts, in the order asked for; ids that are gone are left out."""
    joined, columns = _with_people()
    findings = select(func.count()).where(finding.c.post_id == post.c.id).scalar_subquery()
    state = select(review_case.c.state).where(review_case.c.post_id == post.c.id).scalar_subquery()
    query = (
        select(
            *columns,
            func.substr(post_text.c.text, 1, EXCERPT).label("excerpt"),
            findings.label("findings"),
            state.label("case_state"),
        )
        .select_from(joined)
        .where(post.c.id.in_([int(one) for one in wanted]))
    )
    found = {row.id: row for row in connection.execute(query)}
    return tuple(_row(found[int(one)]) for one in wanted if int(one) in found)


def _row(row: Row[*tuple[Any, ...]]) -> PostRow:
    return PostRow(
        id=row.id,
        published_at=None if row.published_at is None else _moment(row.published_at),
        network=row.network,
        account=row.handle,
        employee=row.employee,
        team=row.team,
        kind=Kind(row.kind),
        media=Media(row.media),
        excerpt=" ".join(row.excerpt.split()),
        metrics=_metrics(row),
        findings=row.findings,
        case=row.case_state,
    )


def one(connection: Connection, post_id: int) -> Post | None:
    """Return one post in full, None where it is gone."""
    joined, columns = _with_people()
    query = (
        select(
            *columns,
            post.c.external_id,
            post.c.account_id,
            post.c.language,
            post.c.record,
            post_text.c.url,
            post_text.c.text,
            employee.c.id.label("employee_id"),
            import_run.c.id.label("import_id"),
            import_run.c.file,
            import_run.c.sha256,
            import_run.c.format,
            import_run.c.imported_at,
        )
        .select_from(joined.join(import_run, import_run.c.id == post.c.import_id))
        .where(post.c.id == post_id)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return _post(row, _words(connection, post_id), _other_ids(connection, post_id))


def _other_ids(connection: Connection, post_id: int) -> tuple[OtherId, ...]:
    query = (
        select(post_alias, import_run.c.file)
        .join(import_run, import_run.c.id == post_alias.c.import_id)
        .where(post_alias.c.post_id == post_id)
        .order_by(post_alias.c.id)
    )
    return tuple(
        OtherId(
            external_id=row.external_id,
            file=row.file,
            record=row.record,
            seconds=row.seconds,
            text_says=row.text_says,
        )
        for row in connection.execute(query)
    )


def _words(connection: Connection, post_id: int) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    tags = select(hashtag.c.tag).join(post_hashtag).where(post_hashtag.c.post_id == post_id).order_by(hashtag.c.tag)
    mentions = select(post_mention.c.handle_key).where(post_mention.c.post_id == post_id)
    links = select(post_link.c.url).where(post_link.c.post_id == post_id)
    return (
        tuple(connection.execute(tags).scalars()),
        tuple(connection.execute(mentions).scalars()),
        tuple(connection.execute(links).scalars()),
    )


def _post(
    row: Row[*tuple[Any, ...]],
    words: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    other_ids: tuple[OtherId, ...],
) -> Post:
    hashtags, mentions, links = words
    return Post(
        id=row.id,
        network=row.network,
        external_id=row.external_id,
        url=row.url,
        published_at=None if row.published_at is None else _moment(row.published_at),
        account_id=row.account_id,
        account=row.handle,
        employee_id=row.employee_id,
        employee=row.employee,
        team=row.team,
        kind=Kind(row.kind),
        media=Media(row.media),
        language=row.language,
        text=row.text,
        metrics=_metrics(row),
        hashtags=hashtags,
        mentions=mentions,
        links=links,
        origin=Origin(
            import_id=row.import_id,
            file=row.file,
            sha256=row.sha256,
            record=row.record,
            format=row.format,
            imported_at=_moment(row.imported_at),
        ),
        other_ids=other_ids,
    )


def _metrics(row: Row[*tuple[Any, ...]]) -> Metrics:
    return Metrics(**{name: getattr(row, name) for name in _METRICS})


def networks(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Return the networks that occur, as (key, label), by label."""
    return tuple(connection.execute(select(network.c.key, network.c.label).order_by(network.c.label)))


def span(connection: Connection) -> tuple[date, date] | None:
    """Return the first and the last day on which there are posts, None where there are none."""
    first, last = connection.execute(select(func.min(post.c.day), func.max(post.c.day))).one()
    return None if first is None else (date.fromordinal(first + EPOCH), date.fromordinal(last + EPOCH))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)

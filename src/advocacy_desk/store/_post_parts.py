"""What a post itself is grouped by: network, media kind, language, followers, hour of the week, hashtag or rule.

Every grouping is one expression on a row of ``post``; hashtags and rules join a table first and give a post as many
rows as it has of them.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, exists, func, literal_column, select

from advocacy_desk.domain.benchmarks import benchmarks
from advocacy_desk.store._workspace import TIME_ZONE
from advocacy_desk.store.schema import finding, hashtag, post, post_hashtag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advocacy_desk.domain.period import Period
    from advocacy_desk.domain.questions import Question

UNKNOWN = "unknown"
MOST_HASHTAGS = 24  # of a period: a chart shows a dozen, and nobody reads the tail
MINOR = 1  # a hint alone is not against the rules
DAY, HOUR = 86_400, 3_600
STRIDE = 28 * 24  # hours
THURSDAY = 3  # 1 January 1970

_found = and_(finding.c.post_id == post.c.id, finding.c.severity >= MINOR)
_liked = and_(post.c.reactions.is_not(None), post.c.followers > 0)
EXTRA_FIGURES: Mapping[str, ColumnElement[Any]] = {
    "reactions": post.c.reactions,
    "comments": post.c.comments,
    "shares": post.c.shares,
    "clicks": post.c.clicks,
    "liked_reactions": case((_liked, post.c.reactions)),
    "liked_followers": case((_liked, post.c.followers)),
    "checked": case((post.c.policy_id.is_not(None), 1)),
    "faulty": case((and_(post.c.policy_id.is_not(None), exists().where(_found)), 1)),
}


def part(question: Question) -> ColumnElement[Any] | None:
    """Return what a post is grouped by; None where the question groups by teams or not at all."""
    if question.by == "hour":
        return _hour(question.period)
    parts: dict[str, ColumnElement[Any]] = {
        "network": post.c.network_id,
        "media": post.c.media,
        "language": func.coalesce(post.c.language, UNKNOWN),
        "followers": _band(),
        "hashtag": hashtag.c.tag,
        "rule": finding.c.rule_id,
    }
    return parts.get(question.by)


def source(question: Question, first: int, last: int) -> FromClause:
    """Return what posts are read from: joined with hashtags or findings where they are what is grouped by."""
    if question.by == "hashtag":
        tagged = post.join(post_hashtag, post_hashtag.c.post_id == post.c.id)
        frequent = _frequent(first, last).subquery("frequent")
        tagged = tagged.join(frequent, frequent.c.hashtag_id == post_hashtag.c.hashtag_id)
        return tagged.join(hashtag, hashtag.c.id == post_hashtag.c.hashtag_id)
    return post.join(finding, finding.c.post_id == post.c.id) if question.by == "rule" else post


def _frequent(first: int, last: int) -> Select[Any]:
    return (
        select(post_hashtag.c.hashtag_id)
        .join(post, post.c.id == post_hashtag.c.post_id)
        .where(post.c.day.between(first, last))
        .group_by(post_hashtag.c.hashtag_id)
        .order_by(func.count().desc(), post_hashtag.c.hashtag_id)
        .limit(MOST_HASHTAGS)
    )


def _band() -> ColumnElement[Any]:
    """The band of the followers that the account had at the time of the post."""
    falling = sorted(benchmarks().bands, key=lambda band: -band.first)
    return case(*[(post.c.followers >= band.first, band.key) for band in falling], else_=UNKNOWN)


def _hour(period: Period) -> ColumnElement[Any]:
    """Number the hour of the local week from 1 (Monday, midnight) to 168."""
    at = post.c.published_at
    changes = clock_changes(period)
    offset: ColumnElement[Any] = literal_column(str(changes[-1][1]))
    if len(changes) > 1:
        offset = case(*[(at < until, literal_column(str(seconds))) for until, seconds in changes[:-1]], else_=offset)
    local = at + offset
    return ((local // DAY + THURSDAY) % 7) * 24 + (local % DAY) // HOUR + 1


@lru_cache(maxsize=32)
def clock_changes(period: Period) -> tuple[tuple[int, int], ...]:
    """Return (before which epoch second, local time minus UTC in seconds), in order, for a period and a day around."""
    start = int(datetime.combine(period.first - timedelta(days=1), time(), UTC).timestamp()) // HOUR
    end = int(datetime.combine(period.last + timedelta(days=2), time(), UTC).timestamp()) // HOUR
    found, at = [], start
    while at < end:
        ahead = min(end, at + STRIDE)
        if _offset(ahead) != _offset(at):
            found.append((_change(at, ahead) * HOUR, _offset(at)))
        at = ahead
    return (*found, (end * HOUR, _offset(end)))


def _change(low: int, high: int) -> int:
    """Return the first hour with another offset than ``low``; clocks change on the hour, once at most in a stride."""
    before = _offset(low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(middle) == before else (low, middle)
    return high


def _offset(hour: int) -> int:
    shift = datetime.fromtimestamp(hour * HOUR, ZoneInfo(TIME_ZONE)).utcoffset()
    return 0 if shift is None else int(shift.total_seconds())

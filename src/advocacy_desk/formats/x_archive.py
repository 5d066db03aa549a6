"""X's archive: ``manifest.js``, ``tweets.js`` (2019: ``tweet.js``, large accounts: parts) and long posts as notes.

Verified on archives of 2020, 2024 and 2026. The files are JavaScript assignments of JSON; they are cut at the first
``=`` and never run. Texts are HTML-escaped, counts are strings. A post longer than 280 characters is cut in
``tweets.js`` and whole in ``note-tweet.js``, which carries no id: notes are joined by the same second and the beginning
of the text. Every edit of a post is a post of its own there; the newest counts, the others are left out. Of
``account.js``, which also holds an e-mail address, only the names are read.
"""

from __future__ import annotations

import calendar
import html
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from advocacy_desk.domain.posts import Problem
from advocacy_desk.formats import _x_json
from advocacy_desk.formats._contract import Hints, LeftOut, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = (
    "network", "external_id", "url", "author_handle", "author_name", "published", "text", "kind", "media", "language",
    "link", "reactions", "shares",
)  # fmt: skip
_POST_FILES = re.compile(r"(tweets?|community-tweet)(-part\d+)?\.js", re.IGNORECASE)
_UNKNOWN_LANGUAGES = {"und", "zxx", "qme", "qam", "qct", "qht", "qst", None}
_MEDIA = {"photo": "image", "video": "video", "animated_gif": "video"}
_TAIL = re.compile(r"\s*(…|\.\.\.)?\s*(https?://\S+)?\s*$")
_CREATED = re.compile(r"\w{3} (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) \+0000 (\d{4})")
_MONTHS = tuple(calendar.month_abbr)
_BATCH_ROWS = 10_000  # records of Python objects: a fifth of a kilobyte in a column is two in dictionaries
_PREFIX = 60  # characters of a cut text that have to agree with the note

_BROKEN = text("This post of the archive cannot be read.")
_BROKEN_FILE = text("This part of the archive is damaged or incomplete; what follows here is missing.")
_COUNT = text("The archive’s list of contents promises {expected} posts in this file, but it holds {found}.")


@dataclass(frozen=True, slots=True)
class _Owner:
    handle: str | None
    name: str | None
    account_id: str | None


def _recognise(source: Source) -> float:
    begin = _x_json.ASSIGNMENT.match(source.head())
    if begin is None:
        return 0.0
    name = begin[1].lower()
    if name == b"__thar_config":
        return 0.95 if _post_files(source) else 0.0
    return 0.9 if re.match(rb"ytd\.(tweets?|community_tweet)\.", name) else 0.0


def _is_manifest(source: Source) -> bool:
    return source.head().lstrip().startswith(b"window.__THAR_CONFIG")


def _post_files(source: Source) -> dict[Source, int | None]:
    """Return the files of posts with the number of posts they should hold: as the manifest says, else by name.

    A file of posts that was chosen alone is read alone.
    """
    if not _is_manifest(source):
        return {source: None}
    beside = source.siblings()
    promised = {beside[name]: n for name, n in _x_json.manifest(source).post_files().items() if name in beside}
    return promised or {other: None for name, other in sorted(beside.items()) if _POST_FILES.fullmatch(name)}


def _members(source: Source) -> tuple[Source, ...]:
    beside = source.siblings()
    others = tuple(beside[name] for name in ("note-tweet.js", "account.js") if name in beside)
    first = (source,) if _is_manifest(source) else ()
    return (*first, *_post_files(source), *others)


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source, options), _COLUMNS, Hints(timezone="UTC", decimal_comma=False), _BATCH_ROWS)


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    owner = _owner(source, options)
    notes = _notes(source)
    for item in _newest_versions(_tweets(source)):
        if isinstance(item, Problem | LeftOut):
            yield item
        else:
            yield item[0], _record(item[1], owner, notes)


def _newest_versions(
    tweets: Iterator[tuple[int, _x_json.Tweet] | Problem],
) -> Iterator[tuple[int, _x_json.Tweet] | Problem | LeftOut]:
    """Keep the newest edit of every post; an older one only where the archive holds none that is newer."""
    seen: set[str | None] = set()
    held: dict[str, tuple[int, _x_json.Tweet]] = {}
    for item in tweets:
        if isinstance(item, Problem):
            yield item
            continue
        identity, newest = _identity(item[1]), item[1].newest_version()
        seen.add(identity)
        if newest is None or newest == identity:
            yield item
            continue
        if newest in held:
            yield LeftOut("edited")
        held[newest] = max(item, held.get(newest, item), key=lambda known: _age(known[1]))
    for newest, item in held.items():
        yield LeftOut("edited") if newest in seen else item


def _identity(tweet: _x_json.Tweet) -> str | None:
    return _word(tweet.id_str) or _word(tweet.id)


def _age(tweet: _x_json.Tweet) -> tuple[int, str]:
    identity = _identity(tweet) or ""
    return len(identity), identity


def _tweets(source: Source) -> Iterator[tuple[int, _x_json.Tweet] | Problem]:
    """Yield the posts of all files with their record numbers, and what is damaged or missing."""
    number = 0
    for file, promised in _post_files(source).items():
        before, cut_off = number, False
        for tweet in _x_json.tweets(file):
            number += 1
            if isinstance(tweet, _x_json.Broken):
                cut_off = tweet.ends_the_file
                words = _BROKEN_FILE if cut_off else _BROKEN
                yield Problem(file=file.name, record=number, field=None, message=words.message, raw=tweet.raw)
            else:
                yield number, tweet
        found = number - before
        if promised is not None and found < promised and not cut_off:
            number += 1
            fields = {"expected": str(promised), "found": str(found)}
            yield Problem(file=file.name, record=number, field=None, message=_COUNT.message, raw="", fields=fields)


def _owner(source: Source, options: ReadOptions) -> _Owner:
    """Whose archive it is: the manifest, ``account.js`` beside it, or what the person said."""
    beside = source.siblings()
    lists = [source] if _is_manifest(source) else [beside[name] for name in ("manifest.js",) if name in beside]
    user = _x_json.manifest(lists[0]).userInfo if lists else _x_json.User()
    account = _x_json.account(beside["account.js"]) if "account.js" in beside else _x_json.Account()
    return _Owner(
        handle=user.userName or account.username or options.author,
        name=user.displayName or account.accountDisplayName,
        account_id=user.accountId or account.accountId,
    )


def _notes(source: Source) -> dict[int, list[str]]:
    """Return the whole texts of long posts by the second in which they were made."""
    found: dict[int, list[str]] = {}
    file = source.siblings().get("note-tweet.js")
    for note in _x_json.notes(file) if file else []:
        try:
            second = int(datetime.fromisoformat(note.createdAt or "").timestamp())
        except ValueError:
            continue
        found.setdefault(second, []).append(html.unescape(note.core.text))
    return found


def _record(tweet: _x_json.Tweet, owner: _Owner, notes: Mapping[int, list[str]]) -> Record:
    short = html.unescape(tweet.full_text or tweet.text or "")
    words = _whole(short, tweet.created_at or "", notes) if notes else short
    identity = _identity(tweet)
    urls = [url.expanded_url for url in (tweet.entities and tweet.entities.urls) or [] if url.expanded_url]
    return {
        "network": "x",
        "external_id": identity,
        "url": f"https://x.com/{owner.handle or 'i'}/status/{identity}" if identity else None,
        "author_handle": owner.handle,
        "author_name": owner.name,
        "published": tweet.created_at,
        "text": words or None,
        "kind": _kind(tweet, short, owner),
        "media": _media(tweet) or ("link" if urls else "status"),
        "language": None if tweet.lang in _UNKNOWN_LANGUAGES else tweet.lang,
        "link": urls[0] if urls else None,
        "reactions": _word(tweet.favorite_count),
        "shares": _word(tweet.retweet_count),
    }


def _word(value: str | int | None) -> str | None:
    return None if value is None or value == "" else str(value)


def _kind(tweet: _x_json.Tweet, words: str, owner: _Owner) -> str:
    """Own threads (replies to oneself) are posts; ``retweeted`` is always false in archives, so the text decides."""
    if words.startswith("RT @"):
        return "repost"
    to_id = _word(tweet.in_reply_to_user_id_str) or _word(tweet.in_reply_to_user_id)
    to_name = (tweet.in_reply_to_screen_name or "").lower()
    if not to_id and not to_name:
        return "post"
    to_self = (to_id is not None and to_id == owner.account_id) or (to_name and to_name == (owner.handle or "").lower())
    return "post" if to_self else "reply"


def _media(tweet: _x_json.Tweet) -> str | None:
    entities = tweet.extended_entities or tweet.entities
    kinds = {_MEDIA.get(medium.type or "", "image") for medium in (entities and entities.media) or []}
    return max(kinds, default=None)  # a video outweighs a picture


def _whole(short: str, created: str, notes: Mapping[int, list[str]]) -> str:
    """Return the whole text where a note of the same second begins as the short text does."""
    parts = _CREATED.fullmatch(created)
    if parts is None or parts[1] not in _MONTHS:
        return short
    moment = calendar.timegm((int(parts[6]), _MONTHS.index(parts[1]), *(int(parts[n]) for n in (2, 3, 4, 5))))
    beginning = _TAIL.sub("", short)[:_PREFIX]
    same = [note for note in notes.get(moment, []) if beginning and note.startswith(beginning)]
    return max(same, key=len) if same and len(max(same, key=len)) > len(short) - 30 else short


FORMAT = SourceFormat(
    key="x_archive",
    version=1,
    label=text("X archive (manifest.js, tweets.js)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)

"""Mastodon's archive: ``outbox.json`` with ``actor.json`` beside it, in a folder, zip or tar.gz.

Verified on two archives. ``totalItems`` of the outbox is not the number of its items. A boost (``Announce``) carries
only the address of somebody else's post, so there is nothing of the author's in it: it is counted and left out. Public
is what names ``as:Public`` in ``to``, unlisted what names it in ``cc``; the rest went to followers or was a direct
message and is marked as not public. ``likes.json`` and ``bookmarks.json`` are about other people's posts and not read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from advocacy_desk.formats import _json_items
from advocacy_desk.formats._contract import Hints, LeftOut, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.formats._json_items import Broken
from advocacy_desk.formats._plain_text import plain_text
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from advocacy_desk.domain.posts import Problem
    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = (
    "network", "external_id", "url", "author_handle", "author_name", "published", "text", "kind", "media", "language",
    "visibility",
)  # fmt: skip
_ITEMS = "orderedItems"
_PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
_OUTBOX = re.compile(rb'"id"\s*:\s*"[^"]*outbox[^"]*"|"type"\s*:\s*"(?:Create|Announce)"')
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_A-Z].*)?")  # "zhCn" occurs
_MENTION = re.compile(r'(<a\s[^>]*href="([^"]*)"[^>]*>)\s*@(?:<span[^>]*>)?([\w.-]+)(?:</span>)?\s*</a>')

_Addresses = list[str] | str | None


class _Tag(msgspec.Struct):
    type: str | None = None
    name: str | None = None
    href: str | None = None


class _Attachment(msgspec.Struct):
    mediaType: str | None = None  # noqa: N815 - the file's own name


class _Choice(msgspec.Struct):
    name: str | None = None


class _Note(msgspec.Struct):
    id: str | None = None
    url: str | None = None
    published: str | None = None
    content: str | None = None
    contentMap: dict[str, str] | None = None  # noqa: N815 - the file's own name
    summary: str | None = None  # the content warning
    inReplyTo: str | None = None  # noqa: N815 - the file's own name
    to: _Addresses = None
    cc: _Addresses = None
    attachment: list[_Attachment] | None = None
    tag: list[_Tag] | None = None
    oneOf: list[_Choice] | None = None  # noqa: N815 - the file's own name; the answers of a poll
    anyOf: list[_Choice] | None = None  # noqa: N815 - as above


class _Activity(msgspec.Struct):
    type: str | None = None
    actor: str | None = None
    published: str | None = None
    object: _Note | str | None = None


class _Actor(msgspec.Struct):
    id: str | None = None
    preferredUsername: str | None = None  # noqa: N815 - the file's own name
    name: str | None = None


_READ_ACTIVITY = msgspec.json.Decoder(_Activity)
_READ_ACTOR = msgspec.json.Decoder(_Actor)


def _recognise(source: Source) -> float:
    head = source.head()
    return 0.95 if b'"OrderedCollection"' in head and b'"orderedItems"' in head and _OUTBOX.search(head) else 0.0


def _members(source: Source) -> tuple[Source, ...]:
    beside = source.siblings()
    return (source, beside["actor.json"]) if "actor.json" in beside else (source,)


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source, options), _COLUMNS, Hints(decimal_comma=False))


def _records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    owner = _owner(source)
    activities = _json_items.items(_json_items.whole(source), _READ_ACTIVITY, _ITEMS)
    for number, activity in enumerate(activities, start=1):
        if isinstance(activity, Broken):
            yield activity.problem(source, number)
        elif isinstance(activity.object, _Note) and activity.type == "Create":
            yield number, _record(activity, activity.object, owner, options.author)
        else:
            yield LeftOut("repost" if activity.type == "Announce" else "not_own")


def _owner(source: Source) -> _Actor:
    beside = source.siblings()
    known = "actor.json" in beside
    return (_json_items.document(_json_items.whole(beside["actor.json"]), _READ_ACTOR) if known else None) or _Actor()


def _record(activity: _Activity, note: _Note, owner: _Actor, author: str | None) -> Record:
    words = plain_text(_with_whole_mentions(note))
    warning = (note.summary or "").strip()
    answers = "\n".join(f"– {choice.name}" for choice in note.oneOf or note.anyOf or [] if choice.name)
    return {
        "network": "mastodon",
        "external_id": note.id or None,
        "url": note.url or note.id or None,
        "author_handle": _handle(activity.actor or owner.id, owner.preferredUsername) or author,
        "author_name": owner.name or None,
        "published": note.published or activity.published or None,
        "text": "\n\n".join(filter(None, (warning, words, answers))) or None,
        "kind": "reply" if _answers_others(note, activity.actor) else "post",
        "media": _media(note) or ("link" if words and "://" in words else "status"),
        "language": _language(note.contentMap),
        "visibility": "public" if _PUBLIC & {*_listed(note.to), *_listed(note.cc)} else "not_public",
    }


def _listed(addresses: _Addresses) -> Sequence[str]:
    return [addresses] if isinstance(addresses, str) else addresses or []


def _handle(actor: str | None, name: str | None) -> str | None:
    """``https://host/users/name`` is the account ``name@host``."""
    parts = urlsplit(actor) if actor and "[" not in actor else None
    if parts is None or not parts.netloc:
        return name or None
    name = name or parts.path.rstrip("/").rpartition("/")[2].lstrip("@")
    return f"{name}@{parts.netloc}" if name else None


def _answers_others(note: _Note, actor: str | None) -> bool:
    """A thread, which answers the author's own post, is not a reply to anybody."""
    return bool(note.inReplyTo) and not (actor and (note.inReplyTo or "").startswith(actor + "/"))


def _with_whole_mentions(note: _Note) -> str | None:
    """Write mentions as the author typed them: the page shows ``@name``, the list of tags knows ``@name@host``."""
    names = [tag.name for tag in note.tag or [] if tag.type == "Mention" and tag.name]
    if not names or not note.content:
        return note.content

    def typed(match: re.Match[str]) -> str:
        fitting = [name for name in names if name.lstrip("@").partition("@")[0].lower() == match[3].lower()]
        host = match[2].split("/")[2] if match[2].count("/") >= 2 else ""
        best = next((name for name in fitting if name.endswith("@" + host)), next(iter(fitting), "@" + match[3]))
        return f"{match[1]}@{best.lstrip('@')}</a>"

    return _MENTION.sub(typed, note.content)


def _media(note: _Note) -> str | None:
    kinds = [(medium.mediaType or "").partition("/")[0] for medium in note.attachment or []]
    return next((kind for kind in ("video", "image", "audio") if kind in kinds), "image" if kinds else None)


def _language(by_language: dict[str, str] | None) -> str | None:
    code = _LANGUAGE.fullmatch(next(iter(by_language), "")) if by_language else None
    return code[1] if code else None


FORMAT = SourceFormat(
    key="mastodon_archive",
    version=1,
    label=text("Mastodon archive (outbox.json)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)

"""Slack's export of a workspace: what people write in the channels of the company.

Verified on an archive of 1 382 messages: ``channels.json`` and ``users.json`` at the top, one file a channel and day
(days without messages are missing), ``ts`` is time and key within the channel, 418 messages are notices of Slack's
own. Members are known by the e-mail address in ``users.json``. A public channel is public within the company; private
channels (``groups.json``) are not public, and direct messages are never opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from advocacy_desk.formats import _json_items, _slack_markup
from advocacy_desk.formats._contract import LeftOut, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.formats._json_items import Broken
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from advocacy_desk.domain.posts import Problem
    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = (
    "network", "external_id", "author_handle", "author_name", "author_email", "published", "text", "kind", "media",
    "link", "visibility", "reactions", "comments",
)  # fmt: skip
_CHANNELS, _USERS, _PRIVATE = "channels.json", "users.json", "groups.json"
_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
_CHANNEL = re.compile(rb'\s*\[\s*\{[^}]*"(?:is_general|is_archived|creator|members|topic)"\s*:')
_BY_PEOPLE = {None, "thread_broadcast", "file_share", "me_message", "file_comment"}
_DELETED = "tombstone"


class _Channel(msgspec.Struct):
    id: str = ""
    name: str = ""
    is_private: bool = False


class _Profile(msgspec.Struct):
    real_name: str | None = None
    display_name: str | None = None
    email: str | None = None


class _User(msgspec.Struct):
    id: str = ""
    name: str | None = None
    real_name: str | None = None
    profile: _Profile | None = None


class _Reaction(msgspec.Struct):
    count: int = 0


class _File(msgspec.Struct):
    mimetype: str | None = None


class _Message(msgspec.Struct):
    type: str | None = None
    subtype: str | None = None
    user: str | None = None
    bot_id: str | None = None
    text: str | None = None
    ts: str = ""
    thread_ts: str | None = None
    reactions: list[_Reaction] | None = None
    reply_count: int | None = None
    files: list[_File] | None = None
    file: _File | None = None  # before 2018


_READ_CHANNEL = msgspec.json.Decoder(_Channel)
_READ_USER = msgspec.json.Decoder(_User)
_READ_MESSAGE = msgspec.json.Decoder(_Message)


@dataclass(frozen=True, slots=True)
class _Export:
    """What is known about the workspace: channels by folder, members by id, and the files of each day."""

    channels: Mapping[str, _Channel]
    users: Mapping[str, _User]
    names: Mapping[str, str]


def _recognise(source: Source) -> float:
    if source.base_name != _CHANNELS or _USERS not in source.siblings():
        return 0.0
    return 0.9 if _CHANNEL.match(source.head()) else 0.0


def _days(source: Source) -> list[tuple[str, Source]]:
    """Return the files of the days with the folder (channel) that each lies in; direct messages are not among them."""
    root = source.name.rpartition("/")[0]
    folders = {channel.name for channel in _channels(source).values()}
    found = []
    for other in source.bundle():
        path, _, name = other.name.rpartition("/")
        above, _, folder = path.rpartition("/")
        if above == root and folder in folders and _DAY.fullmatch(name):
            found.append((folder, other))
    return sorted(found, key=lambda day: day[1].name)


def _members(source: Source) -> tuple[Source, ...]:
    beside = source.siblings()
    lists = (beside[name] for name in (_USERS, _PRIVATE) if name in beside)
    return (source, *lists, *(day for _, day in _days(source)))


def _channels(source: Source) -> dict[str, _Channel]:
    """Return all channels by name; those of ``groups.json`` are private."""
    beside = source.siblings()
    channels: dict[str, _Channel] = {}
    for file, private in ((source, False), (beside.get(_PRIVATE), True)):
        found = _json_items.items(_json_items.whole(file) if file else b"[]", _READ_CHANNEL)
        for channel in found:
            if not isinstance(channel, Broken) and channel.name:
                channels[channel.name] = _Channel(channel.id, channel.name, channel.is_private or private)
    return channels


def _read(source: Source, _options: ReadOptions) -> Iterator[Batch]:
    return batches(_records(source), _COLUMNS)


def _records(source: Source) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    beside = source.siblings()
    members = _json_items.items(_json_items.whole(beside[_USERS]) if _USERS in beside else b"[]", _READ_USER)
    users = {user.id: user for user in members if not isinstance(user, Broken)}
    names = {key: user.name for key, user in users.items() if user.name}
    export = _Export(_channels(source), users, names)
    number = 0
    for folder, day in _days(source):
        messages = _json_items.items(_json_items.whole(day), _READ_MESSAGE)
        for message in messages:
            number += 1
            if isinstance(message, Broken):
                yield message.problem(day, number)
            elif message.subtype not in _BY_PEOPLE or message.bot_id or not message.user:
                yield LeftOut("deleted" if message.subtype == _DELETED else "not_own")
            else:
                yield number, _record(message, message.user, export.channels[folder], export)


def _record(message: _Message, member: str, channel: _Channel, export: _Export) -> Record:
    user = export.users.get(member) or _User(id=member)
    profile = user.profile or _Profile()
    words = message.text or ""
    link = _slack_markup.first_link(words)
    return {
        "network": "slack",
        "external_id": f"{channel.id or channel.name}:{message.ts}" if message.ts else None,
        "author_handle": user.name or member,
        "author_name": profile.real_name or user.real_name or profile.display_name or None,
        "author_email": profile.email or None,
        "published": message.ts.partition(".")[0] or None,
        "text": _slack_markup.shown(words, export.names),
        "kind": "reply" if message.thread_ts and message.thread_ts != message.ts else "post",
        "media": _media(message) or ("link" if link else "status"),
        "link": link,
        "visibility": "not_public" if channel.is_private else "public",
        "reactions": str(sum(reaction.count for reaction in message.reactions or [])),
        "comments": None if message.reply_count is None else str(message.reply_count),
    }


def _media(message: _Message) -> str | None:
    files = message.files or ([message.file] if message.file else [])
    kinds = [(file.mimetype or "").partition("/")[0] for file in files]
    return next((kind for kind in ("video", "image", "audio") if kind in kinds), None)


FORMAT = SourceFormat(
    key="slack_export",
    version=1,
    label=text("Slack export (channels)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
    members=_members,
)

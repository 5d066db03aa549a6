"""Microsoft Teams: the personal export (``messages.json``) and messages of channels as Microsoft Graph gives them.

The personal export holds all chats of a person. Chats are private talk and never opened: of a conversation that is no
channel the messages are counted and nothing else. Of channels only the person's own messages are read. Graph's
``chatMessage`` names channel, author, answers and reactions; messages of chats are left out there, too. Reference:
https://learn.microsoft.com/graph/api/resources/chatmessage (no real file was at hand).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from advocacy_desk.formats import _json_items
from advocacy_desk.formats._contract import LeftOut, ReadOptions, Source, SourceFormat, batches
from advocacy_desk.formats._json_items import Broken
from advocacy_desk.formats._plain_text import plain_text
from advocacy_desk.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from advocacy_desk.domain.posts import Problem
    from advocacy_desk.formats._contract import Batch, Record

_COLUMNS = (
    "network", "external_id", "url", "author_handle", "author_name", "published", "text", "kind", "media", "language",
    "visibility", "reactions",
)  # fmt: skip
_PERSONAL = re.compile(rb'\s*\{[^{\[]*"conversations"\s*:\s*\[')
_GRAPH = (b'"createdDateTime"', b'"body"', b'"contentType"', b'"messageType"')
_CHANNEL = re.compile(r"@thread\.(?:tacv2|skype)$")
_BY_PEOPLE = ("RichText", "Text", "RichText/Html")


class _Conversation(msgspec.Struct):
    id: str = ""
    MessageList: list[msgspec.Raw] | None = None  # opened only where it is a channel's


class _Own(msgspec.Struct):
    id: str = ""
    originalarrivaltime: str | None = None
    messagetype: str = ""
    content: str | None = None
    sender: str = msgspec.field(name="from", default="")
    displayName: str | None = None  # noqa: N815 - the file's own name


class _Export(msgspec.Struct):
    userId: str = ""  # noqa: N815 - the file's own name


class _User(msgspec.Struct):
    displayName: str | None = None  # noqa: N815 - the file's own name


class _From(msgspec.Struct):
    user: _User | None = None


class _Body(msgspec.Struct):
    contentType: str = "text"  # noqa: N815 - the file's own name
    content: str | None = None


class _Place(msgspec.Struct):
    channelId: str | None = None  # noqa: N815 - the file's own name


class _Graph(msgspec.Struct):
    id: str = ""
    createdDateTime: str | None = None  # noqa: N815 - the file's own name
    deletedDateTime: str | None = None  # noqa: N815 - the file's own name
    messageType: str = "message"  # noqa: N815 - the file's own name
    replyToId: str | None = None  # noqa: N815 - the file's own name
    subject: str | None = None
    locale: str | None = None
    webUrl: str | None = None  # noqa: N815 - the file's own name
    sender: _From | None = msgspec.field(name="from", default=None)
    body: _Body | None = None
    channelIdentity: _Place | None = None  # noqa: N815 - the file's own name
    reactions: list[msgspec.Raw] | None = None


_READ_CONVERSATION = msgspec.json.Decoder(_Conversation)
_READ_OWN = msgspec.json.Decoder(_Own)
_READ_EXPORT = msgspec.json.Decoder(_Export)
_READ_GRAPH = msgspec.json.Decoder(_Graph)


def _is_personal(head: bytes) -> bool:
    return _PERSONAL.match(head) is not None and b'"userId"' in head


def _recognise(source: Source) -> float:
    head = source.head()
    if _is_personal(head):
        return 0.9 if b'"MessageList"' in head else 0.0
    return 0.9 if all(mark in head for mark in _GRAPH) else 0.0


def _read(source: Source, options: ReadOptions) -> Iterator[Batch]:
    personal = _is_personal(source.head())
    return batches(_own_records(source, options) if personal else _graph_records(source), _COLUMNS)


def _own_records(source: Source, options: ReadOptions) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    data = _json_items.whole(source)
    owner = (_json_items.document(data, _READ_EXPORT) or _Export()).userId
    number = 0
    conversations = _json_items.items(data, _READ_CONVERSATION, "conversations")
    for conversation in conversations:
        if isinstance(conversation, Broken):
            number += 1
            yield Broken("", conversation.ends_the_file).problem(source, number)  # it may be a chat: not shown
            continue
        for raw in conversation.MessageList or []:
            number += 1
            if not _CHANNEL.search(conversation.id):
                yield LeftOut("not_public")
                continue
            message = _json_items.document(bytes(raw), _READ_OWN)
            if message is None:
                yield Broken(_json_items.shown(bytes(raw))).problem(source, number)
            elif not owner or not message.sender.endswith(owner) or message.messagetype not in _BY_PEOPLE:
                yield LeftOut("not_own")
            else:
                yield number, _own_record(message, conversation.id, options.author)


def _own_record(message: _Own, channel: str, author: str | None) -> Record:
    return {
        "network": "teams",
        "external_id": f"{channel}:{message.id}" if message.id else None,
        "author_handle": author,
        "author_name": message.displayName or None,
        "published": message.originalarrivaltime or None,
        "text": plain_text(message.content),
        "kind": "post",
        "media": "status",
        "visibility": "unknown",
    }


def _graph_records(source: Source) -> Iterator[tuple[int, Record] | Problem | LeftOut]:
    data = _json_items.whole(source)
    path = () if data.lstrip().startswith(b"[") else ("value",)
    messages = _json_items.items(data, _READ_GRAPH, *path)
    for number, message in enumerate(messages, start=1):
        if isinstance(message, Broken):
            yield message.problem(source, number)
        elif message.channelIdentity is None:
            yield LeftOut("not_public")
        elif message.deletedDateTime:
            yield LeftOut("deleted")
        elif message.messageType != "message" or message.sender is None or message.sender.user is None:
            yield LeftOut("not_own")
        else:
            yield number, _graph_record(message, message.sender.user, message.channelIdentity)


def _graph_record(message: _Graph, user: _User, place: _Place) -> Record:
    body = message.body or _Body()
    words = plain_text(body.content) if body.contentType.lower() == "html" else (body.content or "").strip() or None
    return {
        "network": "teams",
        "external_id": f"{place.channelId or ''}:{message.id}" if message.id else None,
        "url": message.webUrl or None,
        "author_name": user.displayName or None,
        "published": message.createdDateTime or None,
        "text": "\n\n".join(filter(None, (message.subject, words))) or None,
        "kind": "reply" if message.replyToId else "post",
        "media": "image" if "<img" in (body.content or "") else "status",
        "language": message.locale or None,
        "visibility": "unknown",
        "reactions": None if message.reactions is None else str(len(message.reactions)),
    }


FORMAT = SourceFormat(
    key="teams_export",
    version=1,
    label=text("Microsoft Teams export (channels)"),
    carries="posts",
    recognise=_recognise,
    read=_read,
)

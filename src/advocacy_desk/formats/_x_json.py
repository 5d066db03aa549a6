"""Reads the JavaScript files of X's archive as typed JSON; never runs them.

A file is ``window.YTD.<name>.part<N> = [ ... ]``. A damaged or cut-off file gives its good elements and one ``Broken``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from advocacy_desk.formats._contract import Source

RAW_LENGTH = 500
_BLOCK_BYTES = 4 << 20
_ELEMENT_END = b"\n  },"
ASSIGNMENT = re.compile(rb"\s*window\.(__THAR_CONFIG|YTD\.[\w.]+)\s*=\s*")
_Word = str | int | None


class Url(msgspec.Struct):
    """A shortened address in a text and what it stands for."""

    expanded_url: str | None = None


class Medium(msgspec.Struct):
    """A picture or video of a post."""

    type: str | None = None


class Entities(msgspec.Struct):
    """What X found in a text."""

    urls: list[Url] | None = None
    media: list[Medium] | None = None


class _EditControl(msgspec.Struct):
    editTweetIds: list[_Word] | None = None  # noqa: N815 - the file's own name


class _LaterEdit(msgspec.Struct):
    editControlInitial: _EditControl | None = None  # noqa: N815 - the file's own name


class EditInfo(msgspec.Struct):
    """The versions of a post that was edited; each is a post of its own in the archive."""

    initial: _EditControl | None = None
    edit: _LaterEdit | None = None


class Tweet(msgspec.Struct):
    """The fields of a post that we read; counts and ids are strings in the file."""

    id_str: _Word = None
    id: _Word = None
    full_text: str | None = None
    text: str | None = None  # before 2018
    created_at: str | None = None
    lang: str | None = None
    favorite_count: _Word = None
    retweet_count: _Word = None
    in_reply_to_user_id_str: _Word = None
    in_reply_to_user_id: _Word = None
    in_reply_to_screen_name: str | None = None
    entities: Entities | None = None
    extended_entities: Entities | None = None
    edit_info: EditInfo | None = None

    def newest_version(self) -> str | None:
        """Return the id of the last edit of this post; None where it was not edited."""
        info = self.edit_info or EditInfo()
        control = info.initial or (info.edit and info.edit.editControlInitial) or _EditControl()
        ids = [str(known) for known in control.editTweetIds or () if str(known).isdecimal()]
        return max(ids, key=lambda known: (len(known), known)) if len(ids) > 1 else None


class _Element(msgspec.Struct):
    tweet: Tweet | None = None


class _NoteCore(msgspec.Struct):
    text: str = ""


class Note(msgspec.Struct):
    """A long post: its whole text and the second it was made in; it does not say which post it belongs to."""

    createdAt: str | None = None  # noqa: N815 - the file's own name
    core: _NoteCore = msgspec.field(default_factory=_NoteCore)


class _NoteElement(msgspec.Struct):
    noteTweet: Note = msgspec.field(default_factory=Note)  # noqa: N815 - the file's own name


class Account(msgspec.Struct):
    """The account's names; the e-mail address beside them is not read."""

    username: str | None = None
    accountId: str | None = None  # noqa: N815 - the file's own name
    accountDisplayName: str | None = None  # noqa: N815 - the file's own name


class _AccountElement(msgspec.Struct):
    account: Account = msgspec.field(default_factory=Account)


class User(msgspec.Struct):
    """Whose archive it is, as the manifest says."""

    accountId: str | None = None  # noqa: N815 - the file's own name
    userName: str | None = None  # noqa: N815 - the file's own name
    displayName: str | None = None  # noqa: N815 - the file's own name


class _File(msgspec.Struct):
    fileName: str = ""  # noqa: N815 - the file's own name
    count: _Word = None


class _DataType(msgspec.Struct):
    files: list[_File] = msgspec.field(default_factory=list)


class Manifest(msgspec.Struct):
    """The archive's list of contents."""

    userInfo: User = msgspec.field(default_factory=User)  # noqa: N815 - the file's own name
    dataTypes: dict[str, _DataType] = msgspec.field(default_factory=dict)  # noqa: N815 - the file's own name

    def post_files(self) -> dict[str, int | None]:
        """Return the base names of the files that hold posts, with the number of posts that each should hold."""
        files: dict[str, int | None] = {}
        for kind in ("tweets", "tweet", "communityTweet"):
            for file in self.dataTypes.get(kind, _DataType()).files:
                count = str(file.count)
                files[file.fileName.rpartition("/")[2]] = int(count) if count.isdigit() else None
        return files


@dataclass(frozen=True, slots=True)
class Broken:
    """An element that cannot be read; ``ends_the_file``: nor can anything after it."""

    raw: str
    ends_the_file: bool


_DAMAGE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
_READ_TWEET = msgspec.json.Decoder(Tweet)
_READ_ELEMENT = msgspec.json.Decoder(_Element)


def manifest(source: Source) -> Manifest:
    """Return the manifest; an empty one where it is damaged."""
    try:
        return msgspec.json.decode(_body(source), type=Manifest)
    except _DAMAGE:
        return Manifest()


def account(source: Source) -> Account:
    """Return the account of ``account.js``; an empty one where it is damaged."""
    try:
        found = msgspec.json.decode(_body(source), type=list[_AccountElement])
    except _DAMAGE:
        return Account()
    return found[0].account if found else Account()


def notes(source: Source) -> list[Note]:
    """Return the long posts of ``note-tweet.js``; none where it is damaged (the posts then keep their short texts)."""
    try:
        return [element.noteTweet for element in msgspec.json.decode(_body(source), type=list[_NoteElement])]
    except _DAMAGE:
        return []


def tweets(source: Source) -> Iterator[Tweet | Broken]:
    """Yield the posts of one file, some megabytes of it at a time."""
    with source.open() as stream:
        for block in _blocks(stream):
            for raw in _elements(block):
                if isinstance(raw, Broken):
                    yield raw
                    if raw.ends_the_file:
                        return
                    continue
                try:
                    yield _READ_ELEMENT.decode(raw).tweet or _READ_TWEET.decode(raw)
                except _DAMAGE:
                    yield Broken(bytes(raw).decode(errors="replace")[:RAW_LENGTH], ends_the_file=False)


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """Cut the assigned list into lists of whole elements.

    X indents by two blanks, and no string holds a line break: so only an element of the list ends like this. A file
    that is written otherwise is one block.
    """
    kept = bytearray(stream.read(_BLOCK_BYTES))
    begin = ASSIGNMENT.match(kept)
    del kept[: begin.end() if begin else 0]
    if not kept.startswith(b"["):
        yield bytes(kept) + stream.read()
        return
    del kept[:1]
    searched = 0
    while True:
        end = kept.rfind(_ELEMENT_END, searched)
        if end >= 0:
            yield b"[" + kept[: end + len(_ELEMENT_END) - 1] + b"]"
            del kept[: end + len(_ELEMENT_END)]
        searched = max(0, len(kept) - len(_ELEMENT_END))
        more = stream.read(_BLOCK_BYTES)
        if not more:
            break
        kept += more
    yield b"[" + kept.rstrip(b" \r\n\t;")


def _body(source: Source) -> bytes:
    """Return what is assigned: everything after the first ``=``, without a final semicolon."""
    with source.open() as stream:
        data = stream.read()
    begin = ASSIGNMENT.match(data)
    return data[begin.end() if begin else 0 :].rstrip(b" \r\n\t;")


def _elements(body: bytes) -> Iterator[msgspec.Raw | bytes | Broken]:
    try:
        yield from msgspec.json.decode(body, type=list[msgspec.Raw])
    except _DAMAGE:
        yield from _elements_until_damage(body.decode(errors="replace"))


def _elements_until_damage(body: str) -> Iterator[bytes | Broken]:
    """Yield element after element of a list that is cut off or damaged somewhere."""
    decoder = json.JSONDecoder()
    position = body.find("[") + 1
    while position:
        while position < len(body) and body[position] in " \r\n\t,":
            position += 1
        if position >= len(body) or body[position] == "]":
            return
        try:
            _, end = decoder.raw_decode(body, position)
        except (ValueError, RecursionError):
            yield Broken(body[position : position + RAW_LENGTH], ends_the_file=True)
            return
        yield body[position:end].encode()
        position = end
    if body.strip():
        yield Broken(body[:RAW_LENGTH], ends_the_file=True)
